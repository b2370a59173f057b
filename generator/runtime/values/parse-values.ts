import type { JsonParser, ResponseReader } from "../description.ts";
import { readJson } from "../read-json.ts";
import { memberPosition, positionOf, type ValueKind, type ValuePositions } from "./value-position.ts";

/** What reads the body of a response of which some values are not what JSON.parse makes. Default of `read`: `readJson`. */
export function readValues(positions: ValuePositions, read: ResponseReader = readJson): ResponseReader {
  const parse = parseValues(positions);
  return (response, operation) => read(response, operation, parse);
}

/** A parser of JSON that loses no digit of the integers at the positions. */
export function parseValues(positions: ValuePositions): JsonParser {
  return (text) => {
    const value: unknown = JSON.parse(text);
    // The text says the digits that a number has lost. Most bodies have no such number.
    const exact: unknown = /(?:^|[[{:,\s-])\d{16}/.test(text) ? JSON.parse(quoteLongIntegers(text)) : value;
    return converted(value, exact, 0);
  };

  function converted(value: unknown, exact: unknown, index: number | undefined): unknown {
    const position = positionOf(positions, index, value);
    if (!position) return value;
    if (typeof value === "number" || typeof value === "string") {
      const is = (typeof value === "string" && position.texts) || position.is;
      return is ? madeOf(is, value, exact) : value;
    }
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value))
      return value.map((item, at) => converted(item, (exact as unknown[])[at], memberPosition(position, at)));
    const object = value as { [name: string]: unknown };
    for (const name of Object.keys(object)) {
      const at = memberPosition(position, name);
      if (at !== undefined) object[name] = converted(object[name], (exact as typeof object)[name], at);
    }
    return object;
  }
}

function madeOf(kind: ValueKind, value: number | string, exact: unknown): unknown {
  if (typeof value === "string") {
    if (kind === "date") return new Date(value);
    return kind === "bigint" && /^-?\d+$/.test(value) ? BigInt(value) : value;
  }
  if (kind === "date" || (kind === "bigint" && !Number.isInteger(value))) return value;
  // A fraction is not an integer, whatever the document says; what is written as 1e3 is one.
  const digits = typeof exact === "string" ? exact : Number.isInteger(value) ? String(BigInt(value)) : String(value);
  return kind === "bigint" ? BigInt(digits) : digits;
}

/** Valid JSON with its integers of 16 digits and more as strings. */
export function quoteLongIntegers(text: string): string {
  return text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (token) =>
    /^-?\d{16,}$/.test(token) ? `"${token}"` : token,
  );
}
