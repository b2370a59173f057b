/** The longest line of generated code, in columns. */
export const printWidth = 100;

/** Where something is laid out. */
export interface Place {
  /** The column at which the lines after the first one begin, and to which the last one goes back. */
  readonly indent: number;
  /** The column at which it begins itself. */
  readonly column: number;
  /** How many columns what follows it takes on its last line. */
  readonly tail: number;
}

/** At the beginning of a line. */
export const lineStart: Place = { indent: 0, column: 0, tail: 0 };

/** The columns that are left at a place. */
export function roomAt({ column, tail }: Place): number {
  return printWidth - column - tail;
}

/** A line end, and the indentation of the next line. */
export function newLine(indent: number): string {
  return `\n${" ".repeat(indent)}`;
}

/** How many columns a text takes: wide characters take two. */
export function widthOf(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  for (const character of text.replace(/\p{M}/gu, "")) width += wide.test(character) ? 2 : 1;
  return width;
}

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
