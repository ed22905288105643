// Forms that work without this file, and a little better with it.
(() => {
  "use strict";

  // A form sent twice by an impatient finger is one application too many.
  const WAIT = 20000; // milliseconds after which a form without an answer may be sent again

  const free = (form) => {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("button[data-words]")) {
      button.disabled = false;
      button.textContent = button.dataset.words;
      delete button.dataset.words;
    }
  };

  const hold = (button) => {
    button.dataset.words = button.textContent;
    button.disabled = true;
    button.textContent = "正在提交";
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.matches("[hx-post], [data-plain]")) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    setTimeout(free, WAIT, form);
    const button = event.submitter;
    // Disabled only after the browser has taken its name and value into the request.
    if (button && button.matches(".btn") && !button.children.length) setTimeout(hold, 0, button);
  });

  // Coming back by the browser's own button finds the forms ready again.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(free);
  });

  // data-reveal="name=value,value" shows a part of a form for these answers only.
  const reveals = () => {
    for (const part of document.querySelectorAll("[data-reveal]")) {
      const [name, values] = part.dataset.reveal.split("=");
      const form = part.closest("form") || document;
      const wanted = values.split(",");
      const answers = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)]
        .filter((control) => !/^(radio|checkbox)$/.test(control.type) || control.checked)
        .map((control) => control.value);
      part.classList.toggle("shut", !answers.some((answer) => wanted.includes(answer)));
    }
  };

  // A text with a limit says how much room is left.
  const count = (area) => {
    const left = area.maxLength - area.value.length;
    let line = area.nextElementSibling;
    if (!line || !line.hasAttribute("data-left")) {
      line = document.createElement("p");
      line.className = "hint";
      line.setAttribute("data-left", "");
      area.after(line);
    }
    line.textContent = `还可以写${left}字`;
  };

  const ready = () => {
    reveals();
    document.querySelectorAll("textarea[maxlength]").forEach(count);
  };
  document.addEventListener("change", reveals);
  document.addEventListener("input", (event) => {
    if (event.target.matches("textarea[maxlength]")) count(event.target);
  });
  document.addEventListener("htmx:load", ready);
  ready();

  // After a refused form the summary of errors is the first thing heard.
  document.querySelector("[data-focus]:not(.specimen *)")?.focus();
})();
