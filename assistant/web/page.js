/* What the page does in the browser: ask with one click, the source beside the answer, copy, print, and telling a screen reader. */
"use strict";

(() => {
  const said = (name) => document.querySelector(`meta[name="bw-${name}"]`)?.content ?? "";
  const wide = window.matchMedia("(min-width: 68rem)");
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

  function element(tag, attributes = {}, ...inside) {
    const made = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
    made.append(...inside);
    return made;
  }

  /* Asking */

  const box = () => document.querySelector("#vraag textarea, #mail textarea");
  const field = (id) => document.querySelector(`#${id} :is(textarea, input)`);

  function fill(input, text) {
    if (!input) return;
    input.value = text;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  const press = (id) => setTimeout(() => document.querySelector(`#${id}`)?.click(), 50); // Gradio first takes the text over

  /* `chosen` is a query that counts for this question alone, before what is chosen in the filter */
  function ask(question, chosen = "") {
    if (!box()) return;
    fill(box(), question);
    fill(field("eenmalig"), chosen);
    press("stel");
  }

  function askLinked() {
    const here = new URL(window.location.href);
    const chosen = new URLSearchParams(here.search);
    const question = chosen.get("vraag")?.trim();
    chosen.delete("vraag");
    here.search = "";
    if (window.location.search) window.history.replaceState(null, "", here); // so that a reload does not ask again
    if (question) ask(question, chosen.toString());
  }

  /* The filter: what is ticked goes to the site as a query, and comes back as chips */

  const filter = () => document.querySelector(".bw-filter");

  function tellChosen() {
    const form = filter()?.querySelector("form");
    if (form) fill(field("keuze"), new URLSearchParams(new FormData(form)).toString());
  }

  function untick(query) {
    const [[name, value]] = new URLSearchParams(query);
    filter()?.querySelectorAll("input[type=checkbox]").forEach((each) => {
      if (each.name === name && each.value === value) each.checked = false;
    });
    tellChosen();
    filter()?.querySelector("summary").focus();
  }

  function untickAll() {
    filter()?.querySelectorAll("input[type=checkbox]").forEach((each) => { each.checked = false; });
    tellChosen();
  }

  function closeFilter() {
    if (!filter()?.open) return;
    filter().open = false;
    filter().querySelector("summary").focus();
  }

  function look(words) {
    const wanted = words.trim().toLowerCase();
    filter()?.querySelectorAll(".bw-of-documents label").forEach((each) => { each.hidden = !each.textContent.toLowerCase().includes(wanted); });
  }

  document.addEventListener("change", (event) => {
    if (event.target.matches?.(".bw-filter input[type=checkbox]")) tellChosen();
  });
  document.addEventListener("input", (event) => {
    if (event.target.matches?.(".bw-look")) look(event.target.value);
  });
  document.addEventListener("submit", (event) => {
    if (event.target.matches?.(".bw-panel")) event.preventDefault(); // Enter in the field to look by
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.closest?.(".bw-filter")) closeFilter();
  });

  /* An answer as a file of Word, or a draft as one of mail: the site packs it, for it has the answer itself */

  const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

  function save(parcel) {
    if (!parcel) return;
    const { name, data, kind = WORD, done = "saved" } = JSON.parse(parcel);
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
    const link = element("a", { href: URL.createObjectURL(new Blob([bytes], { type: kind })), download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    tell(said(done));
  }

  /* The source beside the answer */

  const which = element("p", { class: "bw-which", "aria-live": "polite" });
  const inner = element("div", { class: "bw-inner" });
  const button = (name, text, does) => {
    const made = element("button", { type: "button", "aria-label": said(name), title: said(name) }, text);
    made.addEventListener("click", does);
    return made;
  };
  const bar = element("div", { class: "bw-bar" });
  const pane = element("dialog", { id: "bw-bron", "aria-label": said("source") }, bar, inner);
  let opener = null;
  let asked = 0; // the last source that was asked for: an answer to an earlier request comes too late

  const before = button("previous", "‹", () => step(-1));
  const behind = button("next", "›", () => step(1));
  const zoom = button("larger", "+", () => enlarge(!pane.classList.contains("bw-large")));

  function enlarge(isLarge) {
    pane.classList.toggle("bw-large", isLarge);
    zoom.textContent = isLarge ? "−" : "+";
    zoom.setAttribute("aria-label", said(isLarge ? "smaller" : "larger"));
    zoom.title = said(isLarge ? "smaller" : "larger");
    toHit();
  }

  bar.append(which, before, behind, zoom, button("close", "×", () => close()));

  const all = (link) => [...document.querySelectorAll(`#beurt-${link.dataset.beurt} .bw-sources a.bw-open[data-nummer]`)];
  const place = (link) => all(link).findIndex((other) => other.dataset.nummer === link.dataset.nummer);

  function step(by) {
    const next = opener && all(opener)[place(opener) + by];
    if (next) open(next);
  }

  /* Gradio builds its page when the script has run already, and takes out what it finds */
  function settle() {
    if (!pane.isConnected) document.body.append(pane);
    if (!status.isConnected) document.body.append(status);
    if (document.documentElement.lang !== "nl") document.documentElement.lang = "nl";
  }

  async function open(link, { moves = true } = {}) {
    const request = ++asked;
    const isStep = Boolean(link.dataset.nummer); // else it turns a page of what is open, or opens a document of the welcome
    if (isStep || !pane.open) opener = link;
    mark();
    inner.setAttribute("aria-busy", "true");
    if (!pane.open) {
      inner.replaceChildren(element("p", { class: "bw-loading" }, said("loading")));
      wide.matches ? pane.show() : pane.showModal();
      document.body.classList.add("bw-reading");
      enlarge(!wide.matches && window.innerWidth < 640); // a whole page is too small to read on a phone
    }
    const html = await fetched(link.href);
    if (request !== asked) return;
    inner.innerHTML = html; // made by the site, with every text of a document escaped
    inner.removeAttribute("aria-busy");
    const [at, total] = opener?.dataset.nummer ? [place(opener), all(opener).length] : [-1, 0];
    const title = inner.querySelector("h2")?.textContent;
    which.textContent = [at >= 0 ? `${said("one")} ${at + 1} / ${total}` : said("one"), title].filter(Boolean).join(" · ");
    before.disabled = at <= 0;
    behind.disabled = at < 0 || at >= total - 1;
    zoom.hidden = !inner.querySelector(".bw-sheet");
    inner.scrollTop = 0;
    if (moves) inner.querySelector("h2")?.focus({ preventScroll: true });
    toHit();
  }

  async function fetched(href) {
    try {
      const url = new URL(href);
      url.searchParams.set("deel", "1");
      const answer = await fetch(url, { headers: { Accept: "text/html" } });
      if (answer.ok || answer.status === 404) return await answer.text();
    } catch { /* said below */ }
    const sorry = element("p", { class: "bw-notice", role: "alert" }, said("failed"));
    return sorry.outerHTML;
  }

  function toHit() {
    inner.querySelector(".bw-hit, .bw-text mark")?.scrollIntoView({ block: "center", inline: "center" });
  }

  function close() {
    pane.close();
  }

  let isQuiet = false; // closed by us: whoever is typing goes on typing

  function closeQuietly() {
    isQuiet = true;
    close();
  }

  pane.addEventListener("close", () => {
    asked += 1;
    document.body.classList.remove("bw-reading");
    const back = opener;
    opener = null;
    mark();
    if (isQuiet) isQuiet = false;
    else if (back?.isConnected) back.focus();
    else box()?.focus();
  });

  /* A new answer has come: what is open beside it follows, for the source of another answer would be taken for its own */
  function follow(turn) {
    if (!pane.open) return;
    const first = turn.querySelector(".bw-sources:not(.bw-nearest) a.bw-open[data-nummer]");
    if (first) open(first, { moves: false });
    else closeQuietly();
  }
  pane.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !pane.matches(":modal")) close();
  });
  wide.addEventListener("change", () => {
    if (!pane.open) return;
    const back = opener;
    pane.removeAttribute("open");
    wide.matches ? pane.show() : pane.showModal();
    opener = back;
  });

  /* Which numbers lead to what is open now */
  function mark() {
    document.querySelectorAll(".bw-mark.bw-shown").forEach((each) => each.classList.remove("bw-shown"));
    if (!opener?.dataset.nummer) return;
    const same = `#beurt-${opener.dataset.beurt} .bw-mark[data-nummer="${opener.dataset.nummer}"]`;
    document.querySelectorAll(same).forEach((each) => each.classList.add("bw-shown"));
  }

  /* Copying and printing */

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch { // without https a browser has no clipboard for pages
      const kept = element("textarea", { class: "bw-unseen" });
      kept.value = text;
      document.body.append(kept);
      kept.select();
      document.execCommand("copy");
      kept.remove();
    }
  }

  async function copyFrom(control, text) {
    await copy(text);
    const name = control.textContent;
    if (name === control.dataset.gedaan) return;
    control.textContent = control.dataset.gedaan;
    tell(control.dataset.gedaan);
    setTimeout(() => { control.textContent = name; }, 2000);
  }

  function print(turn) {
    turn.classList.add("bw-to-print");
    window.addEventListener("afterprint", () => turn.classList.remove("bw-to-print"), { once: true });
    window.print();
  }

  /* Telling what happens to who does not see it, and keeping the newest question in sight */

  const status = element("div", { class: "bw-unseen", role: "status" });
  let told = ""; // of the talk; what is said of a button meanwhile is not said over

  function tell(text) {
    status.textContent = text;
  }

  /* Gradio says in English that the site is away or that something went wrong */
  let away = null;

  function sayAway() {
    const toast = document.querySelector(".toast-body");
    if (!toast || away?.isConnected) return;
    const again = element("button", { type: "button" }, said("again"));
    again.addEventListener("click", tryAgain);
    away = element("div", { class: "bw-away", role: "alert" }, element("p", {}, said(/connect/i.test(toast.textContent) ? "lost" : "wrong")), again);
    document.body.append(away);
  }

  /* What was typed and got no answer is asked by the page that comes */
  function tryAgain() {
    const here = new URL(window.location.href);
    if (box()?.value.trim()) here.searchParams.set("vraag", box().value);
    window.location.assign(here);
  }

  let turns = 0;
  let seen = null;

  function followTalk() {
    settle();
    sayAway();
    const shown = document.querySelectorAll(".bw-turn");
    const last = shown[shown.length - 1];
    const state = `${shown.length} ${Boolean(last?.querySelector(".bw-answer, .bw-problem"))}`;
    if (last && state !== seen) {
      last.scrollIntoView({ block: "start", behavior: calm.matches ? "auto" : "smooth" }); // once more when it has its length
      if (seen !== null && last.querySelector(".bw-answer")) follow(last);
    }
    seen = state;
    if (shown.length === 0 && turns > 0) {
      if (pane.open) close();
      box()?.focus();
    }
    turns = shown.length;
    document.body.classList.toggle("bw-talking", turns > 0);
    const now = last?.querySelector(".bw-now");
    const answer = last?.querySelector(".bw-answer");
    const news = now ? now.textContent : answer ? begins(answer) : "";
    if (news !== told) tell(told = news);
  }

  function begins(answer) {
    const lines = [...answer.querySelectorAll(".bw-statement, .bw-connective, li")].slice(0, 8).map((each) => each.innerText);
    return lines.join(" ").slice(0, 500);
  }

  function toggleQuestion(control) {
    const isOpen = control.getAttribute("aria-expanded") === "true";
    control.setAttribute("aria-expanded", String(!isOpen));
    [control.textContent, control.dataset.minder] = [control.dataset.minder, control.textContent];
  }

  document.addEventListener("click", (event) => {
    if (filter()?.open && !event.target.closest?.(".bw-ask")) filter().open = false;
    const hit = event.target.closest?.("a, button");
    if (!hit) return;
    if (hit.dataset.vraag !== undefined) ask(hit.dataset.vraag, hit.dataset.keuze);
    else if (hit.dataset.weg !== undefined) untick(hit.dataset.weg);
    else if (hit.dataset.geen !== undefined) untickAll();
    else if (hit.dataset.klaar !== undefined) closeFilter();
    else if (hit.dataset.word !== undefined) { fill(field("nummer"), hit.dataset.word); press("bewaar"); }
    else if (hit.matches(".bw-whole")) toggleQuestion(hit);
    else if (hit.dataset.kopie !== undefined) copyFrom(hit, hit.dataset.kopie);
    else if (hit.dataset.link !== undefined) copyFrom(hit, new URL(hit.dataset.link, window.location.href.split("?")[0]).href);
    else if (hit.dataset.druk !== undefined) print(hit.closest(".bw-turn"));
    else if (hit.matches(".bw-skip")) { event.preventDefault(); box()?.focus(); }
    else if (hit.matches(".bw-mark, .bw-open") && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      const target = hit.getAttribute("href");
      if (target.startsWith("#")) document.querySelector(target)?.focus();
      else open(hit);
    }
  });

  new MutationObserver(followTalk).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["lang"] });
  followTalk();
  window.bronwijs = { askLinked, save, fill, field, press, copy, tell, said };
})();
