// The topics page: what each region reports under a topic; what a report says is loaded when its line is opened.
"use strict";

(() => {
  const { make, say, fill } = page;
  const { words, topics, statuses } = kgWords;
  const $ = (id) => document.getElementById(id);
  const STATUSES = ["done", "problem", "planned"];
  const MOST = 200;
  let everything = false;

  const state = (name) => page.state().get(name) || "";
  const known = Object.keys(topics).filter((topic) => Object.values(kgTopics).some((counts) => counts[topic]));
  const topicNow = () => (known.includes(state("topic")) ? state("topic") : known[0] || "");

  function choices() {
    const option = (value, label) => make("option", { value }, say(label));
    $("topic").replaceChildren(...known.map((topic) => option(topic, topics[topic])));
    $("status").replaceChildren(option("", words.all_statuses), ...STATUSES.map((status) => option(status, statuses[status])));
    $("topic").value = topicNow();
    $("status").value = state("status");
    $("q").value = state("q");
  }

  function bar(counts, most) {
    const svg = (tag, attributes) => {
      const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      return element;
    };
    const drawing = svg("svg", { class: "bar", viewBox: "0 0 100 6", preserveAspectRatio: "none", "aria-hidden": "true" });
    let x = 0;
    counts.forEach((count, n) => {
      const width = (100 * count) / most;
      if (count) drawing.append(svg("rect", { class: STATUSES[n], x, y: 0, width, height: 6 }));
      x += width;
    });
    return drawing;
  }

  async function open(details, slug, topic, status) {
    if (details.querySelector("ul")) return;
    const statements = await page.load(`data/said-${encodeURIComponent(slug)}.js`, "kgSaid");
    const fitting = statements.filter(([of, kind]) => of === topic && (!status || kind === status));
    details.append(
      make(
        "ul",
        { className: "said", lang: "zh-CN" },
        ...fitting.map(([, kind, span, text]) =>
          make(
            "li",
            { className: kind },
            make("span", { className: "spoken" }, `${say(statuses[kind])} `),
            `${text} `,
            make("a", { className: "to", href: page.href(`reports/${encodeURIComponent(slug)}.html`, { s: span }) }, say(words.in_text)),
          ),
        ),
      ),
    );
  }

  function draw() {
    const [topic, status, wanted] = [topicNow(), state("status"), state("q").trim()];
    const shownCounts = (counts) => counts.map((count, n) => (!status || STATUSES[n] === status ? count : 0));
    const rows = Object.entries(kgTopics)
      .filter(([slug, counts]) => counts[topic] && shownCounts(counts[topic]).some(Boolean) && kgReports[slug].region.includes(wanted))
      .map(([slug, counts]) => [slug, shownCounts(counts[topic])]);
    const key = ([slug]) => `${kgReports[slug].adcode || "~"} ${9999 - (kgReports[slug].year || 0)} ${slug}`;
    rows.sort((a, b) => (key(a) < key(b) ? -1 : 1));
    const drawn = everything ? rows : rows.slice(0, MOST);
    const most = Math.max(1, ...rows.map(([, counts]) => counts.reduce((a, b) => a + b)));
    $("count").textContent = fill(words.shown, { shown: drawn.length, total: Object.keys(kgTopics).length });
    $("all").hidden = drawn.length === rows.length;
    $("folds").replaceChildren(
      ...drawn.map(([slug, counts]) => {
        const { region, year, title } = kgReports[slug];
        const numbers = STATUSES.map((kind, n) => make("span", { className: kind, title: say(statuses[kind]) }, String(counts[n] || "·")));
        const details = make(
          "details",
          {},
          make(
            "summary",
            {},
            make("h2", { lang: "zh-CN" }, region || say(title)),
            make("span", { className: "muted" }, String(year || say(words.unknown_year))),
            bar(counts, most),
            make("span", { className: "counts" }, ...numbers),
          ),
        );
        details.addEventListener("toggle", () => details.open && open(details, slug, topic, status));
        return details;
      }),
    );
    if (!drawn.length) $("folds").append(make("p", { className: "nothing" }, say(words.no_statements)));
  }

  $("form").addEventListener("submit", (event) => event.preventDefault());
  $("form").addEventListener("input", () => {
    page.remember({ topic: $("topic").value === known[0] ? "" : $("topic").value, status: $("status").value, q: $("q").value });
    draw();
  });
  $("all").addEventListener("click", () => {
    everything = true;
    draw();
  });
  document.addEventListener("page:language", () => {
    choices();
    draw();
  });
})();
