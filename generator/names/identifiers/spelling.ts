/** What people call the characters that names leave out. */
const symbolNames: Readonly<Record<string, string>> = {
  _: "underscore",
  "-": "dash",
  ".": "dot",
  " ": "space",
  "/": "slash",
  ":": "colon",
  ";": "semicolon",
  ",": "comma",
  "+": "plus",
  "@": "at",
  "#": "hash",
  $: "dollar",
  "%": "percent",
  "&": "and",
  "=": "equals",
  "~": "tilde",
  "*": "star",
  "!": "bang",
  "?": "question mark",
  "|": "bar",
};

/** A text with its symbols as words, but for those in `kept`: `a_b` → `a underscore b`. */
export function spellSymbols(text: string, kept = ""): string {
  return [...text]
    .map((each) => (symbolNames[each] && !kept.includes(each) ? ` ${symbolNames[each]} ` : each))
    .join("");
}

/** A text with its symbols as words, or, where it has none, with what a person calls the case of its letters. */
export function spellCase(text: string, kept = ""): string {
  const spelled = spellSymbols(text, kept);
  return spelled === text ? `${caseOf(text)} ${text}` : spelled;
}

/** What a person calls the case of a text's letters. */
export function caseOf(text: string): "lowercase" | "uppercase" | "mixed case" {
  if (!/\p{Lu}/u.test(text)) return "lowercase";
  return /\p{Ll}/u.test(text) ? "mixed case" : "uppercase";
}
