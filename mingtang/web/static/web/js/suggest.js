// Suggestions below a search box while somebody types. Without this script the box works as a plain form.
(() => {
  "use strict";

  const offer = (input) => {
    const list = document.createElement("ul");
    list.id = `${input.id}-offers`;
    list.className = "offers";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "建议");
    list.hidden = true;
    input.after(list);
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id], ["aria-expanded", "false"]]) {
      input.setAttribute(name, value);
    }
    let timer = 0, asked = "", going = null;

    const close = () => {
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const take = (option) => {
      if (option.dataset.url) { location.assign(option.dataset.url); return; }
      input.value = option.textContent;
      close();
      input.form.requestSubmit();
    };
    const show = (found) => {
      list.replaceChildren(...found.map((each, index) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${index}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.textContent = each.text;
        option.dataset.url = each.url || "";
        option.addEventListener("mousedown", (event) => { event.preventDefault(); take(option); });
        return option;
      }));
      list.hidden = !found.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
    };
    const ask = async () => {
      const words = input.value.trim();
      if (words === asked) return;
      asked = words;
      if (going) going.abort();
      if (!words) { close(); return; }
      going = new AbortController();
      try {
        const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(words)}`, { signal: going.signal });
        if (answer.ok) show(await answer.json());
      } catch { /* typed on, or offline: the form still works */ }
    };
    const move = (step) => {
      const options = [...list.children];
      const at = options.findIndex((each) => each.getAttribute("aria-selected") === "true");
      if (at >= 0) options[at].setAttribute("aria-selected", "false");
      const next = options[(at + step + options.length) % options.length];
      next.setAttribute("aria-selected", "true");
      input.setAttribute("aria-activedescendant", next.id);
    };

    input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 200); });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (list.hidden || event.isComposing) return;
      const chosen = list.querySelector('[aria-selected="true"]');
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        move(event.key === "ArrowDown" ? 1 : chosen ? -1 : 0);
      } else if (event.key === "Escape") {
        event.preventDefault();
        close();
      } else if (event.key === "Enter" && chosen) {
        event.preventDefault();
        take(chosen);
      }
    });
  };

  document.querySelectorAll("input[data-suggest]").forEach(offer);
})();
