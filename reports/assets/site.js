// Draw the charts from their embedded specifications, open the menu, switch light and dark. Works from file://.
(function () {
  var meta = document.querySelector('meta[name="quarto:offset"]');
  var offset = meta ? meta.content : "";
  if (offset && !/\/$/.test(offset)) offset += "/";
  var charts = document.querySelectorAll(".cs-chart");
  function draw() {
    charts.forEach(function (box) {
      var text = box.querySelector('script[type="application/json"]').textContent;
      var spec = JSON.parse(text);
      if (spec.facet && spec.columns && spec.spec && spec.spec.width) {
        var side = (spec.usermeta && spec.usermeta.labels) || 0; // long labels stand once, beside the first column
        var room = Math.floor((box.clientWidth - side) / (spec.spec.width + 55));
        spec.columns = Math.max(1, Math.min(spec.columns, room));
      }
      var place = box.querySelector(".cs-drawing") || box.appendChild(document.createElement("div"));
      place.className = "cs-drawing";
      window.vegaEmbed(place, spec, { actions: false, renderer: "svg" }).then(function () {
        place.querySelector("svg").setAttribute("aria-hidden", "true"); // the box has the text alternative
        box.dataset.drawn = "yes";
        reach();
      });
    });
  }
  function load(name, then) {
    var script = document.createElement("script");
    script.src = offset + "assets/" + name;
    if (then) script.onload = then;
    document.head.appendChild(script);
  }
  var chooser = document.querySelector(".cs-chooser");
  if (charts.length || chooser) load("vega.js", function () { draw(); if (chooser) load("chooser.js"); });
  if (document.querySelector(".cs-search")) load("search-index.js", function () { load("search.js"); });
  // What scrolls must be reached by keyboard and have a name.
  function reach() {
    document.querySelectorAll(".cs-chart, .cs-drawing, .cs-history, div[id$='-rows'], pre, p:has(math)").forEach(function (box, place) {
      if (box.scrollWidth <= box.clientWidth && box.scrollHeight <= box.clientHeight) return;
      box.tabIndex = 0;
      if (box.getAttribute("role")) return;
      var caption = box.closest("figure") && box.closest("figure").querySelector("figcaption");
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", caption ? caption.textContent.trim() : box.id || "Part " + (place + 1));
    });
  }
  // A row inside closed boxes is shown when its address is followed.
  function unfold() {
    var row = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!row) return;
    var hidden = false;
    for (var box = row.closest("details"); box; box = box.parentElement.closest("details")) { hidden = hidden || !box.open; box.open = true; }
    if (hidden) row.scrollIntoView();
  }
  unfold();
  window.addEventListener("hashchange", unfold);
  reach();
  window.addEventListener("resize", reach);
  var toc = document.querySelector(".cs-toc details");
  if (toc && window.innerWidth < 992) toc.open = false;
  var menu = document.querySelector(".cs-menu"), nav = document.getElementById("nav");
  if (menu && nav) menu.addEventListener("click", function () {
    menu.setAttribute("aria-expanded", String(nav.classList.toggle("open")));
  });
  var scheme = document.querySelector(".cs-scheme");
  if (scheme) {
    var show = function () {
      var dark = document.body.classList.contains("quarto-dark");
      scheme.textContent = dark ? "Light" : "Dark";
      scheme.setAttribute("aria-pressed", String(dark));
    };
    show();
    scheme.addEventListener("click", function () {
      var dark = !document.body.classList.contains("quarto-dark");
      document.body.className = dark ? "quarto-dark" : "quarto-light";
      try { localStorage.setItem("cs-scheme", dark ? "dark" : "light"); } catch (e) { /* storage may be blocked */ }
      show();
    });
  }
})();
