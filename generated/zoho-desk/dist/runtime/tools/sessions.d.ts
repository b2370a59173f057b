declare const kind: unique symbol;
/** The identifier under which results of API calls are stored. It has nothing to do with a browser's session. */
export type ApiSession = string & {
	readonly [kind]: "API session";
};
/** A string that may be the identifier of an API session: any, but what is marked as a browser's session. */
export type SessionId = string & {
	readonly [kind]?: "API session";
};
/**
* The state of a browser's session, as an assistant tells it. It has nothing to do with stored results of API calls: neither
* it nor an identifier in it is taken for an API session.
*/
export type BrowserSession<Status extends object = object> = { [Name in keyof Status]: Name extends "session_id" | "sessionId" ? OfBrowser<Status[Name]> : Status[Name] } & {
	readonly [kind]: "browser session";
};
type OfBrowser<Id> = Id extends string ? Id & {
	readonly [kind]: "browser session";
} : Id;
/**
* The identifier of an API session. Throws a TypeError for what cannot be one: an empty string, one of more than 200
* characters, the state of a browser's session, or one of its cookies, whose names `sessionCookies` has.
*/
export declare function apiSession(id: SessionId, sessionCookies?: readonly string[]): ApiSession;
/** The state of a browser's session, marked as such: what takes an API session does not take it, nor the other way round. */
export declare function browserSession<Status extends object>(status: Status): BrowserSession<Status>;
export {};
