"use strict";
(() => {
  const root = document.documentElement;
  const prefersDark = matchMedia("(prefers-color-scheme: dark)");
  const light = { ink: "#1b1f24", paper: "#ffffff" };
  const dark = { ink: "#e8eaed", paper: "#14171a" };
  const views = [];
  const isDark = () => (root.dataset.scheme ? root.dataset.scheme === "dark" : prefersDark.matches);
  const colours = () => (isDark() ? dark : light);

  function paint(view, { ink, paper }) {
    view.signal("ink", ink).signal("paper", paper).run();
  }

  function repaint() {
    views.forEach((view) => paint(view, colours()));
  }

  // One label of a narrow chart: its rim, and the words.
  function words({ x, value, words, align, baseline, dx, dy }) {
    const text = { type: "text", align, baseline, dx, dy, fontSize: 11, limit: 150 };
    const rim = { stroke: { expr: "paper" }, strokeWidth: 4, strokeJoin: "round", color: { expr: "paper" } };
    const place = {
      data: { values: [{ x, value, words }] },
      encoding: {
        x: { field: "x", type: "quantitative" },
        y: { field: "value", type: "quantitative" },
        text: { field: "words", type: "nominal" },
      },
    };
    return [{ ...place, mark: { ...text, ...rim } }, { ...place, mark: { ...text, color: { expr: "ink" } } }];
  }

  // A narrow page has room for one strategy a line in the legend, and for shorter labels.
  function fitted(spec, width) {
    const { ink, paper } = colours();
    for (const param of spec.params) {
      if (param.name === "ink") param.value = ink;
      if (param.name === "paper") param.value = paper;
    }
    if (width < 520) {
      Object.assign(spec.config.legend, { columns: 1, labelLimit: width - 80 });
      Object.assign(spec.config.axis, { labelFontSize: 11, titleFontSize: 11, labelLimit: 110 });
      spec.layer = spec.layer.filter(({ name }) => !/^(label|stage|side)-/.test(name || ""));
      spec.layer.push(...spec.usermeta.narrow.flatMap(words));
      for (const layer of spec.layer) {
        const y = layer.encoding && layer.encoding.y;
        if (y && y.axis && y.axis.labelLimit) y.axis.labelLimit = 96;
      }
    }
    return spec;
  }

  async function draw(place) {
    const spec = JSON.parse(document.getElementById(place.dataset.spec).textContent);
    const options = { actions: false, renderer: "svg", tooltip: { theme: "custom" } };
    try {
      const { view } = await vegaEmbed(place, fitted(spec, place.clientWidth), options);
      views.push(view);
    } catch (error) {
      place.textContent = "This chart could not be drawn. Its numbers are below.";
      console.error(error);
    }
  }

  // One chart after the other, so that the page answers while they are drawn.
  async function drawAll() {
    for (const place of document.querySelectorAll(".chart")) {
      await draw(place);
      await new Promise((done) => setTimeout(done));
    }
    root.dataset.charts = "drawn";
  }

  document.getElementById("scheme").addEventListener("click", () => {
    root.dataset.scheme = isDark() ? "light" : "dark";
    repaint();
  });
  prefersDark.addEventListener("change", repaint);
  const closed = [];
  addEventListener("beforeprint", () => {
    for (const each of document.querySelectorAll("details.print-open:not([open])")) {
      each.open = true;
      closed.push(each);
    }
    views.forEach((view) => paint(view, light));
  });
  addEventListener("afterprint", () => {
    closed.splice(0).forEach((each) => (each.open = false));
    repaint();
  });
  if (matchMedia("(max-width: 60rem)").matches) document.querySelector("nav details").open = false;
  requestAnimationFrame(() => setTimeout(drawAll));
})();
