import { createHash } from "node:crypto";
import type { Schemas } from "../../validation/decoding/decoding.ts";
import { stated } from "../collections/read-schema.ts";

/** What a new identifier follows from. */
export interface IdentifierSource {
  /** The schema of the identifying property. */
  readonly schema: unknown;
  /** The identifiers of the examples. */
  readonly examples: readonly string[];
  readonly seed: number | string;
  /** The collection's path. */
  readonly path: string;
}

/**
 * The identifier of the collection's n-th new record, n from 1, as a text of all its digits. Two numbers never give the
 * same.
 */
export type NewIdentifier = (number: number) => string;

const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
const hex = /^(?=.*[a-f])(?=.*\d)[\da-f]{16,}$/;
const coded = /^(.*?)([A-Za-z\d]{10,})$/;
/** No others are made after an identifier that is longer: it may be there to be costly. */
const longestExample = 200;
const numbered = /^(.*\D)?(\d+)$/;

/**
 * Identifiers that look like those of the examples, in this order: UUIDs; hexadecimal ones; a number that is counted up
 * from the highest, with what precedes it (`204`, `TICKET-17`); a prefix with a code (`cus_NffrFeUfNV2Hib`).
 * Without examples what the schema takes: a number, a UUID, 24 hexadecimal digits.
 */
export function createNewIdentifier(
  { schema, examples: given, seed, path }: IdentifierSource,
  schemas: Schemas,
): NewIdentifier {
  const examples = given.filter((id) => id.length <= longestExample);
  const digest = (number: number): string =>
    createHash("sha256")
      .update(JSON.stringify([String(seed), path, number]))
      .digest("hex");
  const [example = ""] = examples;
  const looksLike = (pattern: RegExp): boolean => examples.length > 0 && examples.every((id) => pattern.test(id));
  if (looksLike(uuid)) return (number) => toUuid(digest(number));
  if (looksLike(hex)) return (number) => digest(number).repeat(2).slice(0, example.length);
  if (looksLike(numbered)) return counted(examples);
  if (looksLike(coded))
    return (number) => `${coded.exec(example)?.[1]}${toCode(digest(number), coded.exec(example)?.[2] ?? "")}`;

  const types = schemas.shapes.types(schema);
  const minimum = stated(schemas, schema, "minimum");
  const first = Number.isSafeInteger(minimum) ? BigInt(minimum as number) : 1n;
  const fromFirst: NewIdentifier = (number) => String((first > 1n ? first : 1n) + BigInt(number) - 1n);
  if (types.has("integer")) return fromFirst;
  const ways: NewIdentifier[] = [
    (number) => toUuid(digest(number)),
    fromFirst,
    (number) => digest(number).slice(0, 24),
    (number) => `n${number}`,
  ];
  const check = schemas.check(schema, `new identifier of ${path}`);
  return ways.find((way) => check(way(1)).length === 0) ?? fromFirst;
}

function counted(examples: readonly string[]): NewIdentifier {
  const numbers = examples
    .map((id) => numbered.exec(id)?.[2] ?? "0")
    .sort((left, right) => (BigInt(left) < BigInt(right) ? -1 : 1));
  const highest = numbers.at(-1) ?? "0";
  const before = numbered.exec(examples[0] ?? "")?.[1] ?? "";
  return (number) => `${before}${String(BigInt(highest) + BigInt(number)).padStart(highest.length, "0")}`;
}

/** Version 4 in form (RFC 9562, section 5.4). */
function toUuid(digest: string): string {
  const variant = ((Number.parseInt(digest.charAt(16), 16) & 3) | 8).toString(16);
  const third = `4${digest.slice(13, 16)}`;
  const fourth = `${variant}${digest.slice(17, 20)}`;
  return [digest.slice(0, 8), digest.slice(8, 12), third, fourth, digest.slice(20, 32)].join("-");
}

/** As long as the example, with capitals only where it has any. */
function toCode(digest: string, example: string): string {
  const letters = "abcdefghijklmnopqrstuvwxyz";
  const small = /[a-z]/.test(example) ? letters : "";
  const capital = /[A-Z]/.test(example) ? letters.toUpperCase() : "";
  const alphabet = `0123456789${small}${capital}`;
  const bytes = Buffer.from(digest, "hex");
  return Array.from(example, (_, index) => alphabet.charAt((bytes[index % bytes.length] ?? 0) % alphabet.length)).join(
    "",
  );
}
