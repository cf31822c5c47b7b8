// The page of an entity (#e=key): loads the chunk that holds it, tells its facts, draws its neighbours.
"use strict";

(() => {
  const { make, say, fill } = page;
  const { words, classes, relations } = kgWords;
  const $ = (id) => document.getElementById(id);
  const chunks = Number($("entity").dataset.chunks);
  const MOST_NODES = 200;
  const MOST_EXPANDED = 40; // neighbours whose own neighbours are asked for: each may lie in another chunk
  let entity = null;
  let names = {};
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
  const reportOf = (slug) => kgReports[slug];
  const placeOf = (slug) => reportOf(slug).region || say(words.unknown_region);
  const yearOf = (slug) => reportOf(slug).year || say(words.unknown_year);
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
      const year = reportOf(fact[4]).year || 0;
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
    const rows = [...entity.m].sort((a, b) => placeOf(a[0]).localeCompare(placeOf(b[0]), "zh") || (reportOf(b[0]).year || 0) - (reportOf(a[0]).year || 0));
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
      $("head").replaceChildren(make("p", { className: "nothing" }, say(words.no_such_entity)));
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

  // ---- neighbours: places are computed once, nothing moves ----

  const endsOf = (of, facts) =>
    facts.filter((fact) => fact[1] && fact[2]).map((fact) => [fact[1] === of ? fact[2] : fact[1], fact[0]]);

  async function neighbours(depth) {
    const known = new Map([[key, { depth: 0, name: entity.n[0][0], cls: entity.c }]]);
    const edges = new Map();
    const take = (of, facts, table, level) => {
      for (const [other, predicate] of endsOf(of, facts)) {
        if (other === of || !table[other]) continue;
        if (!known.has(other)) known.set(other, { depth: level, name: table[other][0], cls: table[other][1], parent: of, weight: table[other][2] });
        const line = [of, other].sort().join("\n");
        if (!edges.has(line)) edges.set(line, new Set());
        edges.get(line).add(predicate);
      }
    };
    take(key, entity.f, names, 1);
    if (depth === 2) {
      const nearest = [...known].filter(([of]) => of !== key).sort((a, b) => b[1].weight - a[1].weight || (a[0] < b[0] ? -1 : 1));
      for (const [of] of nearest.slice(0, MOST_EXPANDED)) {
        const found = await chunk(of).catch(() => null);
        if (found?.entities[of]) take(of, found.entities[of].f, found.names, 2);
      }
    }
    return { known, edges };
  }

  /** Rings around the middle: each ring takes as many names as fit on it; those of one parent stand together. */
  function places(nodes) {
    const found = new Map([[key, [0, 0]]]);
    let radius = 150;
    let angle = new Map([[key, 0]]);
    for (const level of [1, 2]) {
      const own = nodes.filter(([, node]) => node.depth === level);
      own.sort((a, b) => (angle.get(a[1].parent) || 0) - (angle.get(b[1].parent) || 0) || (a[1].cls < b[1].cls ? -1 : a[1].cls > b[1].cls ? 1 : 0) || (a[0] < b[0] ? -1 : 1));
      for (let at = 0; at < own.length; radius += 110) {
        const room = Math.max(6, Math.floor((2 * Math.PI * radius * 1.45) / 110));
        const ring = own.slice(at, at + room);
        ring.forEach(([of], n) => {
          const turn = (2 * Math.PI * n) / ring.length;
          angle.set(of, turn);
          found.set(of, [Math.round(1.9 * radius * Math.cos(turn)), Math.round(radius * Math.sin(turn))]);
        });
        at += ring.length;
      }
    }
    return found;
  }

  function wrapped(name) {
    const text = name.length > 16 ? `${name.slice(0, 15)}…` : name;
    const long = Math.ceil(text.length / Math.ceil(text.length / 8)) || 1;
    return text.match(new RegExp(`.{1,${long}}`, "gu"))?.join("\n") || text;
  }

  async function draw() {
    const wanted = key;
    $("ego").hidden = !entity || !endsOf(key, entity.f).length;
    if ($("ego").hidden) return;
    const depth = Number(page.state().get("depth")) === 2 ? 2 : 1;
    document.querySelector(`#depth [value="${depth}"]`).checked = true;
    const hide = new Set((page.state().get("hide") || "").split(" ").filter(Boolean));
    const { known, edges } = await neighbours(depth);
    if (wanted !== key) return;
    types(known, hide);
    const fitting = [...known].filter(([of, node]) => of === key || !hide.has(node.cls));
    fitting.sort((a, b) => a[1].depth - b[1].depth || (b[1].weight || 0) - (a[1].weight || 0) || (a[0] < b[0] ? -1 : 1));
    const nodes = fitting.slice(0, MOST_NODES);
    const at = places(nodes);
    const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    const [ink, ground, line, muted, font] = ["--ink", "--surface", "--line-strong", "--muted", "--font"].map(style);
    const data = {
      nodes: nodes.map(([id, node]) => ({
        id,
        label: wrapped(node.name),
        x: at.get(id)[0],
        y: at.get(id)[1],
        size: id === key ? 18 : node.depth === 1 ? 10 : 7,
        color: style(`--c${classes[node.cls]?.colour ?? 11}`),
        font: { color: ink, face: font, size: id === key ? 17 : 13, strokeWidth: 4, strokeColor: ground },
      })),
      edges: [...edges]
        .map(([ends, predicates]) => [...ends.split("\n"), predicates])
        .filter(([from, to]) => at.has(from) && at.has(to))
        .map(([from, to, predicates]) => ({
          from,
          to,
          label: nodes.length <= 30 ? [...predicates].map((name) => say(relations[name])).join("、") : undefined,
          color: { color: line, opacity: 0.6 },
          font: { color: muted, face: font, size: 11, strokeWidth: 3, strokeColor: ground },
        })),
    };
    drawing?.destroy();
    drawing = new vis.Network($("drawing"), data, {
      physics: false,
      layout: { randomSeed: 1, improvedLayout: false },
      interaction: { keyboard: false, hover: true, zoomView: false, navigationButtons: false },
      nodes: { shape: "dot", borderWidth: 0, chosen: false },
      edges: { smooth: false, chosen: false },
    });
    globalThis.kgNetwork = drawing;
    drawing.on("click", ({ nodes: [id] }) => {
      if (id && id !== key) location.hash = page.href("", { e: id });
    });
    drawing.fit();
    const hidden = fitting.length - nodes.length;
    $("ego-note").textContent = fill(hidden ? words.hidden : words.complete, { shown: nodes.length, hidden });
  }

  function types(known, hide) {
    const counts = new Map();
    for (const [of, node] of known) if (of !== key) counts.set(node.cls, (counts.get(node.cls) || 0) + 1);
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
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);

  async function restore() {
    const next = page.state().get("e") || "";
    if (next !== key) {
      const found = next ? await chunk(next).catch(() => null) : null;
      if (next !== (page.state().get("e") || "")) return;
      if (key !== null) window.scrollTo(0, 0);
      key = next;
      entity = found?.entities[key] || null;
      names = found?.names || {};
    }
    const state = `${key} ${page.language()}`;
    if (state !== told) tell();
    told = state;
    draw();
  }
  document.addEventListener("page:language", restore);
})();
