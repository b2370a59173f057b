import type { ScriptedResponse, When } from "./response-types.ts";

/** A scripted response as data, in a file, over HTTP or in a store: what `mock.respond` takes beside functions. */
export interface ResponseRule {
  /** A name of an operation, as the client has it. */
  readonly operation: string;
  /**
   * Arguments that must be there, with the client's names for them: nested as they are, `{ body: { name: "Ada" } }`, or
   * by their place, `{ "body.tags.0": "new" }`. Maps may have more than that.
   */
  readonly when?: Readonly<Record<string, unknown>>;
  /** Regular expressions for texts and numbers by the place of an argument: `{ petId: "^9", "body.name": "^A" }`. */
  readonly patterns?: Readonly<Record<string, string>>;
  /** Default: the first 2xx that the operation describes, else 200. */
  readonly status?: number;
  /** The key of the document's example for this status, in place of a body. */
  readonly example?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** Written as JSON, or as it is where the media type is another one. */
  readonly body?: unknown;
  /** A body that is no text, in Base64. */
  readonly base64?: string;
  /** Milliseconds before the response is sent. Default: 0. */
  readonly delay?: number;
  /** How many requests get it. Default: all. */
  readonly times?: number;
  /**
   * Whether `{{args.petId}}` in texts of body and headers stands for the argument of the request. Default: false; it
   * always does in the settings and in the option `responses`.
   */
  readonly isTemplate?: boolean;
}

/** A rule's response, and which requests get it. */
export function scriptOf(rule: ResponseRule): {
  readonly response: ScriptedResponse;
  readonly when: When<Readonly<Record<string, unknown>>>;
} {
  const { operation: _, isTemplate: __, when, patterns, times, base64, ...response } = rule;
  return {
    response: base64 === undefined ? response : { ...response, body: Buffer.from(base64, "base64") },
    when: { ...(when && { when }), ...(patterns && { patterns }), ...(times !== undefined && { times }) },
  };
}

/** Whether a text is Base64 of RFC 4648, in either alphabet, with or without padding. */
export function isBase64(text: string): boolean {
  return /^[\w+/-]*={0,2}\s*$/.test(text) && text.replace(/=*\s*$/, "").length % 4 !== 1;
}
