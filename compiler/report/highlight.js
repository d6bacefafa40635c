/* C, as far as colours need it: a line becomes spans, one a word. */

const KEYWORDS = new Set(("auto break case char const continue default do double else enum extern " +
  "float for goto if inline int long register restrict return short signed sizeof static struct " +
  "switch typedef union unsigned void volatile while _Bool _Complex _Static_assert").split(" "));

/* The first that matches at a place counts. */
const TOKENS = [
  ["comment", /\/\/.*|\/\*.*?(?:\*\/|$)/y],
  ["text", /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/y],
  ["directive", /#\s*\w+/y],
  ["number-literal", /\d[\w.]*/y],
  ["annotation", /(?:GRADC_|gradc_)\w*/y],
  ["name", /[A-Za-z_]\w*/y],
  [null, /[^\w"'/#]+|[^]/y],
];

function tokenAt(text, at) {
  for (const [kind, pattern] of TOKENS) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match)
      return [kind === "name" && KEYWORDS.has(match[0]) ? "keyword" : kind, match[0]];
  }
  throw new Error("unreachable");
}

/* Returns the line as an element, and whether the next one begins within a comment, as this one
 * does when `inside`. */
function highlight(text, inside) {
  const code = element("code");
  let at = 0;
  if (inside) {
    const end = text.indexOf("*/");
    at = end < 0 ? text.length : end + 2;
    code.append(element("span", {class: "comment"}, text.slice(0, at)));
    inside = end < 0;
  }
  while (at < text.length) {
    const [kind, token] = tokenAt(text, at);
    code.append(kind ? element("span", {class: kind}, token) : token);
    inside = token.startsWith("/*") && !token.slice(2).endsWith("*/");
    at += token.length;
  }
  return [code, inside];
}
