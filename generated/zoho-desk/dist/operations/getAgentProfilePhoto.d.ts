import { type Needs, type Operation } from "../runtime/request/operation.js";
import type { ErrorJson } from "../schemas/ErrorJson.js";
/** What {@link getAgentProfilePhoto} takes. */
export interface GetAgentProfilePhotoArguments {
	/** ID of the agent */
	agentId: string;
	/** Size of the picture<p><b>Possible values</b>: THUMBNAIL, ACTUAL</p> */
	fileSize?: "ACTUAL" | "THUMBNAIL" | undefined;
	/**
	* ID of the organization that the request is about
	*
	* Default: the client's.
	*/
	orgId?: string | undefined;
}
/** What {@link getAgentProfilePhoto} answers. */
export type GetAgentProfilePhotoData = Blob;
/** What {@link getAgentProfilePhoto} answers when it fails. */
export type GetAgentProfilePhotoError = ErrorJson | string;
/**
* Get the photo of an agent
*
* Answers the picture as a file.<p><b>Note</b>: a pair of the scopes listed is enough: Desk.agents.READ with profile.userphoto.READ, or Desk.basic.READ with profile.userphoto.READ.</p>
*
* `GET /api/v1/agents/{agentId}/photo`
*
* Scopes: `Desk.agents.READ` and `Desk.basic.READ` and `Desk.settings.READ` and `profile.userphoto.READ`
*/
export declare const getAgentProfilePhoto: Operation<[args: GetAgentProfilePhotoArguments], GetAgentProfilePhotoData, GetAgentProfilePhotoError> & Needs<["Desk.agents.READ", "Desk.basic.READ", "Desk.settings.READ", "profile.userphoto.READ"]>;
