// The page of an entity (#e=key): loads the chunk that holds it, tells its facts, draws its neighbours.
"use strict";

(() => {
  const { make, say, fill } = page;
  const { words, classes, relations } = kgWords;
  const $ = (id) => document.getElementById(id);
  const chunks = Number($("entity").dataset.chunks);
  let entity = null;
  let names = {};
  let reports = {};
  let key = null;
  let drawing = null;
  let told = "";

  const chinese = (tag, properties, ...children) => make(tag, { lang: "zh-CN", ...properties }, ...children);
  const chunk = (of) => {
    const number = page.chunkOf(of, chunks);
    return page.load(`data/entities-${number}.js`, `kgEntities${number}`);
  };
  const label = (cls) => say(classes[cls] || { zh: cls, en: cls });
  const dot = (cls) => make("i", { className: `dot c${classes[cls]?.colour ?? 11}`, ariaHidden: "true" });
  const placeOf = (slug) => reports[slug][0] || say(words.unknown_region);
  const yearOf = (slug) => reports[slug][1] || say(words.unknown_year);
  const toEntity = (of, name) => chinese("a", { href: page.href("entity.html", { e: of }) }, name);
  const toSentence = (slug, span, ...children) =>
    make("a", { href: page.href(`reports/${encodeURIComponent(slug)}.html`, { s: span }) }, ...children);

  // ---- what is told ----

  function sections() {
    const groups = new Map();
    for (const fact of entity.f) {
      const inverse = fact[1] !== key;
      const name = `${inverse ? "1" : "0"} ${fact[0]}`;
      if (!groups.has(name)) groups.set(name, []);
      groups.get(name).push(fact);
    }
    const order = Object.keys(relations);
    const place = (name) => Number(name[0]) * 100 + order.indexOf(name.slice(2));
    return [...groups].sort((a, b) => place(a[0]) - place(b[0])).map(([name, facts]) => relation(name, facts));
  }

  function relation(name, facts) {
    const years = new Map();
    for (const fact of facts) {
      const year = reports[fact[4]][1] || 0;
      if (!years.has(year)) years.set(year, []);
      years.get(year).push(fact);
    }
    const heading = [say(relations[name.slice(2)] || { zh: name.slice(2), en: name.slice(2) })];
    if (name[0] === "1") heading.push(` (${say(words.is_object)})`);
    return make(
      "section",
      { className: "facts" },
      make("h2", {}, ...heading, " ", make("small", {}, String(facts.length))),
      make(
        "ul",
        { className: "years" },
        ...[...years].sort((a, b) => b[0] - a[0]).map(([year, own]) =>
          make(
            "li",
            {},
            make("p", { className: "when" }, year ? String(year) : say(words.unknown_year)),
            make("ul", { className: "told" }, ...own.map(factItem)),
          ),
        ),
      ),
    );
  }

  function factItem([, subject, object, text, slug, span, sentence]) {
    const other = subject === key ? object : subject;
    const name = other === object && text ? text : names[other]?.[0] || text;
    return make(
      "li",
      {},
      make(
        "p",
        {},
        other && names[other] ? Object.assign(toEntity(other, name), { className: "other" }) : chinese("span", { className: "other" }, name || text),
        " ",
        make("small", {}, chinese("span", {}, `${placeOf(slug)} ${yearOf(slug)} `)),
        Object.assign(toSentence(slug, span, say(words.in_text)), { className: "to" }),
      ),
      chinese("blockquote", {}, ...sentence.map(([piece, marked]) => (marked ? make("mark", {}, piece) : piece))),
    );
  }

  function mentions() {
    const regions = new Set(entity.m.map(([slug]) => placeOf(slug)));
    const rows = [...entity.m].sort((a, b) => placeOf(a[0]).localeCompare(placeOf(b[0]), "zh") || (reports[b[0]][1] || 0) - (reports[a[0]][1] || 0));
    return make(
      "section",
      { id: "mentions" },
      make("h2", {}, say(words.mentioned_in), " ", make("small", {}, fill(words.shared_by, { regions: regions.size, reports: rows.length }))),
      make(
        "ul",
        { className: "years" },
        ...rows.map(([slug, count, places]) =>
          make(
            "li",
            {},
            make("p", { className: "when" }, String(yearOf(slug))),
            make(
              "div",
              {},
              make("p", {}, toSentence(slug, places[0], chinese("span", {}, placeOf(slug))), " ", make("small", {}, fill(words.times, { count }))),
              make(
                "p",
                { className: "places" },
                ...places.map((span, n) => Object.assign(toSentence(slug, span, String(n + 1)), { title: fill(words.place_of_mention, { n: n + 1 }) })),
              ),
            ),
          ),
        ),
      ),
    );
  }

  const row = (name, ...value) => (value.length ? make("div", {}, make("dt", {}, say(name)), chinese("dd", {}, ...value)) : null);
  const named = ([of, name, known]) => (known ? toEntity(of, name) : chinese("span", {}, name));

  function tell() {
    if (!entity) {
      $("head").replaceChildren(make("h1", {}, say(words.entity)), make("p", { className: "nothing" }, say(words.no_such_entity)));
      $("entity").replaceChildren();
      $("ego").hidden = true;
      return;
    }
    const name = entity.n[0][0];
    document.title = name;
    const also = entity.n.slice(1).map(([written]) => written).join("、");
    const between = (list) => list.flatMap((one, n) => (n ? ["、", named(one)] : [named(one)]));
    $("head").replaceChildren(
      make("p", { className: "muted type" }, dot(entity.c), label(entity.c)),
      make("h1", {}, chinese("span", {}, name)),
      make(
        "dl",
        { className: "meta" },
        row(words.official_name, ...(entity.o ? [entity.o] : [])),
        row(words.english_name, ...(entity.e ? [entity.e] : [])),
        row(words.also, ...(also ? [also] : [])),
        row(words.region, ...(entity.r ? [named(entity.r)] : [])),
        row(words.part_of, ...(entity.p ? [named(entity.p)] : [])),
        row(words.succeeded_by, ...(entity.s ? between(entity.s) : [])),
      ),
    );
    $("entity").replaceChildren(
      ...sections(),
      entity.h ? make("p", { className: "note" }, fill(words.facts_hidden, { hidden: entity.h })) : "",
      entity.m.length ? mentions() : "",
    );
  }

  // ---- what is around it: nodes and places were computed beforehand, nothing moves ----

  /** Nodes {id, name, cls, x, y, steps} and edges {from, to, predicates} of the script that has them. */
  async function around() {
    const content = await page.load(`data/ego-${entity.g}.js`, `kgEgo${entity.g}`);
    const { n: numbers, e: lines, h: hidden } = content.egos[key];
    const nodes = [];
    for (let at = 0; at < numbers.length; at += 4) {
      const [id, name, cls] = content.names[numbers[at]];
      nodes.push({ id, name, cls, x: numbers[at + 1], y: numbers[at + 2], steps: numbers[at + 3] });
    }
    const edges = [];
    for (let at = 0; at < lines.length; at += 3) {
      edges.push({ from: nodes[lines[at]].id, to: nodes[lines[at + 1]].id, predicates: content.lines[lines[at + 2]].split(" ") });
    }
    return { nodes, edges, hidden };
  }

  function wrapped(name) {
    const text = name.length > 16 ? `${name.slice(0, 15)}…` : name;
    const long = Math.ceil(text.length / Math.ceil(text.length / 8)) || 1;
    return text.match(new RegExp(`.{1,${long}}`, "gu"))?.join("\n") || text;
  }

  async function draw() {
    const wanted = key;
    $("ego").hidden = entity?.g === undefined;
    if ($("ego").hidden) return;
    const depth = Number(page.state().get("depth")) === 2 ? 2 : 1;
    document.querySelector(`#depth [value="${depth}"]`).checked = true;
    const hide = new Set((page.state().get("hide") || "").split(" ").filter(Boolean));
    const { nodes: every, edges, hidden } = await around();
    if (wanted !== key) return;
    const near = every.filter(({ steps }) => steps <= depth);
    types(near, hide);
    const nodes = near.filter(({ id, cls }) => id === key || !hide.has(cls));
    const drawn = new Set(nodes.map(({ id }) => id));
    const [ink, ground, line, muted, font] = ["--ink", "--surface", "--line-strong", "--muted", "--font"].map(page.style);
    const data = {
      nodes: nodes.map(({ id, name, cls, x, y, steps }) => ({
        id,
        label: wrapped(name),
        x,
        y,
        size: [18, 10, 7][steps],
        color: page.style(`--c${classes[cls]?.colour ?? 11}`),
        font: { color: ink, face: font, size: steps ? 13 : 17, strokeWidth: 4, strokeColor: ground },
      })),
      edges: edges
        .filter(({ from, to }) => drawn.has(from) && drawn.has(to))
        .map(({ from, to, predicates }) => ({
          from,
          to,
          label: nodes.length <= 30 ? predicates.map((name) => say(relations[name])).join("、") : undefined,
          color: { color: line, opacity: 0.6 },
          font: { color: muted, face: font, size: 11, strokeWidth: 3, strokeColor: ground },
        })),
    };
    drawing?.destroy();
    drawing = new vis.Network($("drawing"), data, {
      physics: false,
      layout: { randomSeed: 1, improvedLayout: false },
      interaction: { keyboard: false, hover: true, zoomView: false, navigationButtons: false },
      nodes: { shape: "dot", borderWidth: 0, chosen: false, scaling: { label: { drawThreshold: 7 } } },
      edges: { smooth: false, chosen: false },
    });
    globalThis.kgNetwork = drawing;
    drawing.on("click", ({ nodes: [id] }) => {
      if (id && id !== key) location.hash = page.href("", { e: id });
    });
    drawing.on("hoverNode", () => ($("drawing").style.cursor = "pointer"));
    drawing.on("blurNode", () => ($("drawing").style.cursor = ""));
    drawing.fit({ maxZoomLevel: 1.2 });
    const left = hidden[depth - 1];
    $("ego-note").textContent = `${fill(left ? words.hidden : words.complete, { shown: near.length, hidden: left })} ${say(words.names_by_zoom)}`;
  }

  const zoom = (factor) => drawing.moveTo({ scale: drawing.getScale() * factor });
  $("zoom-in").addEventListener("click", () => zoom(1.3));
  $("zoom-out").addEventListener("click", () => zoom(1 / 1.3));
  $("fit").addEventListener("click", () => drawing.fit({ maxZoomLevel: 1.2 }));

  function types(known, hide) {
    const counts = new Map();
    for (const { id, cls } of known) if (id !== key) counts.set(cls, (counts.get(cls) || 0) + 1);
    const order = (cls) => classes[cls]?.colour ?? 99;
    $("types").replaceChildren(
      $("types").firstElementChild,
      ...[...counts].sort((a, b) => order(a[0]) - order(b[0])).map(([cls, count]) => {
        const box = make("input", { type: "checkbox", value: cls, checked: !hide.has(cls) });
        return make("label", {}, box, dot(cls), label(cls), make("small", {}, String(count)));
      }),
    );
  }

  $("ego-form").addEventListener("submit", (event) => event.preventDefault());
  $("ego-form").addEventListener("change", () => {
    const hidden = [...document.querySelectorAll("#types input")].filter((box) => !box.checked).map((box) => box.value);
    const depth = document.querySelector("#depth :checked").value;
    page.remember({ depth: depth === "2" ? "2" : "", hide: hidden.join(" ") });
    draw();
  });

  async function restore() {
    const next = page.state().get("e") || "";
    if (next !== key) {
      const found = next ? await chunk(next).catch(() => null) : null;
      if (next !== (page.state().get("e") || "")) return;
      if (key !== null) window.scrollTo(0, 0);
      key = next;
      entity = found?.entities[key] || null;
      names = found?.names || {};
      reports = found?.reports || {};
    }
    const state = `${key} ${page.language()}`;
    if (state !== told) tell();
    told = state;
    draw();
  }
  document.addEventListener("page:state", restore);
})();
