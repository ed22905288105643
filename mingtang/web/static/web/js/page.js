// Dialogs, printing, the notice of a lost connection.
(() => {
  "use strict";

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-dialog], a[data-close], [data-print]");
    if (!link) return;
    if (link.hasAttribute("data-print")) {
      event.preventDefault();
      window.print();
      return;
    }
    const dialog = link.hasAttribute("data-close")
      ? link.closest("dialog")
      : document.getElementById(link.hash.slice(1));
    if (!dialog) return;
    event.preventDefault();
    if (link.hasAttribute("data-close")) {
      dialog.close();
      if (location.hash === `#${dialog.id}`) location.hash = "main";
    } else {
      dialog.showModal();
    }
  });

  // A page opened at the address of a dialog shows it as one.
  const asked = location.hash && document.getElementById(location.hash.slice(1));
  if (asked && asked.matches("dialog")) asked.showModal();

  const offline = document.getElementById("offline");
  if (offline) {
    const say = () => { offline.hidden = navigator.onLine; };
    window.addEventListener("online", say);
    window.addEventListener("offline", say);
    say();
  }
})();
