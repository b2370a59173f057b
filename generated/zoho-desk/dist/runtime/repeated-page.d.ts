import type { MemberPath } from "./description.js";
/**
* What throws an Error for a page of a counted list that came before: one with the ids of the first page or of the page
* before it, in whatever order; where items have no ids, one that is the page before it as JSON. A shorter page of known
* ids is none: a list that grew at its beginning may end with it.
*/
export declare function createRepetitionGuard(operation: string, position: MemberPath): (items: readonly unknown[]) => void;
