import addFormats, { type FormatName } from "ajv-formats";
import { isObject, type JsonObject } from "../../../generator/document/json.ts";

const day = "(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\\d|2[0-8])|(?:0[13578]|1[02])-(?:29|3[01])|(?:0[469]|11)-(?:29|30))";
const dates = ["20[12]\\d", "\\d{4}"].map((year) => `(?:${year}-${day}|20(?:0[48]|[2468][048]|1[26])-02-29)`);
const times = ["Z", "(?:Z|[+-](?:0\\d|1[0-2]):[0-5]\\d)"].map(
  (zone) => `(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,6})?${zone}`,
);
const octet = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]\\d|\\d)";
const hexadecimal = "[\\da-f]";
const label = "[a-z\\d](?:[a-z\\d-]{0,20}[a-z\\d])?";
const path = "(?:/[\\w.~:@+,;=-]+)*/?";
const tail = "(?:\\?[\\w.~:@+,;=&/-]+)?(?:#[\\w.~:@+,;=&/-]+)?";
const addresses = [
  `https?://example\\.com${path}${tail}`,
  `[a-z][a-z\\d+.-]*://${label}(?:\\.${label})*(?::\\d{2,4})?${path}${tail}`,
  `[A-Za-z][A-Za-z\\d+.-]*:(?://${label}(?:\\.${label})*(?::\\d{2,4})?)?[\\w.~:@+,;=/-]*${tail}`,
];
const atom = "[\\w!#$%&'*+/=?^`{|}~-]+";
const host = `${label}(?:\\.${label})*`;
const duration = "P(?!$)(?:\\d+Y)?(?:\\d+M)?(?:\\d+D)?(?:T(?=\\d)(?:\\d+H)?(?:\\d+M)?(?:\\d+S)?)?";

/** What texts of formats look like, the most likely first: not all, but where a pattern asks for others these are. */
const looks: Readonly<Record<string, readonly string[]>> = {
  "date-time": times.flatMap((time) => dates.map((date) => `${date}T${time}`)),
  date: dates,
  time: times,
  duration: [duration, "P\\d+W"],
  email: [
    `[a-z]{2,}(?:[+._-][a-z\\d]+)*@[a-z]{2,}(?:\\.[a-z]{2,})+`,
    `${atom}(?:\\.${atom})*@${label}(?:\\.${label})+`,
  ],
  hostname: [host, host.replaceAll("a-z", "A-Za-z"), "[a-z\\d](?:[a-z\\d-]{0,61}[a-z\\d])?"],
  ipv4: [`(?:${octet}\\.){3}${octet}`],
  ipv6: [
    `(?:${hexadecimal}{1,4}:){7}${hexadecimal}{1,4}`,
    `(?:${hexadecimal}{1,4}(?::${hexadecimal}{1,4}){0,4})?::(?:${hexadecimal}{1,4})?`,
    "(?:[\\dA-F]{1,4}:){7}[\\dA-F]{1,4}",
  ],
  uri: addresses,
  url: addresses.slice(0, 2),
  "uri-reference": [`${path}${tail}`, `(?:\\.\\./)*[\\w.~@+,;=-]+${path}${tail}`, ...addresses],
  "uri-template": [`${path}(?:\\{\\w+\\}${path})*`, ...addresses],
  uuid: ["a-f", "A-F"].map((range) => [8, 4, 4, 4, 12].map((length) => `[\\d${range}]{${length}}`).join("-")),
  byte: ["(?:[A-Za-z\\d+/]{4})*(?:[A-Za-z\\d+/]{2}==|[A-Za-z\\d+/]{3}=)?"],
  base64url: ["[\\w-]+"],
  "json-pointer": ["(?:/[\\w.-]+)*"],
  "relative-json-pointer": ["(?:0|[1-9]\\d*)(?:#|(?:/[\\w.-]+)*)"],
};

/** Patterns of the texts of a format, the most likely first; none where nothing is known of them. */
export function patternsOfFormat(format: string): readonly string[] {
  return Object.hasOwn(looks, format) ? (looks[format] ?? []).map((look) => `^(?:${look})$`) : [];
}

/** Whether a text is one of a format, as the validator has it: any is of a format that it does not know. */
export function isOfFormat(format: string, text: string): boolean {
  if (!Object.hasOwn(looks, format)) return true;
  const known = checked.get(format) ?? checkOf(format);
  checked.set(format, known);
  return known(text);
}

const checked = new Map<string, (text: string) => boolean>();

function checkOf(format: string): (text: string) => boolean {
  let known: unknown;
  try {
    known = addFormats.default.get(format as FormatName);
  } catch {
    return () => true;
  }
  if (known instanceof RegExp) return (text) => known.test(text);
  if (typeof known === "function") return (text) => Boolean(known(text));
  return isObject(known) ? checkIn(known) : () => true;
}

function checkIn({ validate }: JsonObject): (text: string) => boolean {
  if (validate instanceof RegExp) return (text) => validate.test(text);
  return typeof validate === "function" ? (text) => Boolean(validate(text)) : () => true;
}
