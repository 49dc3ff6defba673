// The little JavaScript there is. Every page works without it.
(function () {
  "use strict";

  document.documentElement.classList.add("js");

  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  function say(words) {
    const live = one("#live");
    if (live && live.textContent !== words) live.textContent = words;
  }

  function slashFocusesSearch(event) {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.body.dataset.shortcuts === "off") return;
    const field = all("[data-search]").find((input) => input.offsetParent);
    if (!field) return;
    event.preventDefault();
    field.focus();
  }

  function escapeClosesFloats(event) {
    if (event.key !== "Escape") return;
    all("details.why[open], details.drop[open]").forEach(close);
  }

  function close(details) {
    const inside = details.contains(document.activeElement);
    details.open = false;
    if (inside) one("summary", details).focus();
  }

  // A filter that htmx applied has changed the address since the page drew its links.
  function savesWhatIsInSight(link) {
    const wanted = new URL(link.href), kind = wanted.searchParams.get("as");
    wanted.search = location.search;
    if (kind) wanted.searchParams.set("as", kind);
    link.href = wanted.href;
  }

  function clicks(event) {
    const closer = event.target.closest("[data-close]");
    if (closer) close(closer.closest("details"));
    const saver = event.target.closest("[data-export]");
    if (saver) savesWhatIsInSight(saver);
    const revealer = event.target.closest("[data-reveal]");
    if (revealer) reveal(revealer);
    const setter = event.target.closest("[data-set]");
    if (setter) setField(setter);
    if (event.target.closest("[data-print]")) window.print();
  }

  function reveal(button) {
    const field = document.getElementById(button.dataset.reveal);
    const hidden = field.type === "password";
    field.type = hidden ? "text" : "password";
    one("[data-word]", button).textContent = hidden ? button.dataset.hide : button.dataset.show;
    button.setAttribute("aria-pressed", String(hidden));
  }

  function setField(button) {
    const field = document.getElementById(button.dataset.set);
    field.value = button.dataset.value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
    field.focus();
  }

  // A field that only some answers ask for ("level:sen_support exited") is shown with them; without script it always is.
  const showWhatIsAsked = () => all("[data-when]").forEach((part) => {
    const [name, values] = part.dataset.when.split(":");
    const asked = all(`[name="${name}"]`).some((field) =>
      (field.type === "radio" || field.type === "checkbox" ? field.checked : true) && values.split(" ").includes(field.value));
    part.hidden = !asked && !part.classList.contains("field-bad");
  });
  document.addEventListener("change", showWhatIsAsked);
  document.addEventListener("htmx:afterSwap", showWhatIsAsked);

  // Autosaved forms: the server answers with the saved note; here we only say when it could not.
  function autosaves(event) {
    const form = event.target.closest && event.target.closest("[data-autosave]");
    const note = form && one("[data-saved]");
    if (!note) return;
    if (event.type === "htmx:afterRequest" && event.detail.successful) {
      note.classList.remove("is-bad");
      form.dataset.dirty = "";
    } else if (event.type !== "htmx:afterRequest") {
      note.classList.add("is-bad");
      note.textContent = note.dataset.failed;
    }
  }

  function marksDirty(event) {
    const form = event.target.closest("[data-autosave]");
    if (form) form.dataset.dirty = "yes";
  }

  function retries() {
    all("[data-autosave]").filter((form) => form.dataset.dirty).forEach((form) =>
      form.dispatchEvent(new Event("change", { bubbles: true })));
  }

  function announces(event) {
    const told = one("[data-announce]", event.target);
    if (told) say(told.textContent.trim());
  }

  function ready() {
    const wrong = one("[data-error-summary]") || one("[data-take-focus]");
    if (wrong) wrong.focus();
    if (window.innerWidth < 768) all("[data-fold-on-phone]").forEach((part) => { part.open = false; });
    all("[data-needs-js]").forEach((element) => { element.hidden = false; });
    showWhatIsAsked();
  }

  // A form with data-retry is sent until it has arrived; what was tapped stays on the page and nowhere else. The server
  // takes the same words twice as once.
  function sends(event) {
    const form = event.target.closest("[data-retry]");
    if (!form || !window.fetch) return;
    event.preventDefault();
    if (form.dataset.sending) return;
    form.dataset.sending = "yes";
    send(form, new FormData(form), 0);
  }

  function send(form, words, tried) {
    const note = one("[data-retry-note]");
    const again = () => {
      note.classList.add("is-bad");
      note.textContent = note.dataset.failed;
      let waiting = setTimeout(go, Math.min(2000 * (tried + 1), 15000));
      function go() {
        clearTimeout(waiting);
        window.removeEventListener("online", go);
        send(form, new FormData(form), tried + 1);
      }
      window.addEventListener("online", go);
    };
    if (!tried) note.textContent = note.dataset.saving;
    fetch(form.action, { method: "POST", body: words, signal: AbortSignal.timeout(20000) }).then((answer) => {
      if (answer.status >= 500) return again();
      if (answer.redirected) return window.location.assign(answer.url);
      return HTMLFormElement.prototype.submit.call(form); // to be put right: the page comes with what to do
    }).catch(again);
  }

  document.addEventListener("submit", sends);
  document.addEventListener("keydown", slashFocusesSearch);
  document.addEventListener("keydown", escapeClosesFloats);
  document.addEventListener("click", clicks);
  document.addEventListener("input", marksDirty);
  document.addEventListener("htmx:afterSwap", announces);
  ["htmx:afterRequest", "htmx:sendError", "htmx:responseError", "htmx:timeout"].forEach((name) =>
    document.addEventListener(name, autosaves));
  window.addEventListener("online", retries);
  document.addEventListener("DOMContentLoaded", ready);
})();
