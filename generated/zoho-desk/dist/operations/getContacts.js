import { operation } from "../runtime/request/operation.js";
import { writeStyled } from "../runtime/request/parameters.js";
import { readValues } from "../runtime/values.js";
/**
* List contacts
*
* Lists the contacts of the help desk.
*
* `GET /api/v1/contacts`
*
* Scopes: `Desk.contacts.READ`
*/
export const getContacts = /* @__PURE__ */ operation({
	name: "getContacts",
	method: "GET",
	path: "/api/v1/contacts",
	parameters: [
		{
			name: "viewId",
			in: "query"
		},
		{
			name: "isSpam",
			in: "query"
		},
		{
			name: "include",
			in: "query",
			explode: false,
			write: writeStyled
		},
		{
			name: "sortBy",
			in: "query"
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
		position: ["from"],
		items: ["data"],
		limit: ["limit"],
		size: 10
	},
	read: /* @__PURE__ */ readValues([
		{ properties: { data: 1 } },
		{ items: 2 },
		{ properties: {
			id: 3,
			accountId: 3,
			ownerId: 3
		} },
		{ is: "text" }
	])
});
