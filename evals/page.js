// Filters the cases of a report. What is chosen stands in the address, so that a filtered page can be linked to.
(() => {
  "use strict";
  const form = document.getElementById("filter");
  if (!form) return;
  const selects = [...form.querySelectorAll("select")];
  const search = form.elements.zoek;
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ");
  const cases = [...document.querySelectorAll(".case")].map((element) => ({
    element,
    facets: JSON.parse(element.dataset.facets),
    text: folded([...element.querySelectorAll("[data-zoek]")].map((part) => part.textContent).join(" ")),
  }));

  const chosen = () => Object.fromEntries([...new FormData(form)].filter(([, value]) => value.trim()));

  function fits(one, wanted, except) {
    return Object.entries(wanted).every(([key, value]) => {
      if (key === except) return true;
      return key === "zoek" ? folded(value).trim().split(" ").every((word) => one.text.includes(word)) : one.facets[key].includes(value);
    });
  }

  function show() {
    const wanted = chosen();
    const shown = cases.filter((one) => fits(one, wanted));
    const visible = new Set(shown);
    for (const one of cases) one.element.hidden = !visible.has(one);
    for (const select of selects) count(select, wanted);
    const right = shown.filter((one) => one.facets.uitkomst.includes("goed")).length;
    const all = shown.length === cases.length ? `Alle ${cases.length} vragen` : `${shown.length} van ${cases.length} vragen`;
    document.getElementById("stand").textContent = shown.length ? `${all}, waarvan ${right} goed en ${shown.length - right} fout.` : all;
    document.getElementById("niets").hidden = shown.length > 0;
  }

  // Behind each option: how many cases it would leave with the other choices as they are.
  function count(select, wanted) {
    const others = cases.filter((one) => fits(one, wanted, select.name));
    for (const option of select.options) {
      if (!option.value) continue;
      const left = others.filter((one) => one.facets[select.name].includes(option.value)).length;
      option.textContent = `${option.dataset.name} (${left})`;
      option.disabled = !left && !option.selected;
    }
  }

  function address() {
    const query = new URLSearchParams(chosen()).toString();
    return query ? `#${query}` : "#vragen";
  }

  function fill(wanted) {
    search.value = wanted.get("zoek") ?? "";
    for (const select of selects) {
      const value = wanted.get(select.name) ?? "";
      select.value = [...select.options].some((option) => option.value === value) ? value : "";
    }
  }

  // An address is either a choice (key=value) or the name of one place on the page, which must then be in sight.
  function follow() {
    const fragment = location.hash.slice(1);
    const place = fragment.includes("=") ? null : document.getElementById(fragment);
    fill(new URLSearchParams(place ? "" : fragment));
    show();
    const target = place ?? (fragment ? document.getElementById("vragen") : null);
    if (target?.matches(".case")) target.open = true;
    target?.scrollIntoView();
    (target?.querySelector("summary") ?? target)?.focus({ preventScroll: true });
  }

  form.addEventListener("change", (event) => {
    if (event.target === search) return;
    history.pushState(null, "", address());
    show();
  });
  search.addEventListener("input", () => {
    history.replaceState(null, "", address());
    show();
  });
  form.addEventListener("reset", () => {
    fill(new URLSearchParams());
    history.pushState(null, "", "#vragen");
    setTimeout(show);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("click", (event) => {
    const open = event.target.dataset.open;
    if (open) for (const one of cases) if (!one.element.hidden) one.element.open = open === "true";
  });

  // A mark [n] points to its source without touching the address, which holds the filter.
  document.addEventListener("click", (event) => {
    const mark = event.target.closest("a.mark");
    if (!mark) return;
    event.preventDefault();
    const source = document.getElementById(mark.getAttribute("href").slice(1));
    source?.scrollIntoView({ block: "nearest" });
    source?.focus({ preventScroll: true });
  });

  window.addEventListener("hashchange", follow);
  form.hidden = false;
  follow();
})();
