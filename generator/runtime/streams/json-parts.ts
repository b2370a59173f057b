import type { JsonParser } from "../description.ts";
import { cancellable } from "../fetch/clock.ts";
import type { ByteSource } from "./text-parts.ts";
import { type Division, type StreamOptions, textParts } from "./text-parts.ts";

/** What the parts of a JSON stream are called in errors, and what reads them. */
export interface JsonStreamOptions extends StreamOptions {
  /** What an error says first. Default: `JSON stream`. */
  name?: string | undefined;
  /** Default: `JSON.parse`. */
  parse?: JsonParser | undefined;
}

/**
 * The values of JSON lines (`application/x-ndjson`, `application/jsonl`), as they arrive. Empty lines are skipped.
 *
 * Throws an Error that names the line, with the SyntaxError as `cause`, for a line that is not JSON, and one for a line
 * that is too long; what the stream throws, such as the reason of an abort, comes as it is.
 */
export function jsonLines<Item = unknown>(
  body: ByteSource,
  options: JsonStreamOptions = {},
): AsyncGenerator<Item, void, undefined> {
  return jsonParts(body, "line feed", "line", options);
}

/**
 * The values of a JSON text sequence (`application/json-seq`, RFC 7464), as they arrive.
 *
 * Throws as `jsonLines` does, with the number of the record; and for a number, true, false or null without white space
 * after it, which may have been cut (section 2.4).
 */
export function jsonSequence<Item = unknown>(
  body: ByteSource,
  options: JsonStreamOptions = {},
): AsyncGenerator<Item, void, undefined> {
  const { parse = JSON.parse } = options;
  const whole = (text: string) => {
    if (/^[^"[{]*\S$/.test(text.trimStart())) throw new SyntaxError("the record may have been cut");
    return parse(text);
  };
  return jsonParts(body, "record separator", "record", { ...options, parse: whole });
}

function jsonParts<Item>(
  body: ByteSource,
  division: Division,
  part: string,
  { name = "JSON stream", parse = JSON.parse, ...options }: JsonStreamOptions,
): AsyncGenerator<Item, void, undefined> {
  // The first record begins after the first separator.
  const before = division === "record separator" ? 1 : 0;
  const tooLong = (number: number) => new Error(`${name}: ${part} ${number - before} is too long`);
  const texts = textParts(body, division, { ...options, tooLong });
  return cancellable(() => void texts.return(), values());

  async function* values(): AsyncGenerator<Item, void, undefined> {
    let number = -before;
    for await (const text of texts) {
      number += 1;
      if (!text.trim()) continue;
      yield parsed(text, number);
    }
  }

  function parsed(text: string, number: number): Item {
    try {
      return parse(text) as Item;
    } catch (cause) {
      throw new Error(`${name}: malformed JSON in ${part} ${number}`, { cause });
    }
  }
}
