// What every page needs: the language, and the state in the address (#lang=en&q=…), which links carry on.
"use strict";

const page = (() => {
  const root = document.documentElement;
  const attributes = ["text", "placeholder", "aria-label", "title", "data-form"];

  const state = () => new URLSearchParams(location.hash.slice(1));
  const language = () => (state().get("lang") === "en" ? "en" : "zh");

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
    root.className = language();
    root.lang = language() === "en" ? "en" : "zh-CN";
  }

  /** Show the page in the language that the address names. */
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
      if (chosen === "en") carried.set("lang", "en");
      else carried.delete("lang");
      link.setAttribute("href", carried.size ? `${path}#${carried}` : path);
    }
    document.dispatchEvent(new Event("page:language"));
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

  /** A reference that carries the language on; `state` goes into its hash. */
  function href(path, state = {}) {
    const hash = Object.entries({ ...state, ...(language() === "en" ? { lang: "en" } : {}) })
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

  return { state, language, remember, make, say, fill, href, load, chunkOf };
})();
