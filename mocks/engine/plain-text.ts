const vocabulary = (
  "lorem ipsum dolor sit amet consectetur adipisicing elit sed do eiusmod tempor incididunt ut labore et dolore " +
  "magna aliqua enim ad minim veniam quis nostrud exercitation ullamco laboris nisi aliquip ex ea commodo consequat " +
  "duis aute irure in reprehenderit voluptate velit esse cillum eu fugiat nulla pariatur excepteur sint occaecat " +
  "cupidatat non proident sunt culpa qui officia deserunt mollit anim id est laborum"
).split(" ");

const hexadecimal = "0123456789abcdef";

/** Texts of a format. */
export interface TextOfFormat {
  readonly make: () => string;
  /** How long they are, in characters. */
  readonly least: number;
  readonly most: number;
}

/** The hosts are those of RFC 2606: nobody is called by accident. */
const formats: ReadonlyMap<unknown, TextOfFormat> = new Map([
  ["date", { make: () => moment().slice(0, 10), least: 10, most: 10 }],
  ["date-time", { make: moment, least: 24, most: 24 }],
  ["email", { make: () => `${word()}${integer(0, 999)}@example.com`, least: 15, most: 30 }],
  ["hostname", { make: () => `${word()}.example.com`, least: 14, most: 26 }],
  ["ipv4", { make: () => Array.from({ length: 4 }, () => integer(0, 255)).join("."), least: 7, most: 15 }],
  ["uri", { make: address, least: 26, most: 50 }],
  ["uri-reference", { make: address, least: 26, most: 50 }],
  ["uri-template", { make: () => `${address()}{/id}`, least: 31, most: 55 }],
  ["url", { make: address, least: 26, most: 50 }],
  ["uuid", { make: uuid, least: 36, most: 36 }],
]);

/** What makes up the texts of a format (OpenAPI Format Registry); undefined for formats that are less simple. */
export function textOfFormat(format: unknown): TextOfFormat | undefined {
  return formats.get(format);
}

/** One to five words, cut or followed by more to be as long as is requested. */
export function words(minimum: number, maximum: number): string {
  let text = word();
  for (let count = integer(0, 4); count > 0 || text.length < minimum; count -= 1) text += ` ${word()}`;
  return text.slice(0, maximum);
}

/** A whole number, the limits included, by `Math.random`. */
export function integer(minimum: number, maximum: number): number {
  return minimum + Math.floor(Math.random() * (maximum - minimum + 1));
}

/** True with a probability, by `Math.random`. */
export function chance(probability: number): boolean {
  return Math.random() < probability;
}

function word(): string {
  return vocabulary[integer(0, vocabulary.length - 1)] ?? "";
}

function address(): string {
  return `https://example.com/${word()}/${word()}${integer(0, 999)}`;
}

/** Between 1970 and 2030. */
function moment(): string {
  return new Date(Math.floor(Math.random() * 1_893_456_000) * 1000).toISOString();
}

function uuid(): string {
  return `${digits(8)}-${digits(4)}-4${digits(3)}-a${digits(3)}-${digits(12)}`;
}

function digits(length: number): string {
  let text = "";
  while (text.length < length) text += hexadecimal[integer(0, 15)];
  return text;
}
