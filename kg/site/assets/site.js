// What every page needs: language and theme, and the state in the address (#lang=en&theme=dark&q=…), of which links carry these on.
"use strict";

const page = (() => {
  const root = document.documentElement;
  const attributes = ["text", "placeholder", "aria-label", "title", "data-form"];

  const state = () => new URLSearchParams(location.hash.slice(1));
  const language = () => (state().get("lang") === "en" ? "en" : "zh");
  const CARRIED = ["lang", "theme"];
  const preference = matchMedia("(prefers-color-scheme: dark)");
  const preferred = () => (preference.matches ? "dark" : "light");
  const theme = () => (["dark", "light"].includes(state().get("theme")) ? state().get("theme") : preferred());

  /** Write values into the address; an empty one is taken out. */
  function remember(values) {
    const next = state();
    for (const [key, value] of Object.entries(values)) {
      if (value) next.set(key, value);
      else next.delete(key);
    }
    const hash = next.toString();
    history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
  }

  function mark() {
    root.className = `${language()} ${theme()}`;
    root.lang = language() === "en" ? "en" : "zh-CN";
  }

  /** Show the page in the language and the theme that the address names. */
  function speak() {
    const chosen = language();
    mark();
    for (const name of attributes) {
      for (const element of document.querySelectorAll(`[data-${name}-${chosen}]`)) {
        const words = element.getAttribute(`data-${name}-${chosen}`);
        if (name === "text") element.textContent = words;
        else element.setAttribute(name, words);
      }
    }
    for (const link of document.querySelectorAll("a[href]")) {
      const [path, hash] = link.getAttribute("href").split("#");
      if (!path) continue;
      const carried = new URLSearchParams(hash || "");
      for (const name of CARRIED) {
        if (state().get(name)) carried.set(name, state().get(name));
        else carried.delete(name);
      }
      const next = carried.toString();
      link.setAttribute("href", next ? `${path}#${next}` : path);
    }
    document.dispatchEvent(new Event("page:state"));
  }

  /** Make an element; strings among the children become text, never markup. */
  function make(tag, properties = {}, ...children) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children.filter((child) => child !== null));
    return element;
  }

  /** The words of a label in the language of the page. */
  const say = (label) => (label ? label[language()] : "");

  /** The words of a form such as "{shown} of {total}", filled in. */
  const fill = (label, values) => say(label).replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));

  /** A reference that carries language and theme on; `values` go into its hash. */
  function href(path, values = {}) {
    const carried = Object.fromEntries(CARRIED.map((name) => [name, state().get(name)]));
    const hash = Object.entries({ ...values, ...carried })
      .filter(([, value]) => value !== "" && value !== null)
      .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
      .join("&");
    return hash ? `${path}#${hash}` : path;
  }

  const loading = new Map();

  /** Load a data script, which sets the global `name`, once; `fetch` does not work on file://. */
  function load(src, name) {
    if (!loading.has(src)) {
      loading.set(
        src,
        new Promise((resolve, reject) => {
          const script = make("script", { src });
          script.addEventListener("load", () => resolve(globalThis[name]));
          script.addEventListener("error", () => reject(new Error(src)));
          document.head.append(script);
        }),
      );
    }
    return loading.get(src);
  }

  /** Which of `count` chunks holds a key: FNV-1a over its code points, as kg/site/chunks.py has it. */
  function chunkOf(key, count) {
    let hash = 0x811c9dc5;
    for (const character of key) hash = Math.imul(hash ^ character.codePointAt(0), 0x01000193) >>> 0;
    return hash % count;
  }

  mark();
  document.addEventListener("DOMContentLoaded", () => {
    speak();
    window.addEventListener("hashchange", speak);
    document.getElementById("language").addEventListener("click", () => {
      remember({ lang: language() === "en" ? "" : "en" });
      speak();
    });
    document.getElementById("theme").addEventListener("click", () => {
      const next = theme() === "dark" ? "light" : "dark";
      remember({ theme: next === preferred() ? "" : next });
      speak();
    });
    preference.addEventListener("change", speak);
    // The hash holds the page's state, so jumps inside the page move focus instead.
    document.addEventListener("click", (event) => {
      const link = event.target.closest('a[href^="#"]');
      const target = link && document.getElementById(link.getAttribute("href").slice(1));
      if (!target) return;
      event.preventDefault();
      target.scrollIntoView();
      target.focus({ preventScroll: true });
    });
  });

  /** The value of a custom property of the style sheet, as the theme has it. */
  const style = (name) => getComputedStyle(root).getPropertyValue(name).trim();

  return { state, language, style, remember, make, say, fill, href, load, chunkOf };
})();
