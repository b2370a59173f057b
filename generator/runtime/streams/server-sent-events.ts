import { cancellable } from "../fetch/clock.ts";
import type { JsonStreamOptions } from "./json-parts.ts";
import type { ByteSource } from "./text-parts.ts";
import { textParts } from "./text-parts.ts";

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
   * `json`: the data of each event is JSON, and the text `[DONE]` ends the stream. What only keeps the connection open is
   * skipped: events without data, and those whose type or data is `ping`, `keep-alive` or `heartbeat`. Default: `text`.
   */
  data?: "json" | "text" | undefined;
}

const keepAlive = /^\s*(?:ping|pong|keep[-_ ]?alive|heartbeat)\s*$/i;

/**
 * The events of a `text/event-stream`, as they arrive. An event that is not ended by an empty line is dropped, as the
 * standard has it. It does not connect again.
 *
 * Throws an Error that names the event and the line at which it ended, with the SyntaxError as `cause`, for data that is not
 * JSON where it should be, after which the stream is over: who wants to go on takes the data as `text`. Throws one for an
 * event that is too long. What the stream throws comes as it is.
 */
export function serverSentEvents<Data = string>(
  body: ByteSource,
  { name = "event stream", parse = JSON.parse, data: kind = "text", maximumLength = 2 ** 24 }: EventStreamOptions = {},
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
        const [, field = "", value = ""] = /^([^:]*)(?:: ?(.*))?$/s.exec(line)!;
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
