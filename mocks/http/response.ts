/** A response as it goes on the wire. */
export interface MockResponse {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string | readonly string[]])[];
  readonly body: string | Buffer | undefined;
  /** Default: at once and whole. */
  readonly transmission?: Transmission;
}

/** How a response goes on the wire when something is wrong there. */
export type Transmission =
  | { readonly kind: "reset" }
  | { readonly kind: "truncated" }
  | { readonly kind: "slow"; readonly milliseconds: number };
