// The search of the start page. The index is loaded when the reader turns to the field, further names with the first two characters.
"use strict";

(() => {
  const { make, say, fill } = page;
  const [field, box, note, list] = ["find", "hits-box", "hits-note", "hits"].map((id) => document.getElementById(id));
  const MOST = 40;
  let index = null;
  let chosen = -1;
  let asked = 0;

  const ready = () =>
    Promise.all([page.load("data/words.js", "kgWords"), page.load("data/search.js", "kgSearch")]).then(([, found]) => (index = found));

  /** How well an entry fits: 0 as a whole, 1 at the beginning, 2 inside, 3 by initials; -1 not at all. */
  function rank([, , , names, initials], wanted) {
    let best = -1;
    const better = (value) => (best = best < 0 ? value : Math.min(best, value));
    for (const name of names) {
      const text = name.toLowerCase();
      if (text === wanted) better(0);
      else if (text.startsWith(wanted)) better(1);
      else if (text.includes(wanted)) better(2);
    }
    if (best < 0 && /^[a-z0-9]+$/.test(wanted)) {
      for (const letters of initials) {
        if (letters === wanted) better(0);
        else if (letters.endsWith(wanted) || letters.startsWith(wanted)) better(1);
        else if (letters.includes(wanted)) better(3);
      }
    }
    return best;
  }

  async function hits(wanted) {
    await ready();
    let entries = index.entries;
    if (index.chunks && [...wanted].length >= 2) {
      const number = page.chunkOf([...wanted].slice(0, 2).join(""), index.chunks);
      entries = entries.concat(await page.load(`data/search-${number}.js`, `kgSearch${number}`));
    }
    return entries
      .map((entry) => [rank(entry, wanted), entry])
      .filter(([value]) => value >= 0)
      .sort((a, b) => a[0] - b[0] || b[1][2] - a[1][2] || a[1][3][0].length - b[1][3][0].length || (a[1][0] < b[1][0] ? -1 : 1))
      .map(([, entry]) => entry);
  }

  function item([key, cls, , names], number) {
    const { classes } = kgWords;
    const also = names.slice(1).join("、");
    return make(
      "li",
      { role: "option", id: `hit-${number}`, ariaSelected: "false" },
      make(
        "a",
        { href: page.href("entity.html", { e: key }), tabIndex: -1 },
        make("span", { lang: "zh-CN" }, names[0]),
        also ? make("span", { lang: "zh-CN", className: "also" }, also.length > 40 ? `${also.slice(0, 40)}…` : also) : null,
        make("span", { className: "type" }, make("i", { className: `dot c${classes[cls]?.colour ?? 11}` }), say(classes[cls] || { zh: cls, en: cls })),
      ),
    );
  }

  async function search() {
    const wanted = field.value.trim().toLowerCase();
    const turn = ++asked;
    page.remember({ find: field.value });
    choose(-1);
    if (!wanted) return open(false);
    const found = await hits(wanted);
    if (turn !== asked) return;
    const { words } = kgWords;
    const shown = found.slice(0, MOST);
    list.replaceChildren(...shown.map(item));
    const form = found.length > MOST ? words.found_more : found.length ? words.found : words.not_found;
    note.textContent = fill(form, { total: found.length, shown: shown.length });
    open(true);
  }

  function open(yes) {
    box.hidden = !yes;
    field.setAttribute("aria-expanded", String(yes));
  }

  function choose(number) {
    list.children[chosen]?.setAttribute("aria-selected", "false");
    chosen = number;
    const hit = list.children[chosen];
    hit?.setAttribute("aria-selected", "true");
    hit?.scrollIntoView({ block: "nearest" });
    if (hit) field.setAttribute("aria-activedescendant", hit.id);
    else field.removeAttribute("aria-activedescendant");
  }

  field.addEventListener("focus", () => ready().catch(() => {}), { once: true });
  field.addEventListener("input", search);
  field.addEventListener("keydown", (event) => {
    const count = list.children.length;
    if (event.key === "Escape") open(false);
    else if (event.key === "ArrowDown" && count) choose((chosen + 1) % count);
    else if (event.key === "ArrowUp" && count) choose((chosen + count - 1) % count);
    else return;
    event.preventDefault();
  });
  document.getElementById("search").addEventListener("submit", (event) => {
    event.preventDefault();
    (list.children[Math.max(chosen, 0)] || document).querySelector?.("a")?.click();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("#search")) open(false);
  });
  document.addEventListener("page:language", () => {
    field.value = page.state().get("find") || "";
    if (field.value) search();
    else open(false);
  });
})();
