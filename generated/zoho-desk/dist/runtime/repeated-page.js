import { memberAt } from "./member-path.js";
/** Members that tell items apart on all pages, where every item has another. Others, such as `agentId`, may come again. */
const identifying = [
	"id",
	"_id",
	"uuid"
];
/**
* What throws an Error for a page of a counted list that came before: one with the ids of the first page or of the page
* before it, in whatever order; where items have no ids, one that is the page before it as JSON. A shorter page of known
* ids is none: a list that grew at its beginning may end with it.
*/
export function createRepetitionGuard(operation, position) {
	let first;
	let previous;
	return (items) => {
		if (items.length === 0) return;
		const ids = idsOf(items);
		const shown = ids ? `ids ${ids}` : textOf(items);
		if (shown === previous || ids && shown === first) throw new Error(`${operation}: the same page came twice; the server ignores "${position.join(".")}"`);
		first ??= shown;
		previous = shown;
	};
}
/** The ids of the items, sorted; undefined where some have none, or the same. */
function idsOf(items) {
	for (const name of identifying) {
		const ids = items.map((item) => memberAt(item, [name])).filter((id) => id !== undefined && id !== null);
		const texts = [...new Set(ids.map((id) => typeof id === "object" ? textOf(id) : String(id)))];
		if (texts.length === items.length) return textOf(texts.sort());
	}
	return undefined;
}
function textOf(value) {
	return JSON.stringify(value, (_, member) => typeof member === "bigint" ? `${member}` : member);
}
//# sourceMappingURL=repeated-page.js.map
