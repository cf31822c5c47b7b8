// Charts as SVG: bars of one year, lines over the years. Colours come from the style sheet, so both themes and print work.
"use strict";

const charts = (() => {
  const { make } = page;

  function svg(tag, attributes, ...children) {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  /** The end of a name, which says more than its beginning: …铁山区. */
  const short = (text, most) => (text.length > most ? `…${text.slice(1 - most)}` : text);

  /** Bars, one below the other; `items` are {name, value, words}. */
  function bars(figure, caption, items) {
    figure.replaceChildren();
    if (!items.length) return;
    const most = Math.max(...items.map(({ value }) => value)) || 1;
    const [width, row, left, right] = [560, 26, 150, 90];
    const drawing = svg("svg", { viewBox: `0 0 ${width} ${items.length * row + 4}`, role: "img", "aria-label": caption });
    items.forEach(({ name, value, words }, n) => {
      const y = n * row;
      drawing.append(
        svg("text", { x: left - 8, y: y + 17, "text-anchor": "end" }, short(name, 11)),
        svg("rect", { x: left, y: y + 5, width: Math.max(1, ((width - left - right) * value) / most), height: 16, rx: 2 }, svg("title", {}, `${name} ${words}`)),
        svg("text", { x: left + 6 + ((width - left - right) * value) / most, y: y + 17 }, words),
      );
    });
    figure.append(make("figcaption", {}, caption), drawing);
  }

  /** Lines; `series` are {name, points: [[year, value], …]}. A year without a figure breaks the line. */
  function lines(figure, caption, years, series) {
    figure.replaceChildren();
    if (years.length < 2 || !series.length) return;
    const [width, height, left, bottom] = [560, 260, 64, 26];
    const most = Math.max(...series.flatMap(({ points }) => points.map(([, value]) => value))) || 1;
    const x = (year) => left + ((width - left - 16) * (year - years[0])) / (years.at(-1) - years[0]);
    const y = (value) => 10 + (height - bottom - 10) * (1 - value / most);
    const drawing = svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": caption });
    for (const part of [0, 0.5, 1]) {
      drawing.append(
        svg("line", { class: "grid", x1: left, x2: width - 16, y1: y(most * part), y2: y(most * part) }),
        svg("text", { class: "axis", x: left - 6, y: y(most * part) + 4, "text-anchor": "end" }, (most * part).toLocaleString("en", { maximumFractionDigits: 1 })),
      );
    }
    const step = Math.ceil(years.length / 10);
    for (const year of years.filter((_, n) => n % step === 0)) {
      drawing.append(svg("text", { class: "axis", x: x(year), y: height - 6, "text-anchor": "middle" }, String(year)));
    }
    series.forEach(({ name, points }, n) => {
      const runs = [];
      for (const [year, value] of points) {
        if (runs.length && runs.at(-1).at(-1)[0] === year - 1) runs.at(-1).push([year, value]);
        else runs.push([[year, value]]);
      }
      for (const run of runs) drawing.append(svg("polyline", { class: `series s${n}`, points: run.map(([year, value]) => `${x(year)},${y(value)}`).join(" ") }));
      for (const [year, value] of points) drawing.append(svg("circle", { class: `s${n}`, cx: x(year), cy: y(value), r: 3.5 }, svg("title", {}, `${name} ${year}: ${value}`)));
    });
    const legend = series.map(({ name }, n) =>
      make("span", { lang: "zh-CN" }, svg("svg", { viewBox: "0 0 20 12", "aria-hidden": "true" }, svg("circle", { class: `s${n}`, cx: 10, cy: 6, r: 5 })), name),
    );
    figure.append(make("figcaption", {}, caption), drawing, make("p", { className: "legend" }, ...legend));
  }

  return { bars, lines };
})();
