import { Buffer } from "node:buffer";
import { type Call, fromJson, Refusal } from "./message.ts";

/** One part of a multipart message. */
export interface Part {
  readonly filename?: string;
  readonly bytes: Buffer;
}

/** The media type of the body, without its parameters; throws a Refusal (415) where it is none of those given. */
export function mediaTypeOf(call: Call, ...known: readonly string[]): string {
  const type = (call.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (call.headers["content-encoding"] !== undefined) throw new Refusal(415, "The body must not be encoded");
  if (call.body.length === 0 && type === "") throw new Refusal(400, "A body is missing");
  if (!known.includes(type)) throw new Refusal(415, `The body must be ${known.join(" or ")}`);
  if (call.body.length === 0) throw new Refusal(400, "The body is empty");
  return type;
}

/** The value of a JSON body; throws a Refusal (400) where it is no JSON in UTF-8. */
export function json(call: Call): unknown {
  try {
    return fromJson(new TextDecoder("utf-8", { fatal: true }).decode(call.body));
  } catch {
    throw new Refusal(400, "The body is not JSON");
  }
}

/** The fields of a form. */
export function form(call: Call): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(call.body.toString("utf8")));
}

/** The parts of a multipart message (RFC 7578) by their names; throws a Refusal (400) where it is none. */
export function multipart(call: Call): Map<string, Part> {
  const [, quoted, plain] = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(call.headers["content-type"] ?? "") ?? [];
  const boundary = quoted ?? plain;
  const text = call.body.toString("latin1");
  if (boundary === undefined || !text.includes(`--${boundary}--`)) throw new Refusal(400, "The body is not in parts");
  const parts = new Map<string, Part>();
  for (const piece of `\r\n${text}`.split(`\r\n--${boundary}`).slice(1, -1)) {
    const end = piece.indexOf("\r\n\r\n");
    const head = piece.slice(0, end);
    const [, name] = /[; ]name="([^"]*)"/i.exec(head) ?? [];
    const [, filename] = /filename="([^"]*)"/i.exec(head) ?? [];
    if (end < 0 || name === undefined) throw new Refusal(400, "A part has no name");
    const bytes = Buffer.from(piece.slice(end + 4), "latin1");
    parts.set(name, { bytes, ...(filename !== undefined && { filename }) });
  }
  return parts;
}

/** The media type of those that can be given that the request accepts most; the first where it says nothing. */
export function accepted(call: Call, ...given: readonly [string, ...string[]]): string {
  const accept = call.headers["accept"];
  if (accept === undefined || accept.trim() === "") return given[0];
  const ranges = accept.split(",").map((range) => {
    const [type = "", ...parameters] = range
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/);
    const weight = parameters.find((parameter) => parameter.startsWith("q="));
    return { type, weight: weight === undefined ? 1 : Number(weight.slice(2)) };
  });
  const weightOf = (type: string): number => {
    const [family] = type.split("/");
    for (const wanted of [type, `${family}/*`, "*/*"]) {
      const range = ranges.find((each) => each.type === wanted);
      if (range !== undefined) return range.weight;
    }
    return 0;
  };
  const best = [...given].sort((left, right) => weightOf(right) - weightOf(left))[0] ?? given[0];
  if (weightOf(best) > 0) return best;
  throw new Refusal(406, `There is ${given.join(" and ")} alone`);
}
