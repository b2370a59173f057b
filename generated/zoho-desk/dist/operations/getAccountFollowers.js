import { operation } from "../runtime/request/operation.js";
import { readValues } from "../runtime/values.js";
/**
* List the followers of an account
*
* Lists the users who follow an account.
*
* `GET /api/v1/accounts/{accountId}/followers`
*
* Scopes: `Desk.contacts.READ`
*/
export const getAccountFollowers = /* @__PURE__ */ operation({
	name: "getAccountFollowers",
	method: "GET",
	path: "/api/v1/accounts/{accountId}/followers",
	parameters: [
		{
			name: "accountId",
			in: "path"
		},
		{
			name: "from",
			in: "query"
		},
		{
			name: "limit",
			in: "query"
		},
		{
			name: "orgId",
			in: "query",
			client: "required"
		}
	],
	scopes: [["Desk.contacts.READ"]],
	pages: {
		style: "offset",
		items: ["data"],
		position: ["from"],
		limit: ["limit"]
	},
	read: /* @__PURE__ */ readValues([
		{ properties: { data: 1 } },
		{ items: 2 },
		{ properties: { id: 3 } },
		{ is: "text" }
	])
});
