import type { ParameterDescription, ParameterStyle } from "./description.ts";

/** The start of a style's text, what stands between its pairs, and what stands between the members of one value. */
const styles: { readonly [style in ParameterStyle]: readonly [start: string, pairs: string, members: string] } = {
  matrix: [";", ";", ","],
  label: [".", ".", ","],
  simple: ["", ",", ","],
  form: ["", "&", ","],
  spaceDelimited: ["", "&", "%20"],
  pipeDelimited: ["", "&", "%7C"],
  deepObject: ["", "&", ","],
};

/**
 * The text of one parameter by its style, explode, allowReserved and content (OpenAPI Specification 3.1.1, section
 * 4.8.12.6; RFC 6570): `a=1&b=2` for a query, `;a=1` for a path, `1,2` for a header. Empty when nothing is to be sent:
 * undefined and null are left out, on the top and inside arrays and objects, as are empty arrays and objects.
 *
 * Names are percent-encoded too, brackets included, as in the specification's own table (`color%5BR%5D=100`).
 */
export function writeParameter(parameter: ParameterDescription, value: unknown): string {
  const place = parameter.in;
  const isBareByDefault = place === "path" || place === "header";
  const style = parameter.style ?? (isBareByDefault ? "simple" : "form");
  const explode = parameter.explode ?? style === "form";
  const [start, between, delimiter] = styles[style];
  const shown = parameter.content && isJson(parameter.content) && value !== undefined ? JSON.stringify(value) : value;
  const isBare = style === "label" || style === "simple";
  const hasKeys = !isBare || (explode && !Array.isArray(shown) && membersOf(shown) !== undefined);
  const encode =
    place === "header"
      ? (text: string) => text
      : parameter.allowReserved
        ? (text: string) => encodeReserved(text, place === "path" ? inPath : inQuery)
        : encodeURIComponent;
  const pairs = pairsOf(parameter.name, shown, style, explode).map(([key, members]) => {
    const text = members.map(encode).join(delimiter);
    const name = place === "header" ? key : encodeURIComponent(key);
    return hasKeys ? (style === "matrix" && !text ? name : `${name}=${text}`) : text;
  });
  return pairs.length ? start + pairs.join(place === "cookie" ? "; " : between) : "";
}

/**
 * A value as pairs of a name and its members, before encoding: `[["color", ["blue", "black"]]]`. What the specification
 * leaves open: arrays inside a deepObject are numbered (`ids[0]`), nested values of other styles become JSON.
 */
export function pairsOf(name: string, value: unknown, style: ParameterStyle, explode: boolean): [string, string[]][] {
  const members = membersOf(value);
  if (!members) return value === undefined || value === null ? [] : [[name, [textOf(value)]]];
  if (style === "deepObject") return members.flatMap(([key, member]) => pairsOf(`${name}[${key}]`, member, style, true));
  const isArray = Array.isArray(value);
  if (explode) return members.map(([key, member]) => [isArray ? name : key, [textOf(member)]]);
  const list = members.flatMap(([key, member]) => (isArray ? [textOf(member)] : [key, textOf(member)]));
  return list.length ? [[name, list]] : [];
}

/** Whether a media type is JSON: `application/json`, or one with a suffix such as `application/problem+json`. */
export function isJson(mediaType: string): boolean {
  return /^[^;]*\bjson\b/i.test(mediaType);
}

function membersOf(value: unknown): [string, unknown][] | undefined {
  const shown = plain(value);
  if (typeof shown !== "object" || !shown) return undefined;
  return Object.entries(shown).filter(([, member]) => member !== undefined && member !== null);
}

function textOf(value: unknown): string {
  const shown = plain(value);
  return typeof shown === "object" ? JSON.stringify(shown) : String(shown);
}

/** A Date is its ISO text, and whatever knows its own JSON (Temporal, URL, decimals) is that. */
function plain(value: unknown): unknown {
  const own = value as { toISOString?(): unknown; toJSON?(): unknown } | undefined | null;
  return own?.toISOString?.() ?? own?.toJSON?.() ?? value;
}

/** Reserved characters that would not end the value; an `&` or `#` in a query, a `/`, `?` or `#` in a path would. */
const inQuery = /(%[\da-f]{2}|[:/?[\]@!$'()*+,;=])/i;
const inPath = /(%[\da-f]{2}|[:[\]@!$&'()*+,;=])/i;

function encodeReserved(text: string, kept: RegExp): string {
  return text
    .split(kept)
    .map((part, index) => (index % 2 ? part : encodeURIComponent(part)))
    .join("");
}
