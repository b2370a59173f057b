import type { Middleware } from "./transport.js";
/**
* Middleware that refuses cookies of a browser session as authentication, as a token or in a `Cookie` header: they belong to
* a person and a browser, and an API session is another thing. `*` at the end of a name stands for any further text.
*
* The call rejects with an AuthError that names the cookie, before any request.
*/
export declare function refuseSessionCookies(names: readonly string[]): Middleware;
/** The name of the first session cookie in a header or a token. */
export declare function sessionCookieIn(text: string, names: readonly string[]): string | undefined;
