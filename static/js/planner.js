// The year planner: a child is dragged to a day, which is as if the date had been typed. Without script the fields are enough.
(function () {
  "use strict";

  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const planner = () => document.getElementById("planner");
  let dragged = "";
  let kept = null;

  const dayUnder = (event) => event.target.closest && event.target.closest("#planner td[data-day]");
  const mark = (cell) => all("#planner td.over").forEach((one) => { if (one !== cell) one.classList.remove("over"); });

  function starts(event) {
    const handle = event.target.closest && event.target.closest("#planner [data-plan]");
    if (!handle) return;
    dragged = handle.dataset.plan;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged);
  }

  function passes(event) {
    const cell = dragged && dayUnder(event);
    mark(cell);
    if (!cell) return;
    event.preventDefault();
    cell.classList.add("over");
  }

  function drops(event) {
    const cell = dragged && dayUnder(event);
    mark(null);
    if (!cell) return;
    event.preventDefault();
    const field = document.getElementById(`on-${dragged}`);
    field.value = cell.dataset.day;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function ends() {
    dragged = "";
    mark(null);
  }

  // What was typed while the answer was on its way stays; so do the focus, the place in the weeks and the folds that are open.
  const REACHED = "a, button, input, summary";
  const folds = () => all("#planner details[id]");

  function focusOf(element) {
    const part = element && element.closest("#planner [id]");
    return part && part.id !== "year" ? [part.id, element === part ? -1 : all(REACHED, part).indexOf(element)] : null;
  }

  function keep(event) {
    if (!planner() || !planner().contains(event.detail.target)) return;
    const weeks = document.querySelector(".planner-year");
    kept = {
      top: weeks ? weeks.scrollTop : 0,
      open: folds().filter((fold) => fold.open).map((fold) => fold.id),
      typed: all("input:not([type=hidden])", planner()).map((field) => [field.id, field.value]),
      focus: focusOf(document.activeElement),
    };
  }

  function putBack() {
    if (!kept) return;
    const weeks = document.querySelector(".planner-year"), { top, open, typed, focus } = kept;
    kept = null;
    folds().forEach((fold) => { fold.open = open.includes(fold.id); });
    if (weeks) weeks.scrollTop = top;
    typed.forEach(([id, value]) => {
      const field = document.getElementById(id);
      if (field && field.value !== value) field.value = value;
    });
    all("[data-needs-js]", planner()).forEach((element) => { element.hidden = false; });
    const part = focus && document.getElementById(focus[0]);
    const held = part && (focus[1] < 0 ? part : all(REACHED, part)[focus[1]]);
    if (held && !planner().contains(document.activeElement)) held.focus({ preventScroll: true });
  }

  document.addEventListener("dragstart", starts);
  document.addEventListener("dragover", passes);
  document.addEventListener("drop", drops);
  document.addEventListener("dragend", ends);
  document.addEventListener("htmx:beforeSwap", keep);
  document.addEventListener("htmx:afterSwap", putBack);
})();
