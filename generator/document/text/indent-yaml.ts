import { loadYaml } from "./parsers.ts";

/** How much text is parsed again to find what is to be indented, in characters. */
const mostParsed = 20_000_000;

/** How many faults of one line are mended: a scalar in brackets has two. */
const mostOnLine = 3;

const unclosedQuote = /^Missing closing (["'])/;
const flow = /^Flow (?:map|sequence) in block collection must be sufficiently indented/;

/**
 * YAML in which the lines of quoted scalars and flow collections are indented as YAML 1.2 has it (section 6.1), which
 * most parsers do not ask for. It has the same lines, and the same values: what such lines begin with says nothing. The
 * text itself where nothing of it is wrong in that way.
 */
export function indentYaml(text: string): string {
  let indented = text;
  let last = -1;
  let onLine = 0;
  for (let parsed = 0; parsed < mostParsed; parsed += text.length) {
    const fault = firstFault(indented);
    // what is mended moves the first fault on
    const line = fault === undefined ? -1 : indented.slice(0, fault.pos[0]).split("\n").length;
    onLine = line === last ? onLine + 1 : 0;
    if (!fault || line < last || onLine > mostOnLine) return indented;
    last = line;
    const next = withoutFault(indented, fault);
    if (next === undefined) return indented;
    indented = next;
  }
  return indented;
}

interface Fault {
  readonly message: string;
  readonly pos: readonly [number, number];
}

function firstFault(text: string): Fault | undefined {
  const { errors } = loadYaml().parseDocument(text, {
    uniqueKeys: false,
    merge: true,
    prettyErrors: false,
    logLevel: "silent",
  });
  return errors[0];
}

/** The text without a fault of that kind; undefined where it is another. */
function withoutFault(text: string, { message, pos: [offset] }: Fault): string | undefined {
  const quote = unclosedQuote.exec(message)?.[1];
  if (quote !== undefined) return withQuoted(text, quote, offset);
  return flow.test(message) ? withIndented(text, offset, offset + 1) : undefined;
}

/** Indents the lines of a scalar that the parser takes to end with a line. */
function withQuoted(text: string, quote: string, offset: number): string | undefined {
  const end = text.slice(0, offset).trimEnd().length;
  const start = text.lastIndexOf("\n", end - 1) + 1;
  const inside = quote === '"' ? /"(?:[^"\\]|\\.)*\\?$/ : /'(?:[^']|'')*$/;
  const opened = inside.exec(text.slice(start, end));
  const closing = quote === '"' ? /(?:[^"\\]|\\[\s\S])*"/y : /(?:[^']|'')*'/y;
  closing.lastIndex = end;
  if (!opened || !closing.test(text)) return undefined;
  return withIndented(text, text.indexOf("\n", end) + 1, closing.lastIndex, opened.index + 1);
}

/** Indents the lines from an offset to another; by default a little more than the line before. */
function withIndented(text: string, from: number, to: number, width?: number): string | undefined {
  const start = text.lastIndexOf("\n", from - 1) + 1;
  if (start === 0) return undefined;
  const before = text.slice(text.lastIndexOf("\n", start - 2) + 1, start);
  const indent = " ".repeat(width ?? /^ */.exec(before)![0].length + 1);
  const lines = text.slice(start, to);
  // the marks of a document's end are that in scalars, too
  if (/^(?:---|\.\.\.)\s/m.test(lines)) return undefined;
  return text.slice(0, start) + lines.replace(/^(?=.)/gm, indent) + text.slice(to);
}
