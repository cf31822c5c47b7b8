// The search of the start page. The index is loaded when the reader turns to the field, further names with what is typed.
"use strict";

(() => {
  const { make, say, fill } = page;
  const [field, box, note, list] = ["find", "hits-box", "hits-note", "hits"].map((id) => document.getElementById(id));
  const MOST = 40;
  const MOST_LOADED = 80; // entries beyond the index
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

  /** By what the chunks are asked for: two characters of a name, three initials. */
  function gramsOf(wanted) {
    const characters = [...wanted];
    const length = /^[a-z0-9]+$/.test(wanted) ? 3 : 2;
    return characters.slice(length - 1).map((_, at) => characters.slice(at, at + length).join(""));
  }

  /** The numbers of the entries that have all of the grams in a name, best known first. */
  async function withAll(grams) {
    const lists = await Promise.all(
      grams.map(async (gram) => {
        const number = page.chunkOf(gram, index.chunks);
        return (await page.load(`data/grams-${number}.js`, `kgGrams${number}`))[gram] || [];
      }),
    );
    const others = lists.slice(1).map((list) => new Set(list));
    return lists[0].filter((number) => others.every((list) => list.has(number)));
  }

  async function named(numbers) {
    const scripts = [...new Set(numbers.map((number) => Math.floor(number / index.size)))];
    const loaded = new Map(await Promise.all(scripts.map(async (n) => [n, await page.load(`data/names-${n}.js`, `kgNames${n}`)])));
    return numbers.map((number) => loaded.get(Math.floor(number / index.size))[number % index.size]);
  }

  async function hits(wanted) {
    await ready();
    let entries = index.entries;
    let complete = !index.chunks;
    const grams = index.chunks ? gramsOf(wanted) : [];
    if (grams.length) {
      const telling = grams.filter((gram) => !index.cut.includes(gram));
      const numbers = await withAll(telling.length ? telling : grams);
      complete = telling.length > 0 && numbers.length <= MOST_LOADED;
      entries = entries.concat(await named(numbers.slice(0, MOST_LOADED)));
    }
    const found = entries
      .map((entry) => [rank(entry, wanted), entry])
      .filter(([value]) => value >= 0)
      .sort((a, b) => a[0] - b[0] || b[1][2] - a[1][2] || a[1][3][0].length - b[1][3][0].length || (a[1][0] < b[1][0] ? -1 : 1))
      .map(([, entry]) => entry);
    return { found, complete };
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
    const { found, complete } = await hits(wanted);
    if (turn !== asked) return;
    const { words } = kgWords;
    const shown = found.slice(0, MOST);
    list.replaceChildren(...shown.map(item));
    const many = complete ? words.found_more : words.found_least;
    const form = found.length > MOST ? many : found.length ? words.found : words.not_found;
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
  document.addEventListener("page:state", () => {
    field.value = page.state().get("find") || "";
    if (field.value) search();
    else open(false);
  });
})();
