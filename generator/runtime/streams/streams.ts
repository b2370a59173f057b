import type { JsonParser, ResponseReader } from "../core/description.ts";
import { cancellable } from "../fetch/clock.ts";
import { readBody, readJson } from "../response/read-body.ts";
import { type ByteSource, type Division, type StreamOptions, textParts } from "./text-parts.ts";

/** How the parts of a JSON stream are named in errors, and how they are read. */
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
 * that is too long; what the stream throws, such as the reason of an abort, is thrown unchanged.
 */
export function jsonLines<Item = unknown>(
  body: ByteSource,
  options: JsonStreamOptions = {},
): AsyncGenerator<Item, void, undefined> {
  return jsonParts(body, { division: "line feed", part: "line", ...options });
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
  return jsonParts(body, {
    division: "record separator",
    part: "record",
    ...options,
    parse: whole,
  });
}

function jsonParts<Item>(
  body: ByteSource,
  options: JsonStreamOptions & { readonly division: Division; readonly part: string },
): AsyncGenerator<Item, void, undefined> {
  const { name = "JSON stream", parse = JSON.parse, division, part, maximumLength } = options;
  // The first record begins after the first separator.
  const before = division === "record separator" ? 1 : 0;
  const tooLong = (number: number) => new Error(`${name}: ${part} ${number - before} is too long`);
  const texts = textParts(body, division, { maximumLength, tooLong });
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

/** One event of an event stream (HTML Standard, section 9.2). */
export interface ServerSentEvent<Data = string> {
  /** The event's type; `message` where the server names none. */
  readonly event: string;
  readonly data: Data;
  /** The last id that the server gave: what to send as `Last-Event-ID` to go on from here. */
  readonly id: string;
  /** The milliseconds after which the server wants a reader to connect again, where it has said so. */
  readonly retry?: number;
}

/** How an event stream is read. */
export interface EventStreamOptions extends JsonStreamOptions {
  /**
   * `json`: the data of each event is JSON, and the text `[DONE]` ends the stream. What only keeps the connection open
   * is skipped: events without data, and those whose type or data is `ping`, `keep-alive` or `heartbeat`. Default:
   * `text`.
   */
  data?: "json" | "text" | undefined;
}

const keepAlive = /^\s*(?:ping|pong|keep[-_ ]?alive|heartbeat)\s*$/i;

/**
 * The events of a `text/event-stream`, as they arrive. An event that is not ended by an empty line is dropped, as the
 * standard has it. It does not connect again.
 *
 * Throws an Error that names the event and the line at which it ended, with the SyntaxError as `cause`, for data that
 * is not JSON where it should be, after which the stream is over: to go on, take the data as `text`. Throws one for an
 * event that is too long. What the stream throws is thrown unchanged.
 */
export function serverSentEvents<Data = string>(
  body: ByteSource,
  {
    name = "event stream",
    parse = JSON.parse,
    data: kind = "text",
    maximumLength = 2 ** 24,
  }: EventStreamOptions = {},
): AsyncGenerator<ServerSentEvent<Data>, void, undefined> {
  const tooLong = (line: number) => new Error(`${name}: the event at line ${line} is too long`);
  const lines = textParts(body, "line end", { maximumLength, tooLong });
  return cancellable(() => void lines.return(), events());

  async function* events(): AsyncGenerator<ServerSentEvent<Data>, void, undefined> {
    let id = "";
    let retry: number | undefined;
    let event = "";
    let data: string[] = [];
    let length = 0;
    let number = 0;
    for await (const line of lines) {
      number += 1;
      if (line !== "") {
        const [, field = "", value = ""] = /^([^:]*)(?:: ?([\s\S]*))?$/.exec(line)!;
        if (field === "event") event = value;
        else if (field === "data") data.push(value);
        else if (field === "id" && !value.includes("\0")) id = value;
        else if (field === "retry" && /^\d+$/.test(value)) retry = Number(value);
        length += field === "data" ? value.length + 1 : 0;
        if (length > maximumLength) throw tooLong(number);
        continue;
      }
      if (data.length > 0) {
        const text = data.join("\n");
        if (kind === "json" && text === "[DONE]") return;
        const read = dataOf(text, event, number);
        if (read) {
          const shown = { event: event || "message", data: read.data, id };
          yield retry === undefined ? shown : { ...shown, retry };
        }
      }
      event = "";
      data = [];
      length = 0;
    }
  }

  /** The data of an event; undefined of one that only keeps the connection open. */
  function dataOf(text: string, event: string, line: number): { readonly data: Data } | undefined {
    if (kind === "text") return { data: text as Data };
    try {
      return { data: parse(text) as Data };
    } catch (cause) {
      if (!text.trim() || keepAlive.test(text) || keepAlive.test(event)) return undefined;
      // The type is the server's text: shown where it is a name.
      const named = /^[\w.:-]{1,50}$/.test(event) ? `"${event}" ` : "";
      throw new Error(`${name}: malformed JSON in the event ${named}at line ${line}`, { cause });
    }
  }
}

/** A `text/event-stream`, JSON lines, or a JSON text sequence. */
export type StreamKind = "events" | "lines" | "sequence";

const names = {
  events: "an event stream",
  lines: "JSON lines",
  sequence: "a JSON text sequence",
} as const;

/**
 * Reads 2xx responses that may be streams, by their own `Content-Type`: JSON lines and JSON text sequences as their
 * values, event streams as their events, of which `data` says what they carry; anything else as `readBody` does.
 * Nothing is read before it is requested: until then `response.body` is there for other readers.
 *
 * `only` is set where the operation responds with nothing but that. It is read as such then, a response without a body
 * as an empty stream, unless its type is evidently another, such as that of a page: this rejects with a ContentError.
 */
export function readStream(data: "json" | "text", only?: StreamKind): ResponseReader {
  return async (response, operation, parse) => {
    const { body } = response;
    const [type = ""] = (response.headers.get("Content-Type") ?? "").toLowerCase().split(";");
    const labelled = kindOf(type);
    const read = (kind: StreamKind, source: ByteSource) =>
      streamOf(kind, source, { name: operation, parse, data });
    if (only === undefined)
      return body && labelled ? read(labelled, body) : readBody(response, operation, parse);
    if (body && isOther(type, only)) await readJson(response, operation, refuse, names[only]);
    else if (body)
      return read(only === "events" || labelled === "events" ? only : (labelled ?? only), body);
    return read(only, new Response());
  };
}

function streamOf(
  kind: StreamKind,
  body: ByteSource,
  options: { name: string; parse: JsonParser | undefined; data: "json" | "text" },
): AsyncGenerator<unknown, void, undefined> {
  if (kind === "events") return serverSentEvents(body, options);
  return kind === "lines" ? jsonLines(body, options) : jsonSequence(body, options);
}

function kindOf(type: string): StreamKind | undefined {
  if (type.includes("event-stream")) return "events";
  if (type.includes("json-seq")) return "sequence";
  return /jsonl|ndjson/.test(type) ? "lines" : undefined;
}

/**
 * Whether a type cannot be the label of a stream, be it a careless one. JSON has no events, and would seem to be
 * without.
 */
function isOther(type: string, only: StreamKind): boolean {
  if (type === "" || type.includes("octet-stream")) return false;
  return type.includes("json") ? only === "events" : !/^text\/(?!html|xml)/.test(type);
}

/** A parser that accepts nothing. */
function refuse(): never {
  throw new SyntaxError();
}
