import type { MediaWriter } from "../description.ts";
import { writeJson } from "../json.ts";
import { memberPosition, type ValuePositions } from "./value-position.ts";

/**
 * Writes JSON in which the integers at the positions, given as text or as BigInts, are numbers with all their digits. A
 * text that is no integer stays a text, and is the server's to refuse.
 */
export function writeValues(positions: ValuePositions): MediaWriter {
  return (draft, body, value, contentType) => writeJson(draft, body, value, contentType, jsonOf(value, "", 0));

  function jsonOf(value: unknown, name: string, index: number | undefined): string | undefined {
    const own = value as { toJSON?(name: string): unknown } | undefined | null;
    const plain = typeof own?.toJSON === "function" ? own.toJSON(name) : value;
    if (typeof plain === "bigint") return String(plain);
    const position = index === undefined ? undefined : positions[index];
    if (typeof plain === "string" && position?.is && /^-?\d+$/.test(plain)) return String(BigInt(plain));
    if (typeof plain !== "object" || plain === null) return JSON.stringify(plain);
    if (Array.isArray(plain))
      return `[${plain.map((item, at) => jsonOf(item, String(at), position?.items) ?? "null").join()}]`;
    const members = Object.entries(plain).flatMap(([key, member]) => {
      const text = jsonOf(member, key, position && memberPosition(position, key));
      return text === undefined ? [] : [`${JSON.stringify(key)}:${text}`];
    });
    return `{${members.join()}}`;
  }
}
