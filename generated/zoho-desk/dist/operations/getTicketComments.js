import { operation } from "../runtime/request/operation.js";
import { writeStyled } from "../runtime/request/parameters.js";
import { readValues } from "../runtime/values.js";
/**
* List the comments of a ticket
*
* Lists the comments of a ticket.
*
* `GET /api/v1/tickets/{ticketId}/comments`
*
* Scopes: `Desk.tickets.READ`
*/
export const getTicketComments = /* @__PURE__ */ operation({
	name: "getTicketComments",
	method: "GET",
	path: "/api/v1/tickets/{ticketId}/comments",
	parameters: [
		{
			name: "ticketId",
			in: "path"
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
	scopes: [["Desk.tickets.READ"]],
	pages: {
		style: "offset",
		position: ["from"],
		items: ["data"],
		limit: ["limit"],
		size: 50
	},
	read: /* @__PURE__ */ readValues([
		{ properties: { data: 1 } },
		{ items: 2 },
		{ properties: {
			id: 3,
			commenterId: 3,
			attachments: 4
		} },
		{ is: "text" },
		{ items: 5 },
		{ properties: {
			id: 3,
			size: 3
		} }
	])
});
