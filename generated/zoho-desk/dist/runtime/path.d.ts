import type { RequestDraft } from "./description.js";
/**
* A URL with the variables of a path template, such as `/tickets/{ticketId}`, replaced by their texts.
*
* Throws a TypeError, "has no value", when an argument is missing or makes a segment empty, `.` or `..`: URL parsing would drop the
* segment, or the one before it, and the request would reach another operation. Percent-encoding does not prevent that
* (URL Standard, "double-dot URL path segment": `%2e%2e` counts too). It throws one for a user or a password in the base URL as
* well: the platform refuses those with an error that shows them.
*/
export declare function expandPath(url: string, { path }: RequestDraft, operation: string): string;
