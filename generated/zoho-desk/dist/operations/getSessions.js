import { operation } from "../runtime/request/operation.js";
import { readValues } from "../runtime/values.js";
/**
* List sessions
*
* Lists the sessions of instant messaging, in all channels.
*
* `GET /api/v1/im/sessions`
*
* Scopes: `Desk.InstantMessages.READ`
*/
export const getSessions = /* @__PURE__ */ operation({
	name: "getSessions",
	method: "GET",
	path: "/api/v1/im/sessions",
	parameters: [
		{
			name: "departmentId",
			in: "query"
		},
		{
			name: "agentId",
			in: "query"
		},
		{
			name: "contactId",
			in: "query"
		},
		{
			name: "channelId",
			in: "query"
		},
		{
			name: "status",
			in: "query"
		},
		{
			name: "assigneeFilter",
			in: "query"
		},
		{
			name: "createdAfter",
			in: "query"
		},
		{
			name: "createdBefore",
			in: "query"
		},
		{
			name: "excludeSyncingChannels",
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
	scopes: [["Desk.InstantMessages.READ"]],
	pages: {
		style: "offset",
		position: ["from"],
		more: ["hasMore"],
		items: ["data"],
		limit: ["limit"],
		size: 50
	},
	read: /* @__PURE__ */ readValues([
		{ properties: { data: 1 } },
		{ items: 2 },
		{ properties: {
			id: 3,
			channelId: 3,
			agentId: 3,
			botId: 3,
			contactId: 3,
			actor: 4,
			deskAssignee: 4,
			meta: 5
		} },
		{ is: "text" },
		{ properties: {
			id: 3,
			contactId: 3
		} },
		{ properties: {
			DESK_TICKET_ID: 3,
			DESK_TICKET_NUMBER: 3
		} }
	])
});
