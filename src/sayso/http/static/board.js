// What a page does beyond reading: filters without empty fields, the claims of a document lit and opened, words selected for a correction. Every page reads without it.
"use strict";

document.documentElement.classList.add("js");

/** Leaves empty fields out of an address, whoever asks: the browser or htmx. */
function tidyFilters() {
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-filters]")) return;
    for (const field of event.target.elements) if (field.name && !field.value) field.disabled = true;
  });
  document.addEventListener("htmx:config:request", (event) => {
    const body = event.detail.ctx.request.body;
    if (!event.target.matches?.("form[data-filters]") || !(body instanceof FormData)) return;
    for (const [name, value] of [...body]) if (value === "") body.delete(name);
  });
  if (window.innerWidth <= 760) for (const box of document.querySelectorAll(".filterbox")) box.open = false;
}

/** The document: pointing at a mark lights its source, cue and content, and opens its claims at the side. */
function reading(root) {
  const runs = [...root.querySelectorAll("[data-m]")];
  const cards = new Map([...root.querySelectorAll("[data-card]")].map((card) => [card.dataset.card, card]));
  const side = root.querySelector(".side");

  function light(mark) {
    for (const run of runs) run.classList.toggle("hot", mark !== null && run.dataset.m.split(" ").includes(mark));
    for (const card of cards.values()) card.classList.toggle("hot", mark !== null && card.dataset.attribution === mark);
    const first = mark === null ? null : [...cards.values()].find((card) => card.dataset.attribution === mark);
    if (first) show(first);
  }

  function show(card) {
    if (side.scrollHeight <= side.clientHeight) return;
    const top = card.getBoundingClientRect().top - side.getBoundingClientRect().top;
    if (top < 0 || top > side.clientHeight - 60) side.scrollTop += top - 40;
  }

  function peek(card) {
    for (const other of cards.values()) if (other.dataset.peeked && other !== card) { other.open = false; delete other.dataset.peeked; }
    if (card && !card.open) { card.open = true; card.dataset.peeked = "1"; }
    if (card) show(card);
  }

  let resting;
  for (const run of runs) {
    run.addEventListener("mouseenter", () => {
      const mark = run.dataset.m.split(" ").at(-1);
      light(mark);
      resting = setTimeout(() => peek([...cards.values()].find((card) => card.dataset.attribution === mark)), 250); // not while the pointer only passes
    });
    run.addEventListener("mouseleave", () => { clearTimeout(resting); light(null); });
  }
  for (const ref of root.querySelectorAll("a.ref")) {
    const card = cards.get(ref.dataset.claim);
    for (const name of ["mouseenter", "focus"]) ref.addEventListener(name, () => { peek(card); if (card) light(card.dataset.attribution); });
    ref.addEventListener("mouseleave", () => light(null));
    ref.addEventListener("blur", () => light(null));
  }
  for (const card of cards.values()) {
    card.addEventListener("mouseenter", () => { for (const run of runs) run.classList.toggle("hot", run.dataset.m.split(" ").includes(card.dataset.attribution)); });
    card.addEventListener("mouseleave", () => light(null));
  }
}

/** Offsets count code points in the ledger, UTF-16 units in a script. */
const points = (text) => [...text].length;

/** Where a place in the rendered text stands in the document: the run that holds it knows its own offset. */
function offsetIn(node, units) {
  const run = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-s]");
  if (!run) return null;
  const before = document.createRange();
  before.setStart(run, 0);
  before.setEnd(node, units);
  return Number(run.dataset.s) + points(before.toString());
}

/** Correcting a cell: the words are selected in the text with the mouse, or in the box with the keyboard. */
function correcting(form) {
  const box = form.querySelector("#around");
  const told = form.querySelector("[data-picked]");
  const cell = form.querySelector("#cell");

  const kept = form.querySelector("[data-stretches]");
  const several = form.querySelector("[data-several]");
  let picks = []; // the stretches that are selected; a new selection takes the place of the last one

  function tell() {
    const found = picks.filter(Boolean);
    kept.replaceChildren(...found.map(({ start, end }) => Object.assign(document.createElement("input"), { type: "hidden", name: "at", value: `${start}-${end}` })));
    told.textContent = found.length ? `Selected: ${found.map(({ start, end, words }) => `“${words}” (${start}–${end})`).join(" … ")}${picks.at(-1) ? "" : " … select the next stretch"}` : "";
    several.hidden = !found.length || cell.value !== "content";
  }

  function pick(start, end, words) {
    if (picks.some((one) => one && one.start === start && one.end === end)) return; // a selection is told of more than once
    picks = [...(cell.value === "content" ? picks.slice(0, -1) : []), { start, end, words }];
    form.elements.words.value = "";
    tell();
  }

  function fromBox() {
    if (box.selectionStart === box.selectionEnd) return;
    const base = Number(box.dataset.start);
    const words = box.value.slice(box.selectionStart, box.selectionEnd);
    const start = base + points(box.value.slice(0, box.selectionStart));
    pick(start, start + points(words), words);
  }

  function fromText() {
    const chosen = document.getSelection();
    const text = document.getElementById("text");
    if (!chosen || chosen.isCollapsed || !text.contains(chosen.anchorNode) || !text.contains(chosen.focusNode)) return;
    const range = chosen.getRangeAt(0);
    const start = offsetIn(range.startContainer, range.startOffset);
    const end = offsetIn(range.endContainer, range.endOffset);
    if (start !== null && end !== null && start < end) pick(start, end, range.cloneContents().textContent.trim());
  }

  box.addEventListener("beforeinput", (event) => event.preventDefault()); // not "readonly": there the arrow keys select nothing
  for (const name of ["keyup", "mouseup", "select"]) box.addEventListener(name, fromBox);
  const tool = form.closest("details");
  let waiting;
  const chosen = () => { if (tool.open) (document.activeElement === box ? fromBox : fromText)(); };
  const changed = () => { // fingers move the ends of a selection without any other sign
    if (!form.isConnected) return document.removeEventListener("selectionchange", changed);
    clearTimeout(waiting);
    waiting = setTimeout(chosen, 250);
  };
  document.addEventListener("selectionchange", changed);
  document.getElementById("text").addEventListener("mouseup", () => { if (tool.open) fromText(); });
  form.elements.words.addEventListener("input", () => { picks = []; tell(); });
  form.querySelector("[data-another]").addEventListener("click", () => { if (picks.at(-1)) picks.push(null); tell(); });
  form.querySelector("[data-forget]").addEventListener("click", () => { picks = []; tell(); });
  cell.addEventListener("change", () => {
    if (cell.value !== "content") picks = picks.filter(Boolean).slice(-1);
    tell();
    const found = form.querySelector(`datalist[data-allowed="${CSS.escape(cell.value)}"]`);
    form.querySelector("#allowed").replaceChildren(...(found ? [...found.options].map((option) => option.cloneNode()) : []));
  });
}

/** Where a page was asked for with a card, it is shown and takes the focus, so that the keyboard goes on from there. */
function focusCard() {
  if (location.hash === "#card") document.getElementById("card")?.focus({ preventScroll: false });
}

/** The chosen claim stands out in the text: its content, and the source and cue of its attribution. */
function lightChosen() {
  const card = document.getElementById("card");
  if (!card) return;
  const spans = card.dataset.spans.trim().split(" ").map((span) => span.split("-").map(Number));
  for (const run of document.querySelectorAll("[data-m]")) {
    const start = Number(run.dataset.s);
    const content = spans.some(([from, to]) => from <= start && start < to);
    const around = run.dataset.m.split(" ").at(-1) === card.dataset.attribution && /source|cue/.test(run.className);
    run.classList.toggle("lit", content || around);
  }
  for (const ref of document.querySelectorAll("a.ref")) ref.dataset.claim === card.dataset.claim ? ref.setAttribute("aria-current", "true") : ref.removeAttribute("aria-current");
}

/** After a claim was put into the panel: it is lit, its form works, and the keyboard goes on from it. */
function panelSwapped() {
  const form = document.querySelector("form[data-correct]:not([data-ready])");
  if (form) { form.dataset.ready = "1"; correcting(form); }
  lightChosen();
  document.querySelector(".side")?.scrollTo({ top: 0 });
  document.getElementById("card")?.focus({ preventScroll: window.innerWidth > 1000 });
}

document.addEventListener("htmx:after:swap", () => { if (document.querySelector("[data-reading]")) panelSwapped(); });
tidyFilters();
const text = document.querySelector("[data-reading]");
if (text) reading(text);
const correct = document.querySelector("form[data-correct]");
if (correct) { correct.dataset.ready = "1"; correcting(correct); }
focusCard();
