import type { PagesDescription } from "../description.js";
/**
* Whether a result holds nothing that was asked for: it is empty, the list that its operation gives page by page is, or it
* has an empty list or an empty member of a usual name, and else only what tells of the page.
*/
export declare function isNothing(result: unknown, pages?: PagesDescription): boolean;
