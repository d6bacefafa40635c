/* The card: what is known of the line under the pointer or the focus, or of the value there. */

/* What a card tells of a value, in columns; what a value does not have is left out. */
const FACTS = [
  value => value.type,
  value => value.range && "in " + value.range,
  value => value.decisions.map(d => data.decisions[d].name).join(", "),
];

/* The identifier under which a value stands in the source: w1 for "m->w1[j][k]". */
function identifierOf(name) {
  const words = name.replace(/\[[^\]]*\]/g, "").match(/[A-Za-z_]\w*/g);
  return words ? words[words.length - 1] : "";
}

function valueRow(value) {
  const activity = data.activities[value.activity].name;
  return element("tr", {class: activity}, element("th", {scope: "row"}, value.name),
    element("td", {class: "kind"}, activity),
    ...FACTS.map(fact => element("td", {}, fact(value) || "")));
}

/* What has one name on a line is one row, though it may be made in several places. */
function byName(values) {
  const rows = new Map();
  for (const value of values) {
    const known = rows.get(value.name);
    rows.set(value.name, !known ? value : {...known,
      range: known.range === value.range ? value.range : undefined,
      activity: Math.min(known.activity, value.activity),
      decisions: [...new Set([...known.decisions, ...value.decisions])]});
  }
  return [...rows.values()];
}

/* Shows what is known of a line, or of one of its values when `word` is given. */
function showCard(line, word, x, y) {
  const card = document.getElementById("card");
  const known = line.known;
  card.hidden = !known;
  if (!known)
    return;
  const values = known.values.filter(v => !word || identifierOf(v.name) === word);
  const loops = known.decisions.map(d => element("p", {}, `${data.decisions[d].name}: ${data.decisions[d].text}`));
  card.replaceChildren(
    element("div", {class: known.activity.name}, element("span", {class: "kind"}, known.activity.name)),
    element("p", {}, known.activity.text), ...(word ? [] : loops),
    element("table", {}, ...byName(values).map(valueRow)));
  card.style.left = Math.max(8, Math.min(x + 16, innerWidth - card.offsetWidth - 12)) + "px";
  card.style.top = (y + 24 + card.offsetHeight > innerHeight ? y - card.offsetHeight - 12 : y + 20) + "px";
}

function hideCard() {
  document.getElementById("card").hidden = true;
  for (const span of document.querySelectorAll(".same"))
    span.classList.remove("same");
}

/* Where else on the page the hovered value stands. */
function showSame(line, word) {
  const values = line.known.values.filter(v => identifierOf(v.name) === word);
  for (const span of document.querySelectorAll(".value"))
    if (span.textContent === word && span.closest(".line").known.values.some(v => values.includes(v)))
      span.classList.add("same");
}

function onHover(event) {
  const line = event.target.closest(".line");
  hideCard();
  if (!line || !line.known)
    return;
  const word = event.target.classList.contains("value") ? event.target.textContent : null;
  showCard(line, word, event.clientX, event.clientY);
  if (word)
    showSame(line, word);
}

function onFocus(event) {
  const line = event.target.closest(".line");
  if (!line || !line.matches(":focus-visible"))
    return;
  const box = line.getBoundingClientRect();
  showCard(line, null, box.left + 140, box.bottom - 20);
}

/* Of the lines of a file one is in the tab order; arrows move on. */
function onKey(event) {
  const line = event.target.closest(".line");
  if (event.key === "Escape")
    hideCard();
  if (!line)
    return;
  const moves = {ArrowDown: line.nextElementSibling, ArrowUp: line.previousElementSibling,
                 Home: line.parentElement.firstElementChild, End: line.parentElement.lastElementChild};
  const next = moves[event.key];
  if (!next)
    return;
  event.preventDefault();
  line.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}
