import { type Needs, type Operation } from "../runtime/request/operation.js";
import type { Agent } from "../schemas/Agent.js";
import type { ErrorJson } from "../schemas/ErrorJson.js";
/** What {@link getAgent} takes. */
export interface GetAgentArguments {
	/** ID of the agent */
	agentId: string;
	/** What to add to the agent */
	include?: ("profile" | "role" | "associatedDepartments" | "associatedChatDepartments" | "verifiedEmails")[] | undefined;
	/**
	* ID of the organization that the request is about
	*
	* Default: the client's.
	*/
	orgId?: string | undefined;
}
/** What {@link getAgent} answers. */
export type GetAgentData = Agent;
/** What {@link getAgent} answers when it fails. */
export type GetAgentError = ErrorJson | string;
/**
* Get an agent
*
* Answers one agent.<p><b>Note</b>: the scopes are alternatives, not all of them are needed.</p>
*
* `GET /api/v1/agents/{agentId}`
*
* Scopes: `Desk.agents.READ` and `Desk.basic.READ` and `Desk.settings.READ`
*/
export declare const getAgent: Operation<[args: GetAgentArguments], GetAgentData, GetAgentError> & Needs<["Desk.agents.READ", "Desk.basic.READ", "Desk.settings.READ"]>;
