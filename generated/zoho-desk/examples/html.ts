/** Text that is markup already. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Insert = Html | string | number | readonly Html[];

/** Markup (HTML and the SVG in it) around values: all but markup is escaped, for elements and quoted attributes alike. */
export function html(parts: TemplateStringsArray, ...values: readonly Insert[]): Html {
  return new Html(String.raw({ raw: parts }, ...values.map(markup)));
}

function markup(value: Insert): string {
  if (value instanceof Html) return value.text;
  if (typeof value === "object") return value.map(({ text }) => text).join("");
  return (
    String(value)
      // Characters that HTML does not allow at all, not even as references (HTML Standard, "numeric character reference").
      .replace(/[^\P{Cc}\t\n\r]/gu, "�")
      .replace(/[&<>"'`]/g, (character) => `&#${character.codePointAt(0)};`)
  );
}
