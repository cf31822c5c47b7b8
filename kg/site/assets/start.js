// Filters the reports of the start page by words, region and year. Of many reports a province is loaded when it is asked for.
"use strict";

(() => {
  const { make } = page;
  const fields = ["q", "region", "year"].map((id) => document.getElementById(id));
  const [words, region, year] = fields;
  const provinces = [...document.querySelectorAll(".province")];
  const output = document.getElementById("shown");
  let asked = 0;
  let before = false;

  /** Fill the list of a province, once. */
  async function fill(province) {
    const list = province.querySelector("ul");
    if (list.children.length) return;
    const scripts = province.dataset.scripts.split(" ");
    const rows = (await Promise.all(scripts.map((n) => page.load(`data/reports-${n}.js`, `kgReports${n}`)))).flat();
    if (list.children.length) return;
    list.append(
      ...rows.map(([slug, name, of, said]) => {
        const link = make("a", { href: page.href(`reports/${encodeURIComponent(slug)}.html`) }, make("span", { lang: "zh-CN" }, name));
        const card = make("li", { className: "card line" }, link, make("span", { className: "year" }, String(of || "")));
        Object.assign(card.dataset, { words: said, year: of || "" });
        return card;
      }),
    );
  }

  async function filter() {
    const turn = ++asked;
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const filtered = fields.some((field) => field.value);
    const fitting = provinces.filter((province) => !region.value || province.dataset.region === region.value);
    if (filtered) await Promise.all(fitting.map(fill));
    if (turn !== asked) return;
    let shown = 0;
    for (const province of provinces) {
      let any = 0;
      for (const card of province.querySelectorAll(".card")) {
        const fits = (!year.value || card.dataset.year === year.value) && wanted.every((word) => card.dataset.words.includes(word));
        card.hidden = !fits;
        any += fits;
      }
      province.hidden = !fitting.includes(province) || (filtered && !any);
      if (province.hidden) continue;
      shown += any;
      if (province.tagName === "DETAILS" && filtered !== before) province.open = filtered;
    }
    before = filtered;
    const { total } = output.dataset;
    document.getElementById("nothing").hidden = !filtered || shown > 0;
    document.getElementById("clear").hidden = !filtered;
    output.textContent = output.getAttribute("data-form").replace("{shown}", filtered ? shown : total).replace("{total}", total);
  }

  function restore() {
    for (const field of fields) field.value = page.state().get(field.id) || "";
    filter();
  }

  for (const field of fields) {
    field.addEventListener("input", () => {
      page.remember({ [field.id]: field.value });
      filter();
    });
  }
  for (const province of provinces) province.addEventListener("toggle", () => province.open && fill(province));
  document.querySelector(".filter").addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("clear").addEventListener("click", () => {
    page.remember({ q: "", region: "", year: "" });
    restore();
    words.focus();
  });
  document.addEventListener("page:state", restore);
})();
