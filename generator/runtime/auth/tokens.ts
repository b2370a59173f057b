/** Tokens as they are stored: JSON data. */
export interface Tokens<Server extends string = string> {
  readonly accessToken: string;
  readonly refreshToken?: string | undefined;
  /** Milliseconds since 1970. Left out: not known, so the token is used until it is refused. */
  readonly expiresAt?: number | undefined;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
  /** What was granted, where the server said so. */
  readonly scopes?: readonly string[] | undefined;
  /** The name of the server that these tokens are for, where the program named it, or the redirect its accounts address. */
  readonly server?: Server | undefined;
  /** The variables in the address of that server, where the program named them. */
  readonly serverVariables?: { readonly [name: string]: string | undefined } | undefined;
  /** What these tokens began with, such as the first refresh token of a user's consent; those that follow keep it. */
  readonly consent?: string | undefined;
}

/** Whether a value from a store has the shape of tokens. */
export function isTokens(value: unknown): value is Tokens {
  if (typeof value !== "object" || value === null) return false;
  const { accessToken, receivedAt, expiresAt, refreshToken } = value as { [key: string]: unknown };
  return (
    typeof accessToken === "string" &&
    typeof receivedAt === "number" &&
    (expiresAt === undefined || typeof expiresAt === "number") &&
    (refreshToken === undefined || typeof refreshToken === "string")
  );
}

/** Whether a token will do for `margin` more milliseconds, or for half its life where that is shorter. */
export function isFresh({ expiresAt, receivedAt }: Tokens, margin: number): boolean {
  if (expiresAt === undefined) return true;
  return Date.now() < expiresAt - Math.max(0, Math.min(margin, (expiresAt - receivedAt) / 2));
}
