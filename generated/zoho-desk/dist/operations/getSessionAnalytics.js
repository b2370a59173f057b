import { operation } from "../runtime/request/operation.js";
import { writeStyled } from "../runtime/request/parameters.js";
/**
* Get session analytics
*
* Lists the sessions of agents with customers, with their times and message counts. Without `p` the answer is unfiltered and larger. Modelled on an article, in no official file, not verified against the vendor. The same method and path are registered a second time as `getSessionAnalytics2`, with the same meaning.
*
* `GET /api/v1/_doc/__session_analytics`
*
* Scopes: `Desk.basic.READ` and `Desk.settings.READ`
*/
export const getSessionAnalytics = /* @__PURE__ */ operation({
	name: "getSessionAnalytics",
	method: "GET",
	path: "/api/v1/_doc/__session_analytics",
	parameters: [{
		name: "p",
		in: "query",
		style: "deepObject",
		explode: true,
		write: writeStyled
	}],
	scopes: [["Desk.basic.READ", "Desk.settings.READ"]],
	pages: {
		style: "offset",
		position: ["p", "from"],
		items: ["data"],
		limit: ["p", "limit"],
		size: 50
	}
});
/**
* Another name of {@link getSessionAnalytics}: the very same function.
*
* @deprecated Use {@link getSessionAnalytics}.
*/
export const getSessionAnalytics2 = getSessionAnalytics;
