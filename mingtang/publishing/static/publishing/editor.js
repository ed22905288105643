// Saving by hand and the draft that keeps itself would each begin a new piece, were they on their way together:
// the hand waits for what has begun, and once it has saved nothing else begins.
(() => {
  "use strict";

  const busy = new Set();
  let waiting = null;
  let leaving = null;

  document.addEventListener("w-autosave:save", (event) => {
    if (leaving === event.target) event.preventDefault();
    else busy.add(event.target);
  });
  for (const end of ["w-autosave:success", "w-autosave:error"]) {
    document.addEventListener(end, ({ target }) => {
      busy.delete(target);
      if (waiting !== target) return;
      waiting = null;
      target.requestSubmit();
    });
  }
  document.addEventListener("submit", (event) => {
    if (!busy.has(event.target)) {
      leaving = event.target;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    waiting = event.target;
  }, true);
})();
