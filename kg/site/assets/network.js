// Draws kgData with vis-network, whose places were computed beforehand, and tells of the chosen node in the panel.
"use strict";

(() => {
  const container = document.getElementById("network");
  if (!container || !globalThis.kgData) return;
  const { nodes, edges, details, facts, classes, words } = kgData;
  const { root } = container.dataset;
  const $ = (id) => document.getElementById(id);
  const { make, say } = page;
  const hiddenClasses = new Set();
  let chosen = null;

  // ---- drawing ----

  const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
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
    nodes: { shape: "dot", borderWidth: 0, borderWidthSelected: 3, chosen: false },
    edges: { smooth: false, width: 1, chosen: false, arrows: { to: { enabled: true, scaleFactor: 0.4 } } },
  });
  globalThis.kgNetwork = network;

  const matches = (id) => {
    const wanted = $("q").value.trim().toLowerCase();
    const { name, official, also } = details[id];
    return !wanted || [name, official, ...also].some((text) => text.toLowerCase().includes(wanted));
  };
  const inRegion = (id) => !$("region")?.value || details[id].regions.includes(Number($("region").value));
  const visible = (id) => !hiddenClasses.has(details[id].cls) && inRegion(id);

  /** Colour everything by class, theme, search and choice. */
  function paint() {
    const [ink, ground, line, accent, font] = ["--ink", "--ground", "--line-strong", "--accent", "--font"].map(style);
    const near = new Set(chosen === null ? [] : [chosen, ...network.getConnectedNodes(chosen)]);
    const lit = (id) => (chosen === null ? matches(id) : near.has(id));
    data.nodes.update(
      nodes.map(({ id }) => ({
        id,
        hidden: !visible(id),
        opacity: lit(id) ? 1 : 0.18,
        color: { background: style(colourOf(details[id].cls)), border: ink },
        borderWidth: id === chosen ? 3 : 0,
        font: {
          color: lit(id) ? ink : "rgba(128,128,128,0.35)",
          face: font,
          size: id === "report" ? 20 : 13,
          strokeWidth: lit(id) ? 4 : 0,
          strokeColor: ground,
        },
      })),
    );
    data.edges.update(
      edges.map(({ from, to, facts: own }, id) => {
        const touched = chosen !== null && (from === chosen || to === chosen);
        const labels = [...new Set(own.map((place) => say(facts[place].label)))];
        const few = touched && (chosen !== "report" || near.size <= 12);
        return {
          id,
          hidden: !visible(from) || !visible(to),
          label: few ? labels.join(page.language() === "en" ? ", " : "、") : undefined,
          color: { color: touched ? accent : line, opacity: touched ? 1 : chosen === null && lit(from) && lit(to) ? 0.7 : 0.15 },
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
    const toSentence = fact.span
      ? make("a", { className: "to", href: page.href(`${root}reports/${encodeURIComponent(kgData.slug)}.html`, { s: fact.span }) }, say(words.in_text))
      : null;
    return make(
      "li",
      { className: other === null ? "value" : "" },
      make("p", { className: "triple" }, end(fact.agent), make("span", { className: "tag" }, say(fact.label)), end(fact.object, fact.text), toSentence),
      fact.sentence.length ? chinese("blockquote", {}, ...fact.sentence.map(([text, marked]) => (marked ? make("mark", {}, text) : text))) : null,
    );
  }

  function tell() {
    $("finder").hidden = chosen !== null;
    $("details").hidden = chosen === null;
    if (chosen === null) return;
    const { name, cls, region, official, also } = details[chosen];
    const own = facts.filter((fact) => fact.agent === chosen || fact.object === chosen);
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
      own.length ? make("ul", { className: "told" }, ...own.map(factItem)) : make("p", { className: "nothing" }, say(words.no_facts)),
    ];
    $("details").replaceChildren(...parts.filter(Boolean));
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
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);

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
  document.addEventListener("page:language", restore);
})();
