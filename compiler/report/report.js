/* Draws the page from the data in #data: losses, diagnostics and legend at the side, the source of
 * the selected loss in its colours, the path of the selected parameter as arrows. The address says
 * what is selected: #loss, #loss.parameter, #loss.parameter.field; or a line, #line-FILE-LINE. */

const data = JSON.parse(document.getElementById("data").textContent);
const SVG = "http://www.w3.org/2000/svg";

/* Kinds do not differ in colour alone. */
const GLYPHS = {active: "●", cut: "✕", varied: "◐", useful: "○", inactive: ""};
const MARKS = {gradient: "✓", partial: "◐", cut: "✕", stopped: "❚❚", unused: "○"};

const CHIPS = {fused: "⇅", replayed: "↻", cached: "▤"};

const state = {loss: null, parameter: null};

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on"))
      made.addEventListener(key.slice(2), value);
    else if (value !== undefined && value !== null)
      made.setAttribute(key, value);
  }
  made.append(...children.filter(child => child !== null && child !== undefined));
  return made;
}

function drawn(tag, attributes, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(attributes))
    made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function plural(count, noun) {
  return `${count} ${noun}${count === 1 ? "" : noun.endsWith("ss") ? "es" : "s"}`;
}

const lineId = place => `line-${place.file}-${place.line}`;
const lineAt = place => document.getElementById(lineId(place));
const placeText = place => `${data.files[place.file].path.split("/").pop()}:${place.line}`;
const verdictOf = parameter => data.verdicts[parameter.verdict].name;

/* ---- source */

function drawFile(file, index) {
  const lines = element("div", {class: "lines"});
  let inside = false;
  const texts = file.text.split("\n");
  if (texts[texts.length - 1] === "")
    texts.pop();
  texts.forEach((text, i) => {
    let code;
    [code, inside] = highlight(text.replace(/\r$/, ""), inside);
    const place = {file: index, line: i + 1};
    lines.append(element("div",
      {class: "line", id: lineId(place), tabindex: i ? -1 : 0, role: "listitem"},
      element("span", {class: "margin"},
        element("span", {class: "glyph", "aria-hidden": "true"}),
        element("a", {class: "number", href: "#" + lineId(place), tabindex: -1}, i + 1),
        element("span", {class: "rail"})), code, element("span", {class: "notes"})));
  });
  lines.setAttribute("role", "list");
  lines.setAttribute("aria-label", file.path);
  document.getElementById("source").append(
    element("section", {class: "file", "data-file": index}, element("h2", {}, file.path),
            element("div", {class: "code"}, lines)));
}

/* ---- the colours of a loss */

function clearLines() {
  for (const line of document.querySelectorAll(".line")) {
    line.className = "line";
    line.known = null;
    line.querySelector(".glyph").textContent = "";
    line.removeAttribute("aria-description");
    line.querySelector(".notes").replaceChildren();
    for (const span of line.querySelectorAll(".value"))
      span.className = "name";
  }
}

function markValues(line, values) {
  for (const span of line.querySelectorAll(".name"))
    if (values.some(value => identifierOf(value.name) === span.textContent))
      span.className = "value";
}

/* What costs memory or time shows without asking: what is decided about the line itself and about
 * the values that it makes. */
function drawChips(line, id) {
  const made = line.known.values.filter(value => value.place && lineId(value.place) === id);
  const all = [...line.known.decisions, ...made.flatMap(value => value.decisions)];
  for (const [name, glyph] of Object.entries(CHIPS)) {
    const decision = data.decisions.find(d => d.name === name);
    if (all.includes(data.decisions.indexOf(decision)))
      line.querySelector(".notes").append(
        element("span", {class: "note chip", title: decision.text}, `${glyph} ${name}`));
  }
}

function colour(loss) {
  clearLines();
  for (const sheet of loss.sheets) {
    for (const known of sheet.lines) {
      const line = lineAt({file: sheet.file, line: known.line});
      const activity = data.activities[known.activity];
      line.known = {activity, decisions: known.decisions, values: known.values.map(v => loss.values[v])};
      line.classList.add("known", activity.name);
      line.setAttribute("aria-description", `${activity.name}: ${activity.text}`);
      line.querySelector(".glyph").textContent = GLYPHS[activity.name];
      markValues(line, line.known.values);
      drawChips(line, lineId({file: sheet.file, line: known.line}));
    }
  }
}

/* ---- the path of a parameter */

/* A struct speaks through the first of its fields that has something to tell. */
function pathOf(parameter) {
  if (!parameter.fields)
    return parameter.path;
  const lost = parameter.fields.find(field => verdictOf(field) !== "gradient" && field.path.length > 1);
  return (lost || parameter.fields[0] || {path: []}).path;
}

/* Steps that follow each other on one line are one stop. */
function stopsOf(path) {
  const stops = [];
  let lost = false;
  for (const step of path.filter(step => step.place)) {
    const id = lineId(step.place);
    const last = stops[stops.length - 1];
    const stop = last && last.id === id ? last : {id, steps: [], isLost: lost, isCut: false};
    if (stop !== last)
      stops.push(stop);
    stop.steps.push(step);
    lost = lost || step.role === "cut";
    stop.isCut = stop.isCut || step.role === "cut";
  }
  return stops;
}

const STEP_WORDS = {
  source: step => step.text,
  call: step => step.text,
  flow: step => step.text,
  cut: step => "✕ " + step.text,
  sink: step => (step.text ? step.text + ", " : "") + "the loss",
};

function annotate(stops) {
  for (const note of document.querySelectorAll(".note.step"))
    note.remove();
  stops.forEach((stop, i) => {
    const kind = stop.isCut || stop.isLost ? "cut" : "gradient";
    for (const step of stop.steps) {
      const words = STEP_WORDS[step.role](step);
      if (!words)
        continue;
      const look = step.role === "cut" ? "cut" : kind === "cut" ? "inactive" : "gradient";
      document.getElementById(stop.id).querySelector(".notes").append(
        element("span", {class: `note step ${look}`, role: "note", "aria-label": `step ${i + 1}: ${words}`}, words));
    }
  });
}

function arrowHead(kind) {
  return drawn("marker", {id: "head-" + kind, class: kind, viewBox: "0 0 8 8", refX: 7, refY: 4,
                          markerWidth: 8, markerHeight: 8, orient: "auto", markerUnits: "userSpaceOnUse"},
               drawn("path", {d: "M0 0 8 4 0 8z"}));
}

/* Arrows that follow each other bulge differently, so that they can be told apart. */
function drawArrow(svg, from, to, number) {
  const kind = to.isLost ? "cut" : "gradient";
  const distance = Math.abs(to.y - from.y);
  const bulge = Math.min(40, 12 + Math.sqrt(distance) * 2) + 7 * (number % 3);
  const x = from.x - 9, side = to.y > from.y ? -1 : 1;
  svg.append(drawn("path", {
    class: `arrow ${kind}${to.isLost ? " lost" : ""}`,
    d: `M${x} ${from.y} C${x - bulge} ${from.y} ${x - bulge} ${to.y + side * 3} ${x - 1} ${to.y + side * 2}`,
    "marker-end": `url(#head-${kind})`,
  }));
}

/* A line that the path comes by several times has one dot, with all its numbers. */
function drawDots(svg, stops) {
  for (const stop of new Map(stops.map(stop => [stop.id, stop])).values()) {
    const all = stops.filter(other => other.id === stop.id);
    const text = all.map(other => stops.indexOf(other) + 1).join("·");
    const width = 10 + 6 * text.length;
    const kind = all.some(other => other.isCut) ? "cut" : stop.isLost ? "inactive" : "gradient";
    svg.append(drawn("g", {class: kind},
      drawn("rect", {x: stop.x + 8 - width, y: stop.y - 8, width, height: 16, rx: 8}),
      drawn("text", {x: stop.x + 8 - width / 2, y: stop.y}, text)));
  }
}

function drawPath() {
  const svg = document.getElementById("arrows");
  svg.replaceChildren(drawn("defs", {}, arrowHead("gradient"), arrowHead("cut")));
  const stops = state.parameter ? stopsOf(pathOf(state.parameter)) : [];
  const origin = document.getElementById("source").getBoundingClientRect();
  for (const stop of stops) {
    const box = document.getElementById(stop.id).querySelector(".rail").getBoundingClientRect();
    stop.x = box.right - 16 - origin.left;
    stop.y = box.top + box.height / 2 - origin.top;
  }
  stops.slice(1).forEach((stop, i) => drawArrow(svg, stops[i], stop, i));
  drawDots(svg, stops);
  return stops;
}

/* ---- selection */

function addressOf(loss, parameter, field) {
  return "#" + [loss, parameter, field].filter(Boolean).map(part => part.name).join(".");
}

function show(loss, parameter, isAsked) {
  if (loss !== state.loss)
    colour(loss);
  Object.assign(state, {loss, parameter});
  for (const card of document.querySelectorAll(".loss"))
    card.classList.toggle("selected", card.loss === loss);
  for (const button of document.querySelectorAll(".parameter"))
    button.setAttribute("aria-pressed", String(button.parameter === parameter));
  const stops = drawPath();
  annotate(stops);
  const goal = stops.find(stop => stop.isCut) || stops[0];
  const line = goal ? document.getElementById(goal.id) : loss.place && lineAt(loss.place);
  if (isAsked && line)
    line.scrollIntoView({block: "center"});
}

/* "mse.m.layer.w" is field "layer.w" of parameter "m". */
function find(address) {
  const [name, parameterName, ...rest] = address.split(".");
  const loss = data.losses.find(loss => loss.name === name);
  const parameter = loss && loss.parameters.find(p => p.name === parameterName);
  const field = parameter && parameter.fields && parameter.fields.find(f => f.name === rest.join("."));
  return [loss, field || parameter || null];
}

function follow(isAsked) {
  const address = decodeURIComponent(location.hash.slice(1));
  const [loss, parameter] = find(address);
  if (loss)
    show(loss, parameter, isAsked);
  else if (!state.loss && data.losses.length)
    show(data.losses[0], firstLost(data.losses[0]), false);
}

/* What the reader came for: a parameter that loses its gradient. */
function firstLost(loss) {
  const all = loss.parameters.flatMap(p => p.fields || [p]);
  return all.find(p => verdictOf(p) !== "gradient" && p.path.length > 1) || all[0] || null;
}

/* ---- the side */

function drawParameter(loss, parameter, owner) {
  const verdict = data.verdicts[parameter.verdict];
  const address = owner ? addressOf(loss, owner, parameter) : addressOf(loss, parameter);
  const button = element("button",
    {class: "parameter " + verdict.name, type: "button", "aria-pressed": "false",
     onclick: () => { if (location.hash === address) follow(true); else location.hash = address; }},
    element("span", {class: "name"}, parameter.name),
    element("span", {class: "verdict", title: verdict.text}, `${MARKS[verdict.name]} ${verdict.name}`),
    parameter.reason ? element("span", {class: "reason"}, parameter.reason) : null);
  button.parameter = parameter;
  return element("li", {}, button,
    parameter.fields ? element("ul", {}, ...parameter.fields.map(f => drawParameter(loss, f, parameter))) : null);
}

function drawLoss(loss) {
  const card = element("div", {class: "loss"},
    element("h3", {}, element("button", {type: "button", onclick: () => { location.hash = loss.name; }},
      loss.name, loss.place ? element("small", {}, placeText(loss.place)) : null)),
    loss.broken ? element("p", {class: "broken"}, "It has an error that keeps it from being looked at.")
                : element("ul", {}, ...loss.parameters.map(p => drawParameter(loss, p, null))));
  card.loss = loss;
  document.getElementById("losses").append(card);
}

function messageLink(entry, ...words) {
  const target = entry.place ? "#" + lineId(entry.place) : undefined;
  const isShown = entry.place && lineAt(entry.place);
  return element("a", {href: isShown ? target : undefined}, ...words,
    entry.place ? element("small", {}, " " + placeText(entry.place)) : null);
}

function drawDiagnostic(diagnostic) {
  return element("div", {class: "diagnostic " + diagnostic.severity},
    messageLink(diagnostic, element("b", {}, diagnostic.severity + ": "), diagnostic.message,
                diagnostic.id ? element("small", {}, ` [${diagnostic.id}]`) : null),
    element("ul", {}, ...diagnostic.notes.map(n => element("li", {}, messageLink(n, n.message)))));
}

function drawDiagnostics() {
  const section = document.getElementById("diagnostics");
  section.append(...data.diagnostics.map(drawDiagnostic));
  if (!data.diagnostics.length)
    section.append(element("p", {}, "None."));
}

function drawLegend() {
  const row = (name, text, glyph) => element("li", {},
    element("span", {class: "swatch " + name}, glyph ? `${glyph} ${name}` : name), text);
  document.getElementById("legend").append(element("ul", {},
    ...data.activities.map(a => row(a.name, a.text, GLYPHS[a.name])),
    ...data.decisions.map(d => row(d.name, d.text))));
}

function drawHeader() {
  const count = severity => data.diagnostics.filter(d => d.severity === severity).length;
  const parts = [plural(data.losses.length, "loss"), plural(count("error"), "error"),
                 plural(count("warning"), "warning")];
  document.getElementById("input").textContent = data.input;
  document.getElementById("summary").textContent = parts.join(" · ");
  document.title = `${data.input}: gradient report`;
}

/* ---- start */

function toggleTheme() {
  const isDark = getComputedStyle(document.documentElement).colorScheme === "dark" ||
    (!document.documentElement.dataset.theme && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = isDark ? "light" : "dark";
}

function start() {
  drawHeader();
  data.files.forEach(drawFile);
  data.losses.forEach(drawLoss);
  drawDiagnostics();
  drawLegend();
  const source = document.getElementById("source");
  source.addEventListener("mouseover", onHover);
  source.addEventListener("mouseleave", hideCard);
  source.addEventListener("focusin", onFocus);
  source.addEventListener("focusout", hideCard);
  document.addEventListener("keydown", onKey);
  document.getElementById("theme").addEventListener("click", toggleTheme);
  addEventListener("hashchange", () => follow(true));
  new ResizeObserver(drawPath).observe(source);
  follow(Boolean(location.hash));
}

start();
