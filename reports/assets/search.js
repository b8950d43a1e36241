// Search over the titles of pages, sections and records: every word must occur, and what stands in quotes must be one of the
// details; words at the beginning of words come first.
(function () {
  var box = document.querySelector(".cs-search");
  var form = box.querySelector("form"), input = form.elements.q, list = box.querySelector("ol"), said = box.querySelector(".cs-said");
  function plain(text) { return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, ""); }
  var entries = window.csSearchIndex.map(function (entry) { return { entry: entry, text: " " + plain(entry[0] + " " + entry[1]), parts: plain(entry[1]).split(", ") }; });
  function search() {
    var exact = [];
    var loose = plain(input.value).replace(/"([^"]+)"/g, function (all, part) { exact.push(part); return " "; });
    var words = loose.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    list.textContent = "";
    if (!words.length && !exact.length) return;
    var hits = entries.filter(function (one) {
      return exact.every(function (part) { return one.parts.indexOf(part) >= 0; }) &&
        words.every(function (w) { return one.text.indexOf(w) >= 0; });
    });
    function score(one) { return words.filter(function (w) { return /[^\p{L}\p{N}]/u.test(one.text[one.text.indexOf(w) - 1]); }).length; }
    hits.sort(function (a, b) { return score(b) - score(a); });
    said.textContent = hits.length + (hits.length === 1 ? " result" : " results") + (hits.length > 300 ? ", the first 300 shown" : "");
    hits.slice(0, 300).forEach(function (one) {
      var item = document.createElement("li"), a = document.createElement("a"), small = document.createElement("small");
      a.href = one.entry[2];
      a.textContent = one.entry[0];
      small.textContent = one.entry[1];
      item.append(a, small);
      list.appendChild(item);
    });
  }
  form.hidden = false;
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  input.addEventListener("input", function () {
    history.replaceState(null, "", "#" + new URLSearchParams({ q: input.value }));
    search();
  });
  input.value = new URLSearchParams(location.hash.slice(1) || location.search).get("q") || "";
  search();
})();
