// The topics page: what each region reports under a topic; what a report says is loaded when its line is opened.
"use strict";

(() => {
  const { make, say, fill } = page;
  const { words, topics, statuses } = kgWords;
  const $ = (id) => document.getElementById(id);
  const STATUSES = ["done", "problem", "planned"];
  const MOST = 200; // more are listed on request
  let asked = 0;

  const state = (name) => page.state().get(name) || "";
  const known = kgTopics.map(([topic]) => topic);
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

  /** Load the reports of a topic: the first script, or all. */
  async function load(topic, every) {
    const [, , scripts] = kgTopics.find(([of]) => of === topic) || ["", 0, 0];
    const numbers = [...Array(every ? scripts : Math.min(1, scripts)).keys()];
    return (await Promise.all(numbers.map((n) => page.load(`data/topic-${topic}-${n}.js`, "kgTopic")))).flat();
  }

  async function draw(everything = false) {
    const turn = ++asked;
    const [topic, status, wanted] = [topicNow(), state("status"), state("q").trim()];
    const every = everything || wanted !== "" || status !== "";
    const loaded = await load(topic, every);
    if (turn !== asked) return;
    const shownCounts = (counts) => counts.map((count, n) => (!status || STATUSES[n] === status ? count : 0));
    const total = every ? 0 : kgTopics.find(([of]) => of === topic)?.[1] || 0;
    const rows = loaded
      .map(([slug, place, year, counts]) => [slug, place, year, shownCounts(counts)])
      .filter(([, place, , counts]) => counts.some(Boolean) && place.includes(wanted));
    const drawn = everything ? rows : rows.slice(0, MOST);
    const most = rows.reduce((highest, [, , , counts]) => Math.max(highest, counts.reduce((a, b) => a + b)), 1);
    const fitting = Math.max(rows.length, total);
    $("count").textContent = fill(words.shown, { shown: drawn.length, total: fitting });
    $("all").hidden = drawn.length === fitting;
    const opened = new Set([...document.querySelectorAll("#folds > [open]")].map(({ dataset }) => dataset.slug));
    $("folds").replaceChildren(
      ...drawn.map(([slug, place, year, counts]) => {
        const numbers = STATUSES.map((kind, n) => make("span", { className: kind, title: say(statuses[kind]) }, String(counts[n] || "·")));
        const details = make(
          "details",
          {},
          make(
            "summary",
            {},
            make("h2", { lang: "zh-CN" }, place),
            make("span", { className: "muted" }, String(year || say(words.unknown_year))),
            bar(counts, most),
            make("span", { className: "counts" }, ...numbers),
          ),
        );
        details.addEventListener("toggle", () => details.open && open(details, slug, topic, status));
        details.dataset.slug = slug;
        details.open = opened.has(slug);
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
    draw(true);
  });
  document.addEventListener("page:state", () => {
    choices();
    draw();
  });
})();
