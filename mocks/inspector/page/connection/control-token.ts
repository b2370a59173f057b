/** Where the token is for as long as the tab is open; nobody else's page sees it there. */
const key = "twinspec-control-token";

/** The control token that was given in this tab; undefined where none was. */
export function rememberedToken(): string | undefined {
  try {
    return sessionStorage.getItem(key) ?? undefined;
  } catch {
    // A browser may refuse storage; the token is then in memory alone.
    return undefined;
  }
}

/** Keeps the control token for this tab. */
export function rememberToken(token: string | undefined): void {
  try {
    if (token === undefined) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, token);
  } catch {
    // As above.
  }
}
