import { createHash, createHmac } from "node:crypto";

/** Gives the text of the token with that number, the same for the same number. */
export type TokenText = (kind: "access" | "refresh" | "code", number: number) => string;

/** Tokens that follow from the seed alone: 43 characters of base64url. */
export function seededTokenText(seed: string | number): TokenText {
  return (kind, number) => createHmac("sha256", String(seed)).update(`${kind} ${number}`).digest("base64url");
}

/** A name for a credential that can be a key anywhere and does not give the credential away. */
export function digest(credential: string): string {
  return createHash("sha256").update(credential).digest("hex");
}
