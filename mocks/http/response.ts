/** A response as it goes on the wire. */
export interface MockResponse {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string | readonly string[]])[];
  readonly body: string | Buffer | undefined;
  /** What it was made from. */
  readonly origin?: Origin;
  /** Default: at once and whole. */
  readonly transmission?: Transmission;
}

/**
 * Whose a part of a message is: the client's request, what a test scripted, the document's own example, what the mock
 * made up, what clients created before, what the real API sent, what whoever receives a webhook responds with.
 */
export type Source = "request" | "script" | "example" | "made-up" | "state" | "upstream" | "receiver";

/** What a response was made from. */
export interface Origin {
  /** Of its body, and of all that is not said otherwise. */
  readonly source: Source;
  /** The key of the example, where it has one. */
  readonly example?: string;
  /** Of headers that come from elsewhere, by their names in lower case. */
  readonly headers?: Readonly<Record<string, Source>>;
}

/** How a response goes on the wire when something is wrong there, or piece by piece as a stream does. */
export type Transmission =
  | { readonly kind: "paced"; readonly pieces: readonly string[]; readonly milliseconds: number }
  /** As long as somebody is there; who stops reading ends the iterator. */
  | { readonly kind: "live"; readonly pieces: AsyncIterable<string | Uint8Array> }
  | { readonly kind: "reset" }
  | { readonly kind: "truncated" }
  | { readonly kind: "slow"; readonly milliseconds: number };

/** Whether a response with this status never has content (RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5). */
export function hasNoContent(status: number): boolean {
  return status === 204 || status === 205 || status === 304;
}
