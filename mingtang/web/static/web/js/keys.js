// The keyboard of the workbench. Single keys rest inside fields and can be switched off; the choice stays on this machine.
(() => {
  "use strict";

  const STORE = "mingtang.keys";
  const NEXT = 1200; // milliseconds that G waits for its second key
  let waiting = 0;
  let row = -1;

  const store = {
    get on() { try { return localStorage.getItem(STORE) !== "off"; } catch { return true; } },
    set on(value) { try { localStorage.setItem(STORE, value ? "on" : "off"); } catch { /* kept for this page only */ } },
  };
  const choice = document.querySelector("[data-keys-switch]");
  if (choice) {
    choice.checked = store.on;
    choice.addEventListener("change", () => { store.on = choice.checked; });
  }

  const writing = (node) => node.closest("input, textarea, select, [contenteditable]") && !node.matches("[type=checkbox], [type=radio]");
  const rows = () => [...document.querySelectorAll("a[data-row]")].filter((link) => link.offsetParent);

  const move = (step) => {
    const links = rows();
    if (!links.length) return;
    const at = links.indexOf(document.activeElement);
    row = Math.min(Math.max((at < 0 ? row : at) + step, 0), links.length - 1);
    document.querySelectorAll(".here").forEach((node) => node.classList.remove("here"));
    links[row].closest("li, tr")?.classList.add("here");
    links[row].focus();
  };

  const pick = () => {
    const box = document.activeElement.closest("li, tr")?.querySelector("input[type=checkbox]");
    if (box) box.click();
  };

  const press = (key) => {
    const control = document.querySelector(`main [data-key="${CSS.escape(key)}"], .top [data-key="${CSS.escape(key)}"]`);
    if (!control || control.disabled) return false;
    if (control.matches("input")) {
      control.focus();
      control.select();
    } else {
      control.click();
    }
    return true;
  };

  const go = (key) => {
    const link = document.querySelector(`a[data-go="${CSS.escape(key)}"]`);
    if (link) link.click();
    return Boolean(link);
  };

  const save = (event) => {
    const form = document.activeElement.closest("form") || document.querySelector("form[data-save]");
    if (!form || !form.matches("[data-save]")) return;
    event.preventDefault();
    form.requestSubmit();
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey && event.key.toLowerCase() === "s") save(event);
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (!store.on || writing(event.target) || document.querySelector("dialog[open]")) return;
    const key = event.key.toLowerCase();
    const second = Date.now() < waiting;
    waiting = 0;
    let done = true;
    if (second) done = go(key);
    else if (key === "g") waiting = Date.now() + NEXT;
    else if (key === "j") move(1);
    else if (key === "k") move(-1);
    else if (key === "x") pick();
    else done = press(key);
    if (done) event.preventDefault();
  });
})();
