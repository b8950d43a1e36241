// The reader's choice of countries, index and years: draws the chart, keeps the choice in the address, saves figure and rows.
(function () {
  document.querySelectorAll(".cs-chooser").forEach(function (box) {
    var content = JSON.parse(box.querySelector('script[type="application/json"]').textContent);
    var form = box.querySelector("form"), said = box.querySelector(".cs-said"), drawing = box.querySelector(".cs-drawing");
    var boxes = Array.prototype.slice.call(form.querySelectorAll("[name=country]")), view = null;
    form.hidden = false;
    box.querySelector(".cs-save").hidden = false;

    function read() {
      var asked = new URLSearchParams(location.hash.slice(1));
      var codes = (asked.get("countries") || box.dataset.chosen).split(",");
      boxes.forEach(function (one) { one.checked = codes.indexOf(one.value) >= 0; });
      ["index", "from", "to"].forEach(function (name) {
        var menu = form.elements[name], wanted = asked.get(name);
        if (Array.prototype.some.call(menu.options, function (o) { return o.value === wanted; })) menu.value = wanted;
      });
    }
    function choice() {
      var codes = boxes.filter(function (one) { return one.checked; }).map(function (one) { return one.value; });
      var years = [Number(form.elements.from.value), Number(form.elements.to.value)].sort();
      return { countries: codes, index: form.elements.index.value, from: years[0], to: years[1] };
    }
    function rows(chosen) {
      var out = [];
      chosen.countries.forEach(function (code) {
        var series = content.series[code + " " + chosen.index];
        content.years.forEach(function (year, i) {
          if (year < chosen.from || year > chosen.to) return;
          out.push({ country: content.names[code], country_iso3: code, index: chosen.index, year: year,
            score: series[0][i], lower_90: series[1][i], upper_90: series[2][i], part: series[3][i] ? "forecast" : "measured" });
        });
      });
      return out;
    }
    // The last measured row opens the forecast too, so that the two lines meet.
    function joined(data) {
      var out = [];
      data.forEach(function (row, i) {
        var next = data[i + 1];
        out.push(row);
        if (next && next.country_iso3 === row.country_iso3 && row.part === "measured" && next.part === "forecast") out.push(Object.assign({}, row, { part: "forecast" }));
      });
      return out;
    }
    function tell(row) {
      var range = row.lower_90.toFixed(0) + " to " + row.upper_90.toFixed(0), later = row.part === "forecast" ? ", forecast" : "";
      return row.country + " " + (row.score === null ? range : row.score.toFixed(0) + " (" + range + later + ")");
    }
    function draw() {
      var chosen = choice(), data = rows(chosen), spec = JSON.parse(JSON.stringify(content.spec));
      spec.data = { values: joined(data) };
      var last = data.filter(function (row) { return row.year === chosen.to; });
      said.textContent = last.length ? content.indices[chosen.index] + " in " + chosen.to + ": " + last.map(tell).join(", ") + "." : "Choose at least one country.";
      drawing.setAttribute("aria-label", said.textContent);
      return window.vegaEmbed(drawing, spec, { actions: false, renderer: "svg" }).then(function (made) {
        view = made.view;
        box.dataset.drawn = "yes";
      });
    }
    function save(kind) {
      var chosen = choice(), name = "civicspace-" + chosen.index + "-" + chosen.from + "-" + chosen.to + "." + kind;
      function hand(address) {
        var a = document.createElement("a");
        a.href = address;
        a.download = name;
        a.click();
      }
      if (kind !== "csv") { view.toImageURL(kind, 2).then(hand); return; }
      var head = ["country_iso3", "country", "index", "year", "score", "lower_90", "upper_90", "part"];
      var lines = rows(chosen).map(function (row) { return head.map(function (h) { return row[h] === null ? "" : row[h]; }).join(","); });
      hand("data:text/csv;charset=utf-8," + encodeURIComponent([head.join(",")].concat(lines).join("\n") + "\n"));
    }
    form.addEventListener("change", function () {
      var chosen = choice();
      var address = new URLSearchParams({ countries: chosen.countries.join(","), index: chosen.index, from: chosen.from, to: chosen.to });
      history.replaceState(null, "", "#" + address.toString().replace(/%2C/g, ","));
      draw();
    });
    window.addEventListener("hashchange", function () { read(); draw(); });
    box.addEventListener("click", function (event) { if (event.target.dataset.save) save(event.target.dataset.save); });
    read();
    draw();
  });
})();
