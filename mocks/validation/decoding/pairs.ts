/** A name and a value as they were sent, percent-encoded. */
export interface Pair {
  /** The name decoded; undefined when its escapes are malformed, so that it names nothing. */
  readonly name: string | undefined;
  readonly value: string;
}

/** The pairs of a query or of a form (WHATWG URL, section 5.1), in order; nothing is decoded but the names. */
export function parseQuery(query: string): Pair[] {
  const pairs: Pair[] = [];
  for (let start = 0; start < query.length; ) {
    const next = query.indexOf("&", start);
    const end = next === -1 ? query.length : next;
    if (end > start) {
      const [name, value] = cut(query.slice(start, end));
      pairs.push({ name: decodeQueryText(name), value });
    }
    start = end + 1;
  }
  return pairs;
}

const noPairs: readonly Pair[] = [];

/** The pairs of a `Cookie` header (RFC 6265, section 5.4). */
export function parseCookies(header: string): readonly Pair[] {
  if (header === "") return noPairs;
  return header
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => {
      const [name, value] = cut(part);
      return { name: name.trim(), value: /^".*"$/.test(value) ? value.slice(1, -1) : value };
    });
}

/** The text of a query's part; undefined when an escape is malformed. */
export function decodeQueryText(text: string): string | undefined {
  return decodePercent(text.includes("+") ? text.replaceAll("+", " ") : text);
}

/** The text of a path's part or of a cookie; undefined when an escape is malformed. */
export function decodePercent(text: string): string | undefined {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function cut(part: string): [name: string, value: string] {
  const equals = part.indexOf("=");
  return equals === -1 ? [part, ""] : [part.slice(0, equals), part.slice(equals + 1)];
}
