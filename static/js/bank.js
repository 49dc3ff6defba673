// One click puts a line of the school's bank under the adjustments, once.
(function () {
  "use strict";

  function add(event) {
    const button = event.target.closest("[data-line]");
    const bank = button && button.closest("[data-bank]");
    const field = bank && document.getElementById(bank.dataset.bank);
    if (!field) return;
    const lines = field.value.split("\n").map((line) => line.trim()).filter(Boolean);
    if (!lines.includes(button.dataset.line)) field.value = [...lines, button.dataset.line].join("\n");
    button.setAttribute("aria-pressed", "true");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
    const live = document.getElementById("live");
    if (live) live.textContent = bank.dataset.told;
  }

  document.addEventListener("click", add);
})();
