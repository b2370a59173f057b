import { shortHash } from "./hash.ts";

/** The longest identifier or slug, in bytes of UTF-8: file systems limit names in bytes. */
const maximumBytes = 100;
/** How many bytes an escape and the hash of a key may add to it. */
const resolvedBytes = 20;

/**
 * Characters that are dropped: invisible ones, and marks without a script of their own (accents that NFC cannot
 * compose).
 */
const dropped = /\p{Default_Ignorable_Code_Point}|\p{Cf}|(?=\p{M})\p{Script=Inherited}/gu;
/** Characters that are written as their code points: emoji, and all beyond the basic multilingual plane. */
const spelled = /[\u{10000}-\u{10FFFF}]|\p{Extended_Pictographic}/gu;
/** An underscore between two digits belongs to the word, so that `v1_2` stays as it is. */
const word =
  /(?:(?=\p{XID_Continue})[\p{L}\p{Nl}\p{Nd}\p{M}])+(?:(?<=\p{Nd})_(?=\p{Nd})(?:(?=\p{XID_Continue})[\p{L}\p{Nl}\p{Nd}\p{M}])+)*/gu;
const asciiWord = /[A-Za-z0-9]+(?:(?<=[0-9])_(?=[0-9])[A-Za-z0-9]+)*/g;
const identifier = /^[\p{XID_Start}_$][\p{XID_Continue}$]*$/u;

/**
 * The camelCase identifier of any text, at most 100 bytes long; `fallback` if the text has no letter, digit or emoji.
 * What is a camelCase identifier already is returned unchanged.
 */
export function camelCase(text: string, fallback = "unnamed"): string {
  if (/^[a-z][A-Za-z0-9]{0,99}$/.test(text)) return text;
  const [first, ...others] = wordsOf(text);
  return first === undefined ? fallback : assemble([lowerStart(first), ...others.map(upperStart)]);
}

/** The PascalCase identifier of any text, at most 100 bytes long; the casing inside of words is kept. */
export function pascalCase(text: string, fallback = "Unnamed"): string {
  if (/^[A-Z][A-Za-z0-9]{0,99}$/.test(text)) return text;
  const words = wordsOf(text);
  return words.length === 0 ? fallback : assemble(words.map(upperStart));
}

/**
 * The kebab-case slug of any text: a valid file name on every file system, at most 100 bytes long, without extension.
 */
export function kebabCase(text: string, fallback = "unnamed"): string {
  return bound(slugOf(text) || fallback, (head, hash) => `${head.replace(/-$/, "")}-${hash}`);
}

/** Whether a string is an ECMAScript IdentifierName that is all visible: NFC, nothing invisible, no astral letters. */
export function isIdentifier(text: string): boolean {
  return identifier.test(text) && clean(text) === text && byteLength(text) <= maximumBytes + resolvedBytes;
}

/** Whether a string is a slug as `kebabCase` makes them, possibly with the underscore of an escape. */
export function isSlug(text: string): boolean {
  const slug = slugOf(text);
  return slug !== "" && slug === text.replace(/_$/, "") && byteLength(text) <= maximumBytes + resolvedBytes;
}

/** One form for all spellings of a name that are the same on a case-insensitive file system. */
export function foldCase(name: string): string {
  if (/^[\w$-]*$/.test(name)) return name.toLowerCase();
  return name.normalize("NFKD").toLowerCase().toUpperCase().toLowerCase().normalize("NFKD");
}

function slugOf(text: string): string {
  const words = wordsOf(text).flatMap((each) => each.split(wordBoundary));
  const slug = clean(words.join("-").toLowerCase());
  // lower-casing a letter can create a boundary before one that has no lower case
  return slug === text ? slug : slugOf(slug);
}

function wordsOf(text: string): string[] {
  const words = (isAscii(text) ? text.match(asciiWord) : clean(text).match(word)) ?? [];
  // the casing of SCREAMING_SNAKE_CASE says nothing about its words
  const isScreaming = words.length > 1 && !words.some((each) => /\p{Ll}/u.test(each));
  return isScreaming ? words.map((each) => each.toLowerCase()) : words;
}

function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}

function clean(text: string): string {
  if (isAscii(text)) return text;
  return text
    .normalize("NFC")
    .replace(dropped, "")
    .normalize("NFC")
    .replace(spelled, (character) => ` u${character.codePointAt(0)!.toString(16)} `);
}

function assemble(words: readonly string[]): string {
  let name = "";
  for (const each of words) name += /\p{Nd}$/u.test(name) && /^\p{Nd}/u.test(each) ? `_${each}` : each;
  // changing case can leave a combining mark behind, as in `İ`
  name = clean(name);
  if (!/^\p{XID_Start}/u.test(name)) name = `_${name}`;
  return bound(name, (head, hash) => `${head.replace(/_$/, "")}${upperStart(hash)}`);
}

/** `HTTPServer` → `httpServer`, `URLs` → `urls`, `OAuth2` → `oAuth2`, `GET` → `get`. */
function lowerStart(text: string): string {
  const capitals = /^\p{Changes_When_Lowercased}+/u.exec(text)?.[0] ?? text.slice(0, 1);
  const rest = text.slice(capitals.length);
  const startsNextWord = capitals.length > 1 && /^\p{Ll}/u.test(rest) && !/^s(?!\p{Ll})/u.test(rest);
  const lowered = startsNextWord ? capitals.length - 1 : capitals.length;
  return text.slice(0, lowered).toLowerCase() + text.slice(lowered);
}

function upperStart(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

const wordBoundary = /_|(?<=[\p{Ll}\p{Nd}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}(?!s(?!\p{Ll}))\p{Ll})/u;

function bound(name: string, end: (head: string, hash: string) => string): string {
  if (byteLength(name) <= maximumBytes) return name;
  const hash = shortHash(name, { length: 8 });
  let head = "";
  let bytes = 0;
  for (const character of name) {
    bytes += encoder.encode(character).length;
    if (bytes > maximumBytes - hash.length - 1) break;
    head += character;
  }
  return end(head, hash);
}

const encoder = new TextEncoder();

function byteLength(text: string): number {
  return isAscii(text) ? text.length : encoder.encode(text).length;
}
