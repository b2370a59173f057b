import { operation } from "../runtime/request/operation.js";
import { readValues } from "../runtime/values.js";
/**
* List the followers of a contact
*
* Lists the users who follow a contact.
*
* `GET /api/v1/contacts/{contactId}/followers`
*
* Scopes: `Desk.contacts.READ`
*/
export const getContactFollowers = /* @__PURE__ */ operation({
	name: "getContactFollowers",
	method: "GET",
	path: "/api/v1/contacts/{contactId}/followers",
	parameters: [
		{
			name: "contactId",
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
		position: ["from"],
		items: ["data"],
		limit: ["limit"]
	},
	read: /* @__PURE__ */ readValues([
		{ properties: { data: 1 } },
		{ items: 2 },
		{ properties: { id: 3 } },
		{ is: "text" }
	])
});
