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

  return { state, language, remember };
})();
