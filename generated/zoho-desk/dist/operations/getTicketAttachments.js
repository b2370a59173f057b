import { operation } from "../runtime/request/operation.js";
import { readValues } from "../runtime/values.js";
/**
* List the attachments of a ticket
*
* Lists the files attached to a ticket.
*
* `GET /api/v1/tickets/{ticketId}/attachments`
*
* Scopes: `Desk.tickets.READ`
*/
export const getTicketAttachments = /* @__PURE__ */ operation({
	name: "getTicketAttachments",
	method: "GET",
	path: "/api/v1/tickets/{ticketId}/attachments",
	parameters: [
		{
			name: "ticketId",
			in: "path"
		},
		{
			name: "isPublic",
			in: "query"
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
	scopes: [["Desk.tickets.READ"]],
	pages: {
		style: "offset",
		position: ["from"],
		items: ["data"],
		limit: ["limit"]
	},
	read: /* @__PURE__ */ readValues([
		{ properties: { data: 1 } },
		{ items: 2 },
		{ properties: {
			id: 3,
			size: 3,
			creatorId: 3
		} },
		{ is: "text" }
	])
});
