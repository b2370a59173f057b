import { memberAt } from "../member-path.js";
import { isObject } from "./json-object.js";
import { bare } from "./nearest.js";
/** Members that hold what was asked for, and those that tell of the page or of the answer itself; without case and punctuation. */
const holders = words("data result results response payload embedded items records values entries list content elements objects rows hits nodes");
const companions = words("meta metadata responsemetadata pagination paging pager page pages pageinfo info links link cursor cursors count size limit", "offset from skip start startindex perpage pagesize pagenumber total totalcount totalitems totalresults totalrecords", "totalelements totalpages totalhits hasmore hasnext hasnextpage more morerecords next nextcursor nextpage nextpagetoken nexttoken", "nextlink nexturl prev previous self first last status code message success ok error errors warnings kind object odatacontext");
/**
* Whether a result holds nothing that was asked for: it is empty, the list that its operation gives page by page is, or it
* has an empty list or an empty member of a usual name, and else only what tells of the page.
*/
export function isNothing(result, pages) {
	if (isEmpty(result)) return true;
	if (!isObject(result)) return false;
	const list = pages && memberAt(result, pages.items);
	if (Array.isArray(list) || list === null) return isEmpty(list);
	if (pages?.sparse && list === undefined) return true;
	const members = Object.entries(result);
	const holding = members.filter(([name, value]) => Array.isArray(value) || holders.has(bare(name)));
	return holding.some(([name]) => !companions.has(bare(name))) && holding.every(([, value]) => isNothing(value)) && members.every(([name, value]) => isNothing(value) || companions.has(bare(name)));
}
function isEmpty(value) {
	if (value === null || value === undefined || value === "") return true;
	return typeof value === "object" && Object.keys(value).length === 0;
}
function words(...texts) {
	return new Set(texts.join(" ").split(" "));
}
//# sourceMappingURL=is-nothing.js.map
