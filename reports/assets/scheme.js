// Choose light or dark before the page is painted: the reader's last choice, else the system's.
(function () {
  var kept = null;
  try { kept = localStorage.getItem("cs-scheme"); } catch (e) { /* storage may be blocked */ }
  var dark = kept ? kept === "dark" : window.matchMedia && matchMedia("(prefers-color-scheme: dark)").matches;
  document.body.className = dark ? "quarto-dark" : "quarto-light";
})();
