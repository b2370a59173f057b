import { operation } from "../runtime/request/operation.js";
import { writeStyled } from "../runtime/request/parameters.js";
import { readValues } from "../runtime/values.js";
/**
* List tickets
*
* Lists tickets, of one department or of all that the agent may see.
*
* `GET /api/v1/tickets`
*
* Scopes: `Desk.tickets.READ`
*/
export const getTickets = /* @__PURE__ */ operation({
	name: "getTickets",
	method: "GET",
	path: "/api/v1/tickets",
	parameters: [
		{
			name: "departmentId",
			in: "query"
		},
		{
			name: "viewId",
			in: "query"
		},
		{
			name: "assignee",
			in: "query",
			explode: false,
			write: writeStyled
		},
		{
			name: "channel",
			in: "query"
		},
		{
			name: "status",
			in: "query",
			explode: false,
			write: writeStyled
		},
		{
			name: "priority",
			in: "query",
			explode: false,
			write: writeStyled
		},
		{
			name: "receivedInDays",
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
	scopes: [["Desk.tickets.READ"]],
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
			departmentId: 3,
			contactId: 3,
			accountId: 3,
			productId: 3,
			assigneeId: 3,
			teamId: 3,
			commentCount: 3,
			threadCount: 3
		} },
		{ is: "text" }
	])
});
