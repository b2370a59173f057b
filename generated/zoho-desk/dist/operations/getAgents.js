import { operation } from "../runtime/request/operation.js";
import { writeStyled } from "../runtime/request/parameters.js";
import { readValues } from "../runtime/values.js";
/**
* List agents
*
* Lists the agents of the help desk.<p><b>Note</b>: the scopes are alternatives, not all of them are needed.</p>
*
* `GET /api/v1/agents`
*
* Scopes: `Desk.agents.READ` and `Desk.basic.READ` and `Desk.settings.READ`
*/
export const getAgents = /* @__PURE__ */ operation({
	name: "getAgents",
	method: "GET",
	path: "/api/v1/agents",
	parameters: [
		{
			name: "searchStr",
			in: "query"
		},
		{
			name: "fieldName",
			in: "query"
		},
		{
			name: "departmentIds",
			in: "query",
			explode: false,
			write: writeStyled
		},
		{
			name: "status",
			in: "query"
		},
		{
			name: "isConfirmed",
			in: "query"
		},
		{
			name: "isLightAgent",
			in: "query"
		},
		{
			name: "include",
			in: "query",
			explode: false,
			write: writeStyled
		},
		{
			name: "sortOrder",
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
	scopes: [[
		"Desk.agents.READ",
		"Desk.basic.READ",
		"Desk.settings.READ"
	]],
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
			zuid: 3,
			profileId: 3,
			roleId: 3,
			associatedDepartmentIds: 4
		} },
		{ is: "text" },
		{ items: 3 }
	])
});
