// The bank beside a plan: one click puts a line into the target at work. Without script the buttons submit the form.
(function () {
  "use strict";

  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const place = () => document.getElementById("bank-target");
  const field = (name) => document.getElementById(`id_targets-${place().value}-${name}`);
  const linesOf = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean);

  function tell(words) {
    const live = document.getElementById("live");
    if (live) live.textContent = words;
  }

  function changed(element) {
    element.dispatchEvent(new Event("input", { bubbles: true }));
    element.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // A line that stands in the target at work is ticked.
  function mark() {
    if (!place()) return;
    const strategies = linesOf(field("strategies").value), target = field("target").value.trim();
    all(".bank-add").forEach((button) => {
      const taken = button.dataset.kind === "strategy" ? strategies.includes(button.dataset.words) : target === button.dataset.words;
      button.toggleAttribute("data-taken", taken);
    });
  }

  function add(event) {
    const button = event.target.closest(".bank-add");
    if (!button) return;
    const strategy = button.dataset.kind === "strategy", into = field(strategy ? "strategies" : "target");
    const held = linesOf(into.value);
    if (!strategy && held.length && into.value.trim() !== button.dataset.words) return; // the server makes a target more of it
    event.preventDefault();
    into.closest("details").open = true;
    if (strategy && !held.includes(button.dataset.words)) into.value = [...held, button.dataset.words].join("\n");
    if (!strategy) {
      into.value = button.dataset.words;
      if (button.dataset.criteria && !field("criteria").value.trim()) field("criteria").value = button.dataset.criteria;
    }
    changed(into);
    mark();
    const told = button.closest("[data-bank-lines]").dataset.told;
    tell(`${told} ${Number(place().value) + 1}: ${button.dataset.words}`);
  }

  // The target that is opened, or typed into, is the one the bank is for.
  function follow(event) {
    const card = event.target.closest && event.target.closest("[data-target]");
    if (!card || !place() || (event.type === "toggle" && !card.open)) return;
    place().value = card.dataset.target;
    mark();
  }

  function come() {
    all("[data-needs-js]").forEach((element) => { element.hidden = false; });
    mark();
  }

  // With a script, asking for another part of the bank leaves the page as it is.
  document.addEventListener("click", (event) => { if (event.target.closest("#bank .switch button")) event.preventDefault(); }, true);
  document.addEventListener("click", add);
  document.addEventListener("toggle", follow, true);
  document.addEventListener("focusin", follow);
  document.addEventListener("input", (event) => { if (event.target.closest("[data-target]")) mark(); });
  document.addEventListener("change", (event) => { if (event.target.id === "bank-target") mark(); });
  document.addEventListener("htmx:load", come);
  document.addEventListener("htmx:oobAfterSwap", come);
  document.addEventListener("DOMContentLoaded", come);
})();
