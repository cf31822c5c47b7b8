// The text of a report: opens the sentence that the address names (#s=start-end), tells what a mark is, hides kinds of marks.
"use strict";

(() => {
  const body = document.getElementById("body");
  const tip = document.getElementById("tip");
  const boxes = [...document.querySelectorAll("#layers input")];
  let shown = "";

  // ---- offsets: code points into the report's text, as the record has them ----

  /** The text nodes that are the report's own; what stands in the margin is ours. */
  function* texts() {
    const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) =>
      node.nodeType === Node.ELEMENT_NODE
        ? node.classList.contains("margin")
          ? NodeFilter.FILTER_REJECT
          : NodeFilter.FILTER_SKIP
        : NodeFilter.FILTER_ACCEPT,
    );
    while (walker.nextNode()) yield walker.currentNode;
  }

  function unmark() {
    for (const mark of body.querySelectorAll("mark.target")) {
      const parent = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      parent.normalize();
    }
  }

  /** Wrap the code points from `start` to `end` in marks; return the first. */
  function mark(start, end) {
    const pieces = [];
    let at = 0;
    for (const node of texts()) {
      const characters = [...node.data];
      const from = Math.max(start - at, 0);
      const to = Math.min(end - at, characters.length);
      const units = (count) => characters.slice(0, count).join("").length;
      if (from < to && node.data.trim()) pieces.push([node, units(from), units(to)]);
      at += characters.length;
      if (at >= end) break;
    }
    const marks = pieces.map(([node, from, to]) => {
      const range = document.createRange();
      range.setStart(node, from);
      range.setEnd(node, to);
      const made = page.make("mark", { className: "target" });
      range.surroundContents(made);
      return made;
    });
    return marks[0];
  }

  /** Scroll to the sentence of the address and mark it. */
  function show(focus) {
    const wanted = page.state().get("s") || "";
    if (wanted === shown) return;
    shown = wanted;
    unmark();
    const span = /^(\d+)-(\d+)$/.exec(wanted);
    const first = span && mark(Number(span[1]), Number(span[2]));
    if (!first) return;
    const isSection = Number(span[2]) - Number(span[1]) === 1; // the outline names the first character of a heading
    first.scrollIntoView({ block: isSection ? "start" : "center", behavior: "instant" });
    if (focus) {
      first.tabIndex = -1;
      first.focus({ preventScroll: true });
    }
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#s="]');
    if (!link) return;
    event.preventDefault();
    shown = "";
    page.remember({ s: link.getAttribute("href").slice(3) });
    show(true);
  });

  // ---- the outline: which section is being read ----

  const outline = new Map([...document.querySelectorAll(".outline a")].map((link) => [link.dataset.start, link]));
  const headings = [...body.querySelectorAll("[data-start]")].filter(({ dataset }) => outline.has(dataset.start));
  let read = null;

  function follow() {
    const passed = headings.filter((heading) => heading.getBoundingClientRect().top < 160);
    const link = passed.length ? outline.get(passed.at(-1).dataset.start) : null;
    if (link === read) return;
    read?.removeAttribute("aria-current");
    link?.setAttribute("aria-current", "true");
    read = link;
    const list = link?.closest("nav");
    if (list && list.scrollHeight > list.clientHeight) list.scrollTop = link.offsetTop - list.offsetTop - list.clientHeight / 2;
  }
  window.addEventListener("scroll", () => requestAnimationFrame(follow), { passive: true });

  // ---- what a mark is ----

  const classNames = () => Object.fromEntries(boxes.map((box) => [box.value, box.nextElementSibling.innerText]));

  function tell(element) {
    const kind = element?.matches?.(".e, .f, .u") ? element : element?.closest?.(".e, .f, .u");
    if (!kind || !body.contains(kind) || !boxes.some((box) => box.checked && kind.classList.contains(box.value))) {
      tip.hidden = true;
      return;
    }
    const strong = (text) => page.make("strong", {}, text);
    if (kind.classList.contains("u")) tip.replaceChildren(tip.getAttribute("data-missed"));
    else if (kind.classList.contains("f")) {
      const row = document.querySelector(kind.getAttribute("href")).cells;
      const parts = [row[0], row[1]].map((cell) => cell.innerText.trim().replace(/\s+/g, " "));
      tip.replaceChildren(strong(parts[1]), ` ${parts[0]}`, page.make("small", {}, tip.getAttribute("data-figure")));
    } else {
      const cls = [...kind.classList].find((name) => /^c\d+$/.test(name));
      const parts = [strong(classNames()[cls] || ""), ` ${kind.dataset.name || kind.textContent}`];
      tip.replaceChildren(...parts, page.make("small", {}, kind.href ? tip.getAttribute("data-entity") : ""));
    }
    tip.hidden = false;
    const box = kind.getClientRects()[0];
    const above = box.top > tip.offsetHeight + 12;
    tip.style.top = `${above ? box.top - tip.offsetHeight - 6 : box.bottom + 6}px`;
    tip.style.left = `${Math.max(8, Math.min(box.left, document.documentElement.clientWidth - tip.offsetWidth - 8))}px`;
  }

  body.addEventListener("mouseover", (event) => tell(event.target));
  body.addEventListener("mouseleave", () => tell(null));
  body.addEventListener("focusin", (event) => tell(event.target));
  body.addEventListener("focusout", () => tell(null));
  window.addEventListener("scroll", () => tell(null), { passive: true });
  document.addEventListener("keydown", (event) => event.key === "Escape" && tell(null));

  // ---- kinds of marks ----

  function layers() {
    for (const box of boxes) body.classList.toggle(`no-${box.value}`, !box.checked);
  }
  for (const box of boxes) {
    box.addEventListener("change", () => {
      page.remember({ hide: boxes.filter((other) => !other.checked).map((other) => other.value).join(" ") });
      layers();
    });
  }

  function restore() {
    const hidden = (page.state().get("hide") || "").split(" ");
    for (const box of boxes) box.checked = !hidden.includes(box.value);
    layers();
    show(false);
  }
  document.addEventListener("page:state", restore);
})();
