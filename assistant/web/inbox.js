/* What the page for mail does in the browser: take a file, tell which sources are left out, copy with one key. */
"use strict";

(() => {
  const LARGEST = 10_000_000; // bytes; the site looks too
  const { fill, field, press, copy, tell, said } = window.bronwijs;
  const draft = () => document.querySelector("#concept textarea");

  /* A file goes over as text, so that the site keeps none */
  function take(file) {
    if (!file) return;
    if (file.size > LARGEST) return say(said("too-large"));
    const reader = new FileReader();
    reader.addEventListener("load", () => {
      fill(field("bestand"), JSON.stringify({ name: file.name, data: reader.result.split(",")[1] ?? "" }));
      press("lees");
    });
    reader.readAsDataURL(file);
  }

  /* Seen under the draft, and heard */
  function say(text) {
    const place = document.querySelector("#gezegd .prose, #gezegd");
    const line = Object.assign(document.createElement("p"), { className: "bw-said", textContent: text });
    place?.replaceChildren(line);
    tell("");
    setTimeout(() => tell(text), 100); // said again when it was said before
  }

  async function copyDraft() {
    const text = draft()?.value;
    if (!text?.trim()) return;
    await copy(text);
    say(said("copied"));
  }

  function tellLeftOut() {
    const left = [...document.querySelectorAll("#kladblok input[data-bron]:not(:checked)")].map((each) => each.dataset.bron);
    fill(field("weg"), left.join(","));
  }

  const about = { keur: "keur", gebruik: "gebruik", trekin: "trekin" };

  document.addEventListener("click", (event) => {
    const hit = event.target.closest?.("button");
    if (!hit) return;
    if (hit.id === "kopieer") copyDraft();
    else if (hit.dataset.herschrijf !== undefined) { tellLeftOut(); press("herschrijf"); }
    else for (const [name, id] of Object.entries(about)) {
      if (hit.dataset[name] !== undefined) { fill(field("nummer"), hit.dataset[name]); press(id); }
    }
  });

  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== "KeyC") return;
    event.preventDefault();
    document.querySelector("#kopieer")?.click();
  });

  document.addEventListener("change", (event) => {
    if (event.target.id !== "kies") return;
    take(event.target.files[0]);
    event.target.value = ""; // the same file may be chosen again
  });

  const hasFile = (event) => event.dataTransfer?.types?.includes("Files");
  document.addEventListener("dragover", (event) => {
    if (hasFile(event)) event.preventDefault();
  }, true);
  document.addEventListener("drop", (event) => {
    if (!hasFile(event)) return;
    event.preventDefault();
    event.stopPropagation();
    take(event.dataTransfer.files[0]);
  }, true);
})();
