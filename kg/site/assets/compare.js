// The compare page: one indicator, regions down, years across. All choices are in the address.
"use strict";

(() => {
  const { make, say, fill } = page;
  const { words, cells, measures, levels } = kgWords;
  const { years, indicators, scripts } = kgCompare;
  const $ = (id) => document.getElementById(id);
  const DEFAULTS = { indicator: indicators[0]?.[0] || "", measure: "", level: "", q: "" };
  const MOST_ROWS = 300; // a table of more is shown on request
  const MOST_BARS = 20;
  const MOST_LINES = 6;
  let series = []; // [name, level, code, {year: slug}]; those loaded so far
  let table = {};
  let everything = false;
  let asked = 0;

  const state = (name) => page.state().get(name) || DEFAULTS[name] || "";
  const option = (value, text) => make("option", { value }, text);

  function choices() {
    const english = page.language() === "en";
    $("indicator").replaceChildren(...indicators.map(([code, zh, en, reports]) => option(code, `${english ? en : zh} (${reports})`)));
    $("measure").replaceChildren(option("", "–"), ...Object.entries(measures).map(([name, label]) => option(name, say(label))));
    $("measure").options[0].textContent = say(words.all_statuses);
    $("level").replaceChildren(option("", say(words.all_levels)), ...kgCompare.levels.map((level) => option(level, say(levels[level] || { zh: level, en: level }))));
    for (const name of ["indicator", "measure", "level", "q"]) $(name).value = state(name);
    $("only").checked = page.state().has("only");
    $("change").checked = page.state().has("change");
  }

  // ---- cells: [status, measure, words, value, unit, slug, span, notes, period] ----

  /** What is known of a series in a year, of the measure asked for. */
  function cellOf(number, year) {
    const slug = series[number][3][year];
    if (!slug) return { status: "no_report" };
    const measure = state("measure");
    const found = (table[number]?.[year] || []).find((cell) => cell[0] === "mentioned" || !measure || cell[1] === measure);
    if (!found) return { status: "not_mentioned", slug };
    const [status, of, text, value, unit, , span, notes, period] = found;
    return { status, measure: of, text, value, unit, slug, span, notes: notes.map(say).join("; "), period };
  }

  /** Of what a figure is that is not of the year: as of a day, or of several years. */
  const measureOf = ({ measure: of, period }) => (of === "as_of" ? period && fill(words.as_of, { day: period }) : [period, say(measures[of])].filter(Boolean).join(" "));

  function wordsOf(found) {
    const measure = found.measure === "year" ? "" : measureOf(found);
    return measure ? `${found.text} (${measure})` : found.text;
  }

  /** The change against the year before; only figures of one measure and unit compare. */
  function changeOf(number, year) {
    const [now, before] = [cellOf(number, year), cellOf(number, year - 1)];
    if (now.status !== "value" || before.status !== "value" || now.measure !== before.measure || now.unit !== before.unit) return null;
    const difference = Number((now.value - before.value).toPrecision(12));
    const share = before.value && now.unit !== "%" ? ` (${difference > 0 ? "+" : ""}${((100 * difference) / before.value).toFixed(1)}%)` : "";
    return { difference, text: `${difference > 0 ? "+" : ""}${difference.toLocaleString("en")}${share}` };
  }

  function rows() {
    const wanted = state("q").trim();
    const level = state("level");
    const shown = series
      .map((_, number) => number)
      .filter((n) => (!level || series[n][1] === level) && (!wanted || series[n][0].includes(wanted)))
      .filter((n) => !page.state().has("only") || years.some((year) => cellOf(n, year).status === "value"));
    const [column, direction] = (page.state().get("sort") || "name ascending").split(" ");
    const turn = direction === "descending" ? -1 : 1;
    if (column === "name") return shown.sort((a, b) => turn * (series[a][2] < series[b][2] ? -1 : series[a][2] > series[b][2] ? 1 : a - b));
    const rank = { value: 0, mentioned: 1, not_mentioned: 2, no_report: 3 };
    return shown.sort((a, b) => {
      const [one, other] = [cellOf(a, column), cellOf(b, column)];
      if (one.status !== other.status) return rank[one.status] - rank[other.status];
      return one.status === "value" ? turn * (one.value - other.value) || a - b : a - b;
    });
  }

  function cell(number, year) {
    const found = cellOf(number, year);
    const { status, slug, span, notes } = found;
    const made = make("td", { className: status });
    made.dataset.status = status;
    if (status === "value" || status === "mentioned") {
      const measured = status === "value" && found.measure !== "year" ? make("small", {}, measureOf(found)) : "";
      const reference = page.href(`reports/${encodeURIComponent(slug)}.html`, { s: span });
      const link = make("a", { href: reference }, status === "value" ? found.text : say(words.cell_mentioned));
      made.append(link);
      if (notes) {
        link.title = notes;
        link.append(make("span", { className: "spoken" }, ` (${notes})`));
        made.append("*");
      }
      made.append(measured);
    } else made.append(say(cells[status]));
    const change = page.state().has("change") ? changeOf(number, year) : null;
    if (change) made.append(make("small", { className: change.difference > 0 ? "rise" : change.difference < 0 ? "fall" : "" }, change.text));
    return made;
  }

  function head() {
    const [column, direction] = (page.state().get("sort") || "name ascending").split(" ");
    const heading = (name, title) => {
      const button = make("button", { type: "button", title: fill(words.sort_by, { name: title }) }, title);
      button.addEventListener("click", () => {
        const next = column === name && direction === "descending" ? "ascending" : column === name || name !== "name" ? "descending" : "ascending";
        page.remember({ sort: `${name} ${next}` });
        draw();
        document.querySelector(`th[data-column="${name}"] button`).focus();
      });
      const th = make("th", { scope: "col" }, button);
      th.dataset.column = name;
      if (column === name) th.setAttribute("aria-sort", direction);
      return th;
    };
    return make("tr", {}, heading("name", say(words.region)), ...years.map((year) => heading(String(year), String(year))));
  }

  function draw() {
    const shown = rows();
    const drawn = everything ? shown : shown.slice(0, MOST_ROWS);
    $("table").tHead.replaceChildren(head());
    $("table").tBodies[0].replaceChildren(
      ...drawn.map((n) => make("tr", {}, make("th", { scope: "row", lang: "zh-CN" }, series[n][0]), ...years.map((year) => cell(n, year)))),
    );
    const complete = !indicators.length || series.length === kgCompare.series;
    $("count").textContent = `${fill(words.regions_compared, { shown: drawn.length, total: kgCompare.series })}${complete ? "" : ` · ${say(words.loading)}`}`;
    $("all").hidden = drawn.length === shown.length;
    $("nothing").hidden = shown.length > 0 || !complete;
    if (complete) chart(shown);
  }

  /** Charts hold figures of one measure and unit, that of most: others do not compare. */
  function chart(shown) {
    const kindOf = (n, year) => {
      const found = cellOf(n, year);
      return found.status === "value" ? `${found.measure} ${found.unit}` : "";
    };
    const counts = new Map();
    for (const n of shown) for (const year of years) counts.set(kindOf(n, year), (counts.get(kindOf(n, year)) || 0) + 1);
    counts.delete("");
    const [kind] = [...counts].sort((a, b) => b[1] - a[1])[0] || [null];
    const numeric = (n, year) => kind !== null && kindOf(n, year) === kind;
    const [column] = (page.state().get("sort") || "").split(" ");
    const filled = (year) => shown.filter((n) => numeric(n, year)).length;
    const year = Number(column) || [...years].reverse().sort((a, b) => filled(b) - filled(a))[0];
    const items = shown.filter((n) => numeric(n, year)).map((n) => ({ name: series[n][0], value: cellOf(n, year).value, words: cellOf(n, year).text.split("; ")[0] }));
    items.sort((a, b) => b.value - a.value);
    charts.bars($("bars"), fill(words.bar_chart, { year }), items.slice(0, MOST_BARS));
    const pointsOf = (n) => years.filter((y) => numeric(n, y)).map((y) => [y, cellOf(n, y).value]);
    const most = shown.map((n) => ({ name: series[n][0], points: pointsOf(n) })).filter(({ points }) => points.length > 1);
    most.sort((a, b) => b.points.length - a.points.length);
    const chosen = most.slice(0, MOST_LINES);
    const caption = most.length > MOST_LINES ? `${say(words.line_chart)} · ${fill(words.line_chart_most, { shown: chosen.length })}` : say(words.line_chart);
    charts.lines($("lines"), caption, years, chosen);
  }

  // ---- CSV ----

  function csv() {
    // A cell that begins like a formula would be run by a spreadsheet.
    const quoted = (value) => `"${String(value).replace(/^[=+\-@\t]/, "'$&").replaceAll('"', '""')}"`;
    const text = (n, year) => {
      const found = cellOf(n, year);
      return found.status === "value" ? wordsOf(found) : say(cells[found.status]);
    };
    const lines = [[say(words.region), ...years], ...rows().map((n) => [series[n][0], ...years.map((year) => text(n, year))])];
    return lines.map((line) => line.map(quoted).join(",")).join("\r\n") + "\r\n";
  }

  /** The clipboard of a file:// page may be closed; a field that is selected and copied always works. */
  async function copy() {
    let done = true;
    try {
      await navigator.clipboard.writeText(csv());
    } catch {
      const field = make("textarea", { value: csv() });
      document.body.append(field);
      field.select();
      done = document.execCommand("copy");
      field.remove();
      $("copy").focus();
    }
    $("count").textContent = say(done ? words.copied : words.not_copied);
  }

  /** Draw the first regions as soon as they are there, and all when the rest is. */
  async function restore() {
    choices();
    const turn = ++asked;
    const number = indicators.findIndex(([code]) => code === $("indicator").value);
    const loaded = [];
    for (let script = 0; number >= 0 && script < scripts; script++) {
      loaded.push(
        await Promise.all([page.load(`data/series-${script}.js`, `kgSeries${script}`), page.load(`data/compare-${number}-${script}.js`, `kgCompare${number}_${script}`)]),
      );
      if (turn !== asked) return;
      if (script > 0 && script < scripts - 1) continue;
      series = loaded.flatMap(([own]) => own);
      table = {};
      let before = 0;
      for (const [own, cellsOfSeries] of loaded) {
        for (const [row, found] of Object.entries(cellsOfSeries)) table[before + Number(row)] = found;
        before += own.length;
      }
      draw();
    }
    if (number < 0) draw();
  }

  $("form").addEventListener("submit", (event) => event.preventDefault());
  $("form").addEventListener("input", () => {
    const chosen = Object.fromEntries(["indicator", "measure", "level", "q"].map((name) => [name, $(name).value === DEFAULTS[name] ? "" : $(name).value]));
    page.remember({ ...chosen, only: $("only").checked ? "1" : "", change: $("change").checked ? "1" : "" });
    restore();
  });
  $("copy").addEventListener("click", copy);
  $("all").addEventListener("click", () => {
    everything = true;
    draw();
  });
  document.addEventListener("page:state", restore);
})();
