import type { Paged } from "../runtime/pagination/pages.js";
import { type Needs, type Operation } from "../runtime/request/operation.js";
import type { Agent } from "../schemas/Agent.js";
import type { ErrorJson } from "../schemas/ErrorJson.js";
/** What {@link getAgents} takes. */
export interface GetAgentsArguments {
	/** Agents whose name or email address has this in it */
	searchStr?: string | undefined;
	/** The field to search in */
	fieldName?: "firstName" | "lastName" | "emailId" | "name" | undefined;
	/** Agents of these departments<p><b>Note</b>: no more than 50.</p> */
	departmentIds?: string[] | undefined;
	/** Agents in this state */
	status?: "ACTIVE" | "DISABLED" | "DELETED" | "IMPORTED" | undefined;
	/** Whether the agents have accepted their invitation */
	isConfirmed?: boolean | undefined;
	/** Light agents or all others<p><b>Possible values</b>: true = light agents, false = the others</p> */
	isLightAgent?: boolean | undefined;
	/** What to add to each agent */
	include?: ("profile" | "role")[] | undefined;
	/** Order by name */
	sortOrder?: "asc" | "desc" | undefined;
	/** Index of the first item to list */
	from?: number | undefined;
	/** Number of agents to list */
	limit?: number | undefined;
	/**
	* ID of the organization that the request is about
	*
	* Default: the client's.
	*/
	orgId?: string | undefined;
}
/** What {@link getAgents} answers. */
export type GetAgentsData = {
	data: Agent[];
} | undefined;
/** What {@link getAgents} answers when it fails. */
export type GetAgentsError = ErrorJson | string;
/**
* List agents
*
* Lists the agents of the help desk.<p><b>Note</b>: the scopes are alternatives, not all of them are needed.</p>
*
* `GET /api/v1/agents`
*
* Scopes: `Desk.agents.READ` and `Desk.basic.READ` and `Desk.settings.READ`
*/
export declare const getAgents: Operation<[args?: GetAgentsArguments], GetAgentsData, GetAgentsError> & Needs<["Desk.agents.READ", "Desk.basic.READ", "Desk.settings.READ"]> & Paged<Agent>;
