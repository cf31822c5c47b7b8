// Filters the reports of the start page by words, region and year.
"use strict";

(() => {
  const fields = ["q", "region", "year"].map((id) => document.getElementById(id));
  const [words, region, year] = fields;
  const cards = [...document.querySelectorAll(".card")];
  const provinces = [...document.querySelectorAll(".province")];
  const output = document.getElementById("shown");

  function filter() {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const province of provinces) {
      let any = false;
      for (const card of province.querySelectorAll(".card")) {
        const fits =
          (!region.value || province.dataset.region === region.value) &&
          (!year.value || card.dataset.year === year.value) &&
          wanted.every((word) => card.dataset.words.includes(word));
        card.hidden = !fits;
        any ||= fits;
        shown += fits;
      }
      province.hidden = !any;
    }
    document.getElementById("nothing").hidden = shown > 0;
    document.getElementById("clear").hidden = !fields.some((field) => field.value);
    output.textContent = output.getAttribute("data-form").replace("{shown}", shown).replace("{total}", cards.length);
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
  document.querySelector(".filter").addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("clear").addEventListener("click", () => {
    page.remember({ q: "", region: "", year: "" });
    restore();
    words.focus();
  });
  document.addEventListener("page:language", restore);
})();
