import type {
  JsonWriter,
  Omitted,
  ParameterDescription,
  ParameterStyle,
  Preparation,
  RequestDraft,
} from "../core/description.ts";
import { isJson } from "../core/json.ts";
import type { Middleware } from "../core/transport.ts";

/**
 * Writes primitives and arrays of them in path or query by the default style: `simple`, or `form` exploded. Names are
 * percent-encoded too, brackets included, as in the specification's own table (`color%5BR%5D=100`); every conforming
 * server decodes them.
 */
export function writeParameter(
  draft: RequestDraft,
  { name, in: place }: ParameterDescription,
  value: unknown,
): void {
  const texts = [value as Partial<Date> & string]
    .flat()
    .flatMap((member) =>
      member == null ? [] : encodeURIComponent(member.toISOString?.() ?? member),
    );
  if (place === "path") draft.path[name] = texts.join();
  else for (const text of texts) draft.query.push(`${encodeURIComponent(name)}=${text}`);
}

/**
 * Writes a primitive or an array of them as a header, by the style `simple` and without percent-encoding. `Accept`,
 * `Content-Type` and `Authorization` are not parameters (OpenAPI Specification 3.1.1, section 4.8.12.1) and left out.
 *
 * Throws a TypeError, which does not repeat the value, when a header cannot carry it: line ends would add headers,
 * characters beyond Latin-1 cannot be sent, and an item with a comma would be two.
 */
export function writeHeader(
  draft: RequestDraft,
  { name, argument = name }: ParameterDescription,
  value: unknown,
): void {
  if (/^(accept|content-type|authorization)$/i.test(name)) return;
  const members = [value].flat().filter((member) => member != null);
  const texts = members.map((member) =>
    member instanceof Date ? member.toISOString() : String(member),
  );
  if (Array.isArray(value)) texts.forEach(refuseIn(argument, ","));
  const text = texts.join();
  if (/[^\t -~\x80-\xff]/.test(text))
    throw new TypeError(`no header can carry a character of the argument "${argument}"`);
  if (members.length) draft.header[name] = text;
}

/**
 * A URL with the variables of a path template, such as `/tickets/{ticketId}`, replaced by their texts.
 *
 * Throws a TypeError, "has no value", when an argument is missing or makes a segment empty, `.` or `..`: URL parsing
 * would drop the segment, or the one before it, and the request would reach another operation. Percent-encoding does
 * not prevent that (URL Standard, "double-dot URL path segment": `%2e%2e` counts too). It throws one for a user or a
 * password in the base URL as well: the platform refuses those with an error that shows them.
 */
export function expandPath(url: string, { path }: RequestDraft, operation: string): string {
  if (/^\s*\w+:[\\/]*[^\\/]*@/.test(url))
    throw new TypeError(`${operation}: baseUrl has a password`);
  return url.replace(/(\{[^{}]*\}|[^/?])+/g, (segment) => {
    // A missing value is marked by a character that no text has: it would be encoded there.
    const text = segment.replace(/\{([^{}]*)\}/g, (_, name: string) => path[name] ?? "\0");
    if (text !== segment && /^(\.|%2e){0,2}$|\0/i.test(text))
      throw new TypeError(`${operation}: ${segment} has no value`);
    return text;
  });
}

/**
 * `expandPath` for a template with a query of its own, which comes first (`/v1/?Action=Y`), or with a fragment, which
 * tells twins apart in documents (`/x#2`) and is not sent. What a call gives is not sent twice.
 */
export function expandPathWithQuery(url: string, draft: RequestDraft, operation: string): string {
  const [address = "", literal = ""] = expandPath(url.split("#")[0]!, draft, operation).split(
    /\?([\s\S]*)/,
  );
  // Hidden from openapi-fetch, which would put a second question mark before it.
  const query = draft.query.splice(0);
  const nameOf = (pair: string) => pair.split("=")[0]!;
  const given = new Set(query.map(nameOf));
  const own = literal.split("&").filter((pair) => pair && !given.has(nameOf(pair)));
  return [address, [...own, ...query].join("&")].filter(Boolean).join("?");
}

/** The start of a style's text, the separator of its pairs, and that of the members of one pair. */
const styles: {
  readonly [style in ParameterStyle]: readonly [start: string, pairs: string, members: string];
} = {
  matrix: [";", ";", ","],
  label: [".", ".", ","],
  simple: ["", ",", ","],
  form: ["", "&", ","],
  spaceDelimited: ["", "&", "%20"],
  pipeDelimited: ["", "&", "%7C"],
  tabDelimited: ["", "&", "%09"],
  deepObject: ["", "&", ","],
};

/**
 * Writes a parameter of any place by its style, explode, allowReserved and content (OpenAPI Specification 3.1.1,
 * section 4.8.12.6; RFC 6570). Undefined and null members are left out, and so is an array or an object without
 * members. Throws a TypeError where an item holds what separates items and cannot be encoded: in headers, and the space
 * and the pipe of `spaceDelimited` and `pipeDelimited`.
 */
export function writeStyled(
  draft: RequestDraft,
  parameter: ParameterDescription,
  value: unknown,
): void {
  const { name, in: place } = parameter;
  const text = textOfParameter(parameter, value);
  if (text === undefined) return;
  if (place === "path") draft.path[name] = text;
  else if (place === "header") writeHeader(draft, parameter, text);
  else if (place === "query") draft.query.push(text);
  else
    draft.header["Cookie"] = draft.header["Cookie"] ? `${draft.header["Cookie"]}; ${text}` : text;
}

/**
 * Writes a cookie of the style `cookie` (OpenAPI Specification 3.2, section 4.12.3): nothing is encoded, so that a
 * value that would begin another cookie is refused.
 */
export function writeCookie(
  draft: RequestDraft,
  { name, explode = true, json }: ParameterDescription,
  value: unknown,
): void {
  const separator = explode ? undefined : ",";
  const pairs = pairsOf(name, value, { style: "form", explode, json, separator }).map(
    ([key, texts]) => `${key}=${texts.join(",")}`,
  );
  if (pairs.some((pair) => /[;\p{Cc}]/u.test(pair)))
    throw new TypeError(`the cookie "${name}" has a semicolon or a control character`);
  const all = [draft.header["Cookie"], ...pairs].filter(Boolean).join("; ");
  if (all) draft.header["Cookie"] = all;
}

/**
 * The text of a parameter: `a=1&b=2` in a query, `a=1; b=2` in a cookie, `;a=1;b=2` in a path, `a=1,b=2` in a header.
 */
export function textOfParameter(
  parameter: ParameterDescription,
  value: unknown,
): string | undefined {
  const { name, in: place, json = JSON.stringify } = parameter;
  const isBareByDefault = place === "path" || place === "header";
  const style = parameter.style ?? (isBareByDefault ? "simple" : "form");
  const explode = parameter.explode ?? style === "form";
  const [start, between, delimiter] = styles[style];
  const shown = isJson(parameter.content) ? json(value) : value;
  const isObject = !Array.isArray(shown) && membersOf(shown) !== undefined;
  const isNamed = !isBareByDefault || style === "matrix" || (explode && isObject);
  const encode = place === "header" ? String : encodeURIComponent;
  const encodeValue = parameter.allowReserved
    ? reserving(place === "path" ? inPath : place === "cookie" ? inCookie : inQuery)
    : encode;
  const divider = explode ? between : delimiter;
  // What stands between items stands inside of them percent-encoded, also where it is not by itself.
  const dividers = [style === "matrix" && ";", membersOf(shown) && divider];
  const hide = (text: string) =>
    dividers.reduce<string>(
      (hidden, each) =>
        each && /^[.,;]$/.test(each) && place !== "header"
          ? hidden.replaceAll(each, `%${each.charCodeAt(0).toString(16).toUpperCase()}`)
          : hidden,
      text,
    );
  const separator =
    place === "header" || (!explode && delimiter !== ",") ? decodeURIComponent(divider) : undefined;

  const pairs = pairsOf(name, shown, { style, explode, json, separator }).map(([key, members]) => {
    const text = members
      .map((member) => hide(encodeValue(member)))
      .join(place === "header" ? decodeURIComponent(delimiter) : delimiter);
    if (!isNamed) return text;
    const encodedKey = hide(encode(key));
    return style === "matrix" && !text ? encodedKey : `${encodedKey}=${text}`;
  });
  return pairs.length ? start + pairs.join(place === "cookie" ? "; " : between) : undefined;
}

/**
 * A value as names and the texts of their members, before encoding: `[["color", ["blue", "black"]]]`. What the
 * specification leaves open: arrays inside a deepObject are numbered (`ids[0]`), brackets in its keys are
 * percent-encoded once more, nested values of other styles are JSON. Throws a TypeError where a member holds the
 * `separator`.
 */
export function pairsOf(
  name: string,
  value: unknown,
  {
    style,
    explode,
    json,
    separator,
  }: {
    style: ParameterStyle;
    explode: boolean;
    json: JsonWriter | undefined;
    separator?: string | undefined;
  },
): (readonly [name: string, texts: readonly string[]])[] {
  const members = membersOf(value);
  if (!members) return [[name, [textOf(value, json)]]];
  if (style === "deepObject")
    return members.flatMap(([key, member]) =>
      pairsOf(`${name}[${key.replace(bracket, encodeURIComponent)}]`, member, {
        style,
        explode: true,
        json,
      }),
    );
  const isArray = Array.isArray(value);
  const texts = members.flatMap(([key, member]) =>
    isArray ? [textOf(member, json)] : [key, textOf(member, json)],
  );
  if (separator) texts.forEach(refuseIn(name, separator));
  if (explode)
    return members.map(([key, member]) => [isArray ? name : key, [textOf(member, json)]]);
  return texts.length ? [[name, texts]] : [];
}

/** A bracket in a key, and the percent sign of what would be taken for an encoded one. */
const bracket = /[[\]]|%(?=5b|5d|25)/gi;

/** Refuses a text that others would read as two. */
function refuseIn(name: string, separator: string): (text: string) => void {
  return (text) => {
    if (text.includes(separator))
      throw new TypeError(`an item of "${name}" has what separates items: "${separator}"`);
  };
}

/** The text of a primitive; of an array or an object its JSON. */
export function textOf(value: unknown, json: JsonWriter = JSON.stringify): string {
  const plain = plainOf(value);
  return typeof plain === "object" ? json(plain)! : String(plain);
}

/** The members of an array or an object that have a value; undefined for a primitive. */
function membersOf(value: unknown): [key: string, member: unknown][] | undefined {
  const plain = plainOf(value);
  if (typeof plain !== "object") return undefined;
  return Object.entries(plain ?? {}).filter(([, member]) => member != null);
}

/** What represents an object that has a text of its own: a Date's ISO text, the JSON of a URL or a Temporal value. */
function plainOf(value: unknown): unknown {
  const own = value as { toISOString?(): unknown; toJSON?(): unknown } | undefined | null;
  return own?.toISOString?.() ?? own?.toJSON?.() ?? value;
}

/**
 * Percent-triplets, and the reserved characters that mean themselves there (OpenAPI Specification 3.1.1, section
 * 4.8.12.2.2): `&` and `#` end a value in a query, where `+` is a space, `/?#` in a path, and no cookie has `,` and `;`
 * (RFC 6265, section 4.1.1).
 */
const inQuery = /(%[\da-f]{2}|[:/?[\]@!$'()*,;=])/i;
const inPath = /(%[\da-f]{2}|[:[\]@!$&'()*+,;=])/i;
const inCookie = /(%[\da-f]{2}|[:/?#[\]@!$&'()*+=])/i;

function reserving(reserved: RegExp): (text: string) => string {
  return (text) =>
    text
      .split(reserved)
      .map((part, index) => (index % 2 ? part : encodeURIComponent(part)))
      .join("");
}

/** A parameter that is set once, on the client. */
export interface ClientParameter {
  /** On the wire. */
  readonly name: string;
  /** The option that carries it. */
  readonly option: string;
  readonly value: unknown;
}

/** A parameter that is sent as a header with every request to the API. */
export interface ClientHeader extends ClientParameter {
  /** Requests that take no such header: method and path template, such as `GET /organizations`. */
  readonly exclude: readonly string[];
}

/**
 * Fills in the arguments that a call leaves out, but not where the request goes to another server than the API. Throws
 * a TypeError for a required one that neither the call nor the client has.
 */
export function fillArguments(known: readonly ClientParameter[]): Preparation {
  return ({ name: operation, parameters = [] }, args, { omit }) => {
    const filled = new Map(Object.entries(args).filter(([, value]) => value !== undefined));
    for (const { name, argument = name, client } of parameters) {
      if (!client || filled.has(argument)) continue;
      const { option, value } = known.find((each) => each.name === name) ?? {};
      if (value !== undefined && omit !== "client") filled.set(argument, value);
      else if (client === "required") {
        const where = omit === "client" ? "" : `, or the client its "${option}"`;
        throw new TypeError(
          `${operation}: the argument "${argument}" is required; give it to the call${where}`,
        );
      }
    }
    return Object.fromEntries(filled);
  };
}

/** Sends parameters as headers with requests to the API, with the value of the call where it has one of its own. */
export function sendHeaders(headers: readonly ClientHeader[]): Middleware {
  return {
    onRequest({ request, schemaPath, params: { query, header } }) {
      if ((request as { omit?: Omitted }).omit === "client") return;
      for (const { name, value, exclude } of headers) {
        const own = [query, header].find((given) => given && Object.hasOwn(given, name))?.[name];
        const sent = own ?? value;
        if (
          sent == null ||
          request.headers.has(name) ||
          exclude.includes(`${request.method} ${schemaPath}`)
        )
          continue;
        request.headers.set(name, String(sent));
      }
    },
  };
}
