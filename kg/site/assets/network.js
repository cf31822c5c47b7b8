// Draws kgData with vis-network, whose places were computed beforehand, and tells of the chosen node in the panel.
"use strict";

(() => {
  const container = document.getElementById("network");
  if (!container || !globalThis.kgData) return;
  const { nodes, edges, details, facts, classes, relations, words } = kgData;
  const { root } = container.dataset;
  const chunks = Number(container.dataset.chunks || 0); // of all reports: the sentences are with the entities, in so many chunks
  const MOST_SENTENCES = 3; // of a fact that many reports state
  const $ = (id) => document.getElementById(id);
  const { make, say, fill, style } = page;
  const hiddenClasses = new Set();
  const MOST_LARGE = 40; // hubs whose names are written so large that they can be read in the whole picture
  const MOST_SHARED = 8;
  const large = Math.max(...nodes.map(({ letters }) => letters));
  const hubs = nodes.filter(({ letters }) => letters === large);
  // Of very many hubs none is named in the whole picture, but what most of them share.
  const shared = () => nodes.filter(({ letters }) => letters < large).sort((a, b) => b.size - a.size).slice(0, MOST_SHARED);
  const named = new Set((hubs.length > MOST_LARGE ? shared() : hubs).map(({ id }) => id));
  let lettersOfNamed = large;
  let chosen = null;

  // ---- drawing ----

  const colourOf = (cls) => {
    const place = classes[cls]?.colour ?? 11;
    return place < 0 ? "--ink" : `--c${place % 12}`;
  };
  const data = {
    nodes: new vis.DataSet(nodes.map(({ id, label, size, x, y, group }) => ({ id, label, size, x, y, cls: group }))),
    edges: new vis.DataSet(edges.map(({ from, to, facts: own }, id) => ({ id, from, to, facts: own }))),
  };
  const network = new vis.Network(container, data, {
    physics: false,
    layout: { randomSeed: 1, improvedLayout: false },
    interaction: { hover: true, multiselect: false, selectConnectedEdges: false, keyboard: false, tooltipDelay: 1e6 },
    nodes: { shape: "dot", borderWidth: 0, borderWidthSelected: 3, chosen: false, scaling: { label: { drawThreshold: 7 } } },
    edges: { smooth: false, width: 1, chosen: false, arrows: { to: { enabled: edges.length < 500, scaleFactor: 0.4 } } },
  });
  globalThis.kgNetwork = network;

  const matches = (id) => {
    const wanted = $("q").value.trim().toLowerCase();
    const { name, official, also } = details[id];
    return !wanted || [name, official, ...also].some((text) => text.toLowerCase().includes(wanted));
  };
  const inRegion = (id) => !$("region")?.value || details[id].regions.includes(Number($("region").value));
  const visible = (id) => !hiddenClasses.has(details[id].cls) && inRegion(id);

  let lit = () => true;
  const lettersOf = new Map(nodes.map(({ id, letters }) => [id, letters]));
  const fontOf = (id) => ({
    color: lit(id) ? style("--ink") : "rgba(128,128,128,0.35)",
    face: style("--font"),
    size: named.has(id) ? lettersOfNamed : lettersOf.get(id),
    strokeWidth: lit(id) ? 4 : 0,
    strokeColor: style("--ground"),
  });

  /** Keep the names of the hubs readable in the whole picture, and no larger than that when the reader comes near. */
  function letter() {
    const next = Math.max(large, Math.min(90, 14 / network.getScale()));
    if (Math.abs(next / lettersOfNamed - 1) < 0.1) return;
    lettersOfNamed = next;
    data.nodes.update([...named].map((id) => ({ id, font: fontOf(id) })));
  }
  network.on("afterDrawing", letter);

  /** Colour everything by class, theme, search and choice. */
  function paint() {
    const [ink, line, accent, ground, font] = ["--ink", "--line-strong", "--accent", "--ground", "--font"].map(style);
    const near = new Set(chosen === null ? [] : [chosen, ...network.getConnectedNodes(chosen)]);
    const plain = Math.max(0.12, Math.min(0.7, 200 / edges.length));
    lit = (id) => (chosen === null ? matches(id) : near.has(id));
    const faint = near.size > 30 ? 0.6 : 1;
    data.nodes.update(
      nodes.map(({ id }) => ({
        id,
        hidden: !visible(id),
        opacity: lit(id) ? 1 : 0.18,
        color: { background: style(colourOf(details[id].cls)), border: ink },
        borderWidth: id === chosen ? 3 : 0,
        font: fontOf(id),
      })),
    );
    data.edges.update(
      edges.map(({ from, to, facts: own }, id) => {
        const touched = chosen !== null && (from === chosen || to === chosen);
        const labels = [...new Set(own.map((place) => say(relations[facts[place].predicate])))];
        const few = touched && near.size <= 12;
        return {
          id,
          hidden: !visible(from) || !visible(to),
          label: few ? labels.join(page.language() === "en" ? ", " : "、") : undefined,
          color: { color: touched ? accent : line, opacity: touched ? faint : chosen === null && lit(from) && lit(to) ? plain : 0.1 },
          width: touched ? 1.6 : 1,
          font: { color: accent, face: font, size: 12, strokeWidth: 4, strokeColor: ground },
        };
      }),
    );
  }

  // ---- panel ----

  const dot = (cls) => make("i", { className: "dot", style: `background: var(${colourOf(cls)})`, ariaHidden: "true" });
  const chinese = (tag, properties, ...children) => make(tag, { lang: "zh-CN", ...properties }, ...children);

  function legend() {
    const counts = {};
    for (const { id } of nodes) counts[details[id].cls] = (counts[details[id].cls] || 0) + 1;
    const inOrder = Object.keys(counts).sort((a, b) => (classes[a]?.colour ?? 99) - (classes[b]?.colour ?? 99));
    $("legend").replaceChildren(
      $("legend").firstElementChild,
      ...inOrder
        .filter((cls) => cls !== "report")
        .map((cls) => {
          const box = make("input", { type: "checkbox", checked: !hiddenClasses.has(cls), value: cls });
          box.addEventListener("change", () => {
            if (box.checked) hiddenClasses.delete(cls);
            else hiddenClasses.add(cls);
            page.remember({ hide: [...hiddenClasses].join(" ") });
            refresh();
          });
          return make("label", {}, box, dot(cls), say(classes[cls] || { zh: cls, en: cls }), make("small", {}, String(counts[cls])));
        }),
    );
  }

  function list() {
    const shown = nodes.map(({ id }) => id).filter((id) => visible(id) && matches(id));
    const rank = (id) => classes[details[id].cls]?.colour ?? 99;
    shown.sort((a, b) => rank(a) - rank(b) || details[a].name.localeCompare(details[b].name, "zh"));
    $("count").textContent = shown.length;
    $("list").replaceChildren(
      ...shown.map((id) => {
        const button = make("button", { type: "button" }, dot(details[id].cls), chinese("span", {}, details[id].name));
        button.addEventListener("click", () => choose(id, true));
        return make("li", {}, button);
      }),
    );
    if (!shown.length) $("list").append(make("li", { className: "nothing" }, say(words.no_nodes)));
  }

  const nameOf = (id) =>
    id === "report" ? make("span", { className: "muted" }, say(words.reporter)) : chinese("span", {}, details[id].name);

  function factItem(fact) {
    const other = fact.agent === chosen ? fact.object : fact.agent;
    const end = (id, text) => {
      if (id === null) return chinese("span", {}, text);
      if (id === chosen) return make("strong", {}, nameOf(id));
      const button = make("button", { type: "button", className: "link" }, nameOf(id));
      button.addEventListener("click", () => choose(id, true));
      return button;
    };
    return make(
      "li",
      { className: other === null ? "value" : "" },
      make("p", { className: "triple" }, end(fact.agent), make("span", { className: "tag" }, say(relations[fact.predicate])), end(fact.object, fact.text)),
      ...(fact.sentence ? [quote(kgData.slug, fact.span, fact.sentence)] : []),
    );
  }

  function quote(slug, span, sentence, place = null) {
    return chinese(
      "blockquote",
      {},
      ...sentence.map(([text, marked]) => (marked ? make("mark", {}, text) : text)),
      " ",
      make("a", { className: "to", href: page.href(`${root}reports/${encodeURIComponent(slug)}.html`, { s: span }) }, place ? `${place} ` : "", say(words.in_text)),
    );
  }

  /** Add to the facts in the panel the sentences that state them, as the chosen entity's chunk has them. */
  async function quoteAll(own, items) {
    const of = chosen;
    const number = page.chunkOf(of, chunks);
    const { entities, reports } = await page.load(`data/entities-${number}.js`, `kgEntities${number}`);
    if (of !== chosen || items[0]?.querySelector("blockquote")) return;
    own.forEach(({ agent, object, predicate, count }, n) => {
      const stated = entities[of].f.filter(([relation, subject, target]) => relation === predicate && subject === agent && target === object);
      const shown = stated.slice(0, MOST_SENTENCES);
      items[n].append(...shown.map(([, , , , slug, span, sentence]) => quote(slug, span, sentence, reports[slug].filter(Boolean).join(" "))));
      if (count > shown.length) items[n].append(make("p", { className: "muted" }, fill(words.sentences_hidden, { hidden: count - shown.length })));
    });
  }

  function tell() {
    $("finder").hidden = chosen !== null;
    $("details").hidden = chosen === null;
    if (chosen === null) return;
    const { name, cls, region, official, also } = details[chosen];
    const own = facts.filter((fact) => fact.agent === chosen || fact.object === chosen);
    const items = own.map(factItem);
    const back = make("button", { type: "button", id: "back", className: "plain" }, `← ${say(words.back)}`);
    back.addEventListener("click", () => choose(null));
    const row = (label, value) => (value ? make("div", {}, make("dt", {}, say(label)), chinese("dd", {}, value)) : null);
    const parts = [
      back,
      make("p", { className: "type" }, dot(cls), say(classes[cls] || { zh: cls, en: cls })),
      chinese("h2", {}, name),
      chosen.includes("/") ? make("p", {}, make("a", { href: page.href(`${root}entity.html`, { e: chosen }) }, say(words.open_entity))) : null,
      make("dl", { className: "meta" }, row(words.official_name, official), row(words.region, region), row(words.also, also.join("、"))),
      make("h3", {}, say(words.facts), " ", make("small", {}, String(own.length))),
      own.length ? make("ul", { className: "told" }, ...items) : make("p", { className: "nothing" }, say(words.no_facts)),
    ];
    $("details").replaceChildren(...parts.filter(Boolean));
    if (chunks) quoteAll(own, items);
  }

  // ---- behaviour ----

  function refresh() {
    paint();
    legend();
    list();
    tell();
  }

  /** Choose a node, or none; `move` brings it to the middle and the panel to the reader. */
  function choose(id, move = false) {
    const before = chosen;
    chosen = id !== null && details[id] ? id : null;
    page.remember({ node: chosen });
    if (chosen !== null && !visible(chosen)) {
      hiddenClasses.delete(details[chosen].cls);
      if (!inRegion(chosen)) $("region").value = "";
    }
    refresh();
    if (chosen !== null && move) show(chosen);
    if (chosen !== null) {
      $("details").scrollTop = 0;
      $("details").focus({ preventScroll: true });
      $("details").scrollIntoView({ block: "nearest" });
    } else if (before !== null) $("q").focus({ preventScroll: true });
  }

  /** Move the drawing only when the node cannot be read where it is. */
  function show(id) {
    const position = network.getPosition(id);
    const { x, y } = network.canvasToDOM(position);
    const inside = x > 0 && y > 0 && x < container.clientWidth && y < container.clientHeight;
    if (!inside || network.getScale() < 0.6) network.moveTo({ position, scale: Math.max(network.getScale(), 0.8) });
  }

  const zoom = (factor) => network.moveTo({ scale: network.getScale() * factor });
  $("zoom-in").addEventListener("click", () => zoom(1.3));
  $("zoom-out").addEventListener("click", () => zoom(1 / 1.3));
  $("fit").addEventListener("click", () => network.fit());
  network.on("click", ({ nodes: [id] }) => choose(id ?? null));
  network.on("hoverNode", () => (container.style.cursor = "pointer"));
  network.on("blurNode", () => (container.style.cursor = ""));
  $("q").addEventListener("input", () => {
    page.remember({ q: $("q").value });
    paint();
    list();
  });
  $("region")?.addEventListener("input", () => {
    page.remember({ region: $("region").value });
    refresh();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && chosen !== null) choose(null);
  });

  /** Take the state from the address: at the start, after a change of language, and when the address is edited. */
  function restore() {
    const state = page.state();
    $("q").value = state.get("q") || "";
    if ($("region")) $("region").value = state.get("region") || "";
    hiddenClasses.clear();
    for (const cls of (state.get("hide") || "").split(" ").filter(Boolean)) hiddenClasses.add(cls);
    const node = state.get("node");
    const moved = node !== chosen;
    chosen = node !== null && details[node] ? node : null;
    refresh();
    if (chosen !== null && moved) show(chosen);
  }
  network.fit();
  document.addEventListener("page:state", restore);
})();
