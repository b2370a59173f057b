import { sessionCookieIn } from "../session-cookies.ts";

declare const kind: unique symbol;

/** The identifier under which results of API calls are stored. It has nothing to do with a browser's session. */
export type ApiSession = string & { readonly [kind]: "API session" };

/** A string that may be the identifier of an API session: any, but what is marked as a browser's session. */
export type SessionId = string & { readonly [kind]?: "API session" };

/**
 * The state of a browser's session, as an assistant tells it. It has nothing to do with stored results of API calls: neither
 * it nor an identifier in it is taken for an API session.
 */
export type BrowserSession<Status extends object = object> = {
  [Name in keyof Status]: Name extends "session_id" | "sessionId" ? OfBrowser<Status[Name]> : Status[Name];
} & { readonly [kind]: "browser session" };

type OfBrowser<Id> = Id extends string ? Id & { readonly [kind]: "browser session" } : Id;

const longest = 200;

/**
 * The identifier of an API session. Throws a TypeError for what cannot be one: an empty string, one of more than 200
 * characters, the state of a browser's session, or one of its cookies, whose names `sessionCookies` has.
 */
export function apiSession(id: SessionId, sessionCookies: readonly string[] = []): ApiSession {
  if (typeof id !== "string") throw new TypeError("the identifier of an API session must be a string");
  if (id === "" || id.length > longest)
    throw new TypeError(`the identifier of an API session has 1 to ${longest} characters`);
  const cookie = sessionCookieIn(id, sessionCookies);
  if (cookie !== undefined)
    throw new TypeError(`the cookie ${cookie} of a browser session was given for the identifier of an API session`);
  return id as ApiSession;
}

/** The state of a browser's session, marked as such: what takes an API session does not take it, nor the other way round. */
export function browserSession<Status extends object>(status: Status): BrowserSession<Status> {
  return status as unknown as BrowserSession<Status>;
}
