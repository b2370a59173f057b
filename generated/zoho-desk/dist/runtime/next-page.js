import { nextLink } from "./link-header.js";
import { memberAt, withMember } from "./member-path.js";
import { createRepetitionGuard } from "./repeated-page.js";
/** The way through the pages that begins with a request. Throws a TypeError when that asks for no page that could be. */
export function createPageSequence(operation, described, first) {
	const { style, position = [] } = described;
	const rest = (sent) => sent;
	// A cursor or a URL that was not there yet is followed, whatever it leads to.
	if (style === "cursor" || style === "link") return {
		rest,
		refuseRepetition() {},
		next: byReference(operation, described)
	};
	const refuseRepetition = createRepetitionGuard(operation, position);
	const next = byNumber(operation, described, first);
	if (style === "page") return {
		rest,
		refuseRepetition,
		next
	};
	return {
		refuseRepetition,
		next,
		rest: ({ args }, taken) => ({ args: withMember(args, position, startOf(described, args) + taken) })
	};
}
/** Offsets and page numbers: the list ends with an empty or a short page, or where the body says so. */
function byNumber(operation, described, { args }) {
	const { style, position = [], first = 0, limit, maximum } = described;
	const size = limit && numberAt(args, limit);
	const start = startOf(described, args);
	if (!Number.isFinite(start)) throw new TypeError(`${operation}: "${position.join(".")}" must be a number`);
	let current = start;
	// How many items stand before the page; NaN, which is less than nothing, where nobody knows.
	let before = style === "offset" || start === first ? start - first : (start - first) * (size ?? Number.NaN);
	let largest = described.size ?? 0;
	return ({ args }, { data, items }) => {
		const count = items.length;
		const more = described.more && memberAt(data, described.more);
		const total = described.total && numberAt(data, described.total);
		before += count;
		if (!count || more === false) return undefined;
		if (more !== true && total !== undefined && before >= total) return undefined;
		// A server may give less than it was asked for: short is what is less than it is known to give.
		const isShort = size !== undefined && count < Math.min(size, maximum ?? largest);
		if (isShort && more !== true && total === undefined) return undefined;
		largest = Math.max(largest, count);
		current += style === "offset" ? count : 1;
		return { args: withMember(args, position, current) };
	};
}
/** Where a page begins. */
function startOf({ position = [], first = 0 }, args) {
	return numberAt(args, position) ?? first;
}
/** Cursors and URLs: the list ends where the server names no further one, however short or empty a page is. */
function byReference(operation, described) {
	const { style, position = [] } = described;
	const seen = new Set();
	return ({ args }, answered) => {
		const { data, items, response, address } = answered;
		seen.add(style === "link" ? address : String(memberAt(args, position)));
		const more = described.more && memberAt(data, described.more);
		if (more === false) return undefined;
		const next = described.next ? memberAt(data, described.next) : described.last ? memberAt(items.at(-1), described.last) : nextLink(response.headers.get("Link"));
		if (next === undefined || next === null || next === "" || next === false) {
			if (more !== true) return undefined;
			throw new Error(`${operation}: the answer says that there is more, but not where`);
		}
		// Nothing comes after a cursor 0, but that of the last item's id: cursors that are numbers end with it.
		if (described.next && more !== true && String(next) === "0") return undefined;
		if (typeof next === "object" || next === true) throw new Error(`${operation}: what leads to the next page is no text`);
		if (style === "link") {
			const url = urlOf(operation, String(next), answered);
			if (seen.has(url)) throw new Error(`${operation}: the same page would come again; the server leads back to a page that came`);
			return {
				args,
				url
			};
		}
		if (seen.has(String(next))) throw new Error(`${operation}: the same page would come again; the server gave one cursor twice`);
		return { args: withMember(args, position, next) };
	};
}
/** The URL of the next page, without a fragment. */
function urlOf(operation, reference, { response, address }) {
	const base = response.url || address;
	if (!URL.canParse(reference, base)) throw new Error(`${operation}: what leads to the next page is no URL`);
	const url = new URL(reference, base);
	if (url.origin !== new URL(address).origin) throw new Error(`${operation}: the next page is on ${url.origin}, where the credentials must not go`);
	if (url.username || url.password) throw new Error(`${operation}: the URL of the next page holds a user or a password`);
	url.hash = "";
	return url.href;
}
/** A number in a value, which may be written as text; NaN for anything else, undefined where there is none. */
function numberAt(value, path) {
	const member = memberAt(value, path);
	return member === undefined || member === null ? undefined : Number(member);
}
//# sourceMappingURL=next-page.js.map
