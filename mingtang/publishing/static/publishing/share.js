// Copy the address of the page. Without this script the address stands in its field, ready to be copied by hand.
(() => {
  "use strict";

  for (const button of document.querySelectorAll("[data-copy]")) {
    const field = document.getElementById(button.dataset.copy);
    button.hidden = false;
    button.addEventListener("click", async () => {
      const words = button.textContent;
      field.select();
      try {
        await navigator.clipboard.writeText(field.value);
        button.textContent = "已经复制";
      } catch {
        button.textContent = "按 Ctrl+C 复制";
      }
      setTimeout(() => { button.textContent = words; }, 2500);
    });
  }
})();
