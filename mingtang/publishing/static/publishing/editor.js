// Saving by hand while the editor keeps the draft by itself would begin a new piece twice: the hand waits for it.
(() => {
  "use strict";

  const busy = new Set();
  let waiting = null;

  document.addEventListener("w-autosave:save", (event) => busy.add(event.target));
  for (const end of ["w-autosave:success", "w-autosave:error"]) {
    document.addEventListener(end, ({ target }) => {
      busy.delete(target);
      if (waiting !== target) return;
      waiting = null;
      target.requestSubmit();
    });
  }
  document.addEventListener("submit", (event) => {
    if (!busy.has(event.target)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    waiting = event.target;
  }, true);
})();
