import { type Chance, integer, pick } from "../chance.ts";
import { characters, word } from "./words.ts";

/** Texts of a format. */
interface Format {
  /** What stands for it where nothing is left to chance. */
  readonly plain: string;
  make(chance: Chance): string;
  /** The text with as many further characters; undefined where it cannot be longer. */
  readonly lengthen?: (text: string, missing: number) => string;
}

const hexadecimal = "0123456789abcdef";
const digits = "0123456789";
const days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const inFront = (text: string, missing: number) => "a".repeat(missing) + text;
const behind = (text: string, missing: number) => text + "a".repeat(missing);
const nought = (text: string, missing: number) => text + "0".repeat(missing);
const asPath = (text: string, missing: number) => `${text}/${"a".repeat(missing - 1)}`;
const asFraction = (text: string, missing: number) => `${text.replace("Z", "")}.${"0".repeat(missing - 1)}Z`;
const asLabels = (text: string, missing: number) => {
  const front = "a".repeat(63);
  const labels = Array.from({ length: Math.floor(missing / 64) }, () => `${front}.`).join("");
  return "a".repeat(missing % 64) + labels + text;
};

/** The hosts are those of RFC 2606: nobody is called by accident. */
const formats: ReadonlyMap<string, Format> = new Map<string, Format>([
  ["date-time", { plain: "2019-08-24T14:15:22Z", make: (chance) => moment(chance), lengthen: asFraction }],
  ["date-time-local", { plain: "2019-08-24T14:15:22", make: (chance) => moment(chance).slice(0, 19) }],
  ["date", { plain: "2019-08-24", make: (chance) => moment(chance).slice(0, 10) }],
  ["time", { plain: "14:15:22Z", make: (chance) => moment(chance).slice(11), lengthen: asFraction }],
  ["time-local", { plain: "14:15:22", make: (chance) => moment(chance).slice(11, 19) }],
  ["duration", { plain: "P1D", make: (chance) => `P${integer(chance, 1, 30)}DT${integer(chance, 1, 23)}H` }],
  ["http-date", { plain: "Sat, 24 Aug 2019 14:15:22 GMT", make: (chance) => httpDate(moment(chance)) }],
  ["email", { plain: "user@example.com", make: (chance) => `${name(chance)}@example.com`, lengthen: inFront }],
  ["idn-email", { plain: "пользователь@пример.ру", make: (chance) => `${name(chance)}@пример.ру`, lengthen: inFront }],
  ["hostname", { plain: "example.com", make: (chance) => `${word(chance)}.example.com`, lengthen: asLabels }],
  ["idn-hostname", { plain: "пример.ру", make: (chance) => `${word(chance)}.пример.ру`, lengthen: asLabels }],
  ["ipv4", { plain: "192.168.0.1", make: (chance) => octets(chance).join(".") }],
  ["ipv6", { plain: "2001:0db8:85a3:0000:0000:8a2e:0370:7334", make: (chance) => `2001:db8::${groups(chance)}` }],
  ["uri", { plain: "http://example.com", make: address, lengthen: asPath }],
  ["url", { plain: "https://example.com", make: address, lengthen: asPath }],
  ["uri-reference", { plain: "../dictionary", make: (chance) => `/${path(chance)}`, lengthen: asPath }],
  ["uri-template", { plain: "http://example.com/{endpoint}", make: (chance) => `${address(chance)}{/id}` }],
  ["iri", { plain: "http://пример.ру", make: (chance) => `http://пример.ру/${path(chance)}`, lengthen: asPath }],
  ["iri-reference", { plain: "../словарь", make: (chance) => `/словарь/${path(chance)}`, lengthen: asPath }],
  ["uuid", { plain: "095be615-a8ad-4c33-8e9c-c7612fbf6c9f", make: uuid }],
  ["json-pointer", { plain: "/json/pointer", make: (chance) => `/${path(chance)}`, lengthen: asPath }],
  ["relative-json-pointer", { plain: "1/relative/json/pointer", make: (chance) => `1/${path(chance)}` }],
  ["regex", { plain: "/regex/", make: (chance) => `^${word(chance)}$`, lengthen: behind }],
  ["byte", { plain: "c3RyaW5n", make: (chance) => base64(name(chance)), lengthen: asBase64 }],
  ["base64url", { plain: "c3RyaW5n", make: (chance) => base64(name(chance)).replace(/=+$/, ""), lengthen: behind }],
  ["password", { plain: "pa$$word", make: (chance) => `${name(chance)}!Q`, lengthen: behind }],
  ["char", { plain: "s", make: (chance) => word(chance).slice(0, 1) }],
  ["media-range", { plain: "application/json", make: (chance) => pick(chance, ["text/*", "image/png"]) ?? "" }],
  ["commonmark", { plain: "*string*", make: (chance) => `*${word(chance)}* ${word(chance)}`, lengthen: behind }],
  ["html", { plain: "<p>string</p>", make: (chance) => `<p>${word(chance)}</p>`, lengthen: behind }],
  ["decimal", { plain: "1.00", make: decimal, lengthen: nought }],
  ["decimal128", { plain: "1.00", make: decimal, lengthen: nought }],
  ["sf-binary", { plain: ":c3RyaW5n:", make: (chance) => `:${base64(name(chance))}:` }],
  ["sf-boolean", { plain: "?1", make: (chance) => `?${integer(chance, 0, 1)}` }],
  ["sf-decimal", { plain: "1.0", make: decimal }],
  ["sf-integer", { plain: "1", make: whole }],
  ["sf-string", { plain: '"string"', make: (chance) => `"${word(chance)}"` }],
  ["sf-token", { plain: "string", make: word, lengthen: behind }],
  ...["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "double-int", "unixtime"].map(
    (format): [string, Format] => [format, { plain: "1", make: whole }],
  ),
  ...["float", "double"].map((format): [string, Format] => [format, { plain: "1.5", make: decimal }]),
]);

const shortest: Readonly<Record<string, string>> = {
  ...{ email: "a@b.co", "idn-email": "a@b.co", hostname: "a", "idn-hostname": "a", ipv4: "1.1.1.1", ipv6: "::1" },
  ...{ uri: "a:b", url: "http://a.co", "uri-reference": "a", "uri-template": "a", iri: "a:b", "iri-reference": "a" },
  ...{ "json-pointer": "/a", "relative-json-pointer": "0", regex: "a", html: "a", commonmark: "a", password: "a" },
};

/**
 * A text of a format (OpenAPI Format Registry) that is at least so long where it can be; undefined for a format that
 * says nothing of its texts.
 */
export function textOfFormat(format: string, chance: Chance, least: number): string | undefined {
  const known = formats.get(format);
  if (known === undefined) return undefined;
  return asLongAs(chance.isPlain ? known.plain : known.make(chance), known, least);
}

/** The shortest text of a format that is at least so long, for those whose other texts are often too long. */
export function shortestOfFormat(format: string, least: number): string | undefined {
  const [text, known] = [shortest[format], formats.get(format)];
  return text === undefined || known === undefined ? text : asLongAs(text, known, least);
}

function asLongAs(text: string, { lengthen }: Format, least: number): string {
  return text.length < least && lengthen !== undefined && least <= longest ? lengthen(text, least - text.length) : text;
}

/** Whether a format says something of its texts. */
export function isFormat(format: string): boolean {
  return formats.has(format);
}

const longest = 10_000;

function name(chance: Chance): string {
  return `${word(chance)}${integer(chance, 0, 999)}`;
}

function path(chance: Chance): string {
  return `${word(chance)}/${name(chance)}`;
}

function address(chance: Chance): string {
  return `https://example.com/${path(chance)}`;
}

/** Within 2015 to 2029. */
function moment(chance: Chance): string {
  const date = new Date(integer(chance, 1_420_070_400, 1_893_455_999) * 1000);
  return `${date.toISOString().slice(0, 19)}Z`;
}

function httpDate(text: string): string {
  const date = new Date(text);
  const [day, month] = [days[date.getUTCDay()], months[date.getUTCMonth()]];
  return `${day}, ${text.slice(8, 10)} ${month} ${text.slice(0, 4)} ${text.slice(11, 19)} GMT`;
}

function octets(chance: Chance): number[] {
  return [192, 168, integer(chance, 0, 255), integer(chance, 1, 254)];
}

function groups(chance: Chance): string {
  return `${characters(chance, "123456789abcdef", 4)}:${characters(chance, "123456789abcdef", 4)}`;
}

function uuid(chance: Chance): string {
  const parts = [8, 4, 3, 3, 12].map((length) => characters(chance, hexadecimal, length));
  return `${parts[0]}-${parts[1]}-4${parts[2]}-a${parts[3]}-${parts[4]}`;
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}

function asBase64(text: string, missing: number): string {
  return "YWFh".repeat(Math.ceil(missing / 4)) + text;
}

function whole(chance: Chance): string {
  return `${integer(chance, 1, 9)}${characters(chance, digits, integer(chance, 0, 3))}`;
}

function decimal(chance: Chance): string {
  return `${whole(chance)}.${characters(chance, digits, 2)}`;
}
