import { type Needs, type Operation } from "../runtime/request/operation.js";
import type { ErrorJson } from "../schemas/ErrorJson.js";
import type { Organization } from "../schemas/Organization.js";
/** What {@link getOrganization} takes. */
export interface GetOrganizationArguments {
	/** ID of the organization */
	organizationId: string;
	/** Whether to add customDomain <p><b>Possible values:</b> - true = adds the field - false = leaves it out</p> */
	includeCustomDomain?: boolean | undefined;
	/**
	* ID of the organization that the request is about
	*
	* Default: the client's.
	*/
	orgId?: string | undefined;
}
/** What {@link getOrganization} answers. */
export type GetOrganizationData = Organization;
/** What {@link getOrganization} answers when it fails. */
export type GetOrganizationError = ErrorJson | string;
/**
* Get an organization
*
* Answers one organization.
*
* `GET /api/v1/organizations/{organizationId}`
*
* Scopes: `Desk.basic.READ` and `Desk.organization.READ` and `Desk.settings.READ`
*/
export declare const getOrganization: Operation<[args: GetOrganizationArguments], GetOrganizationData, GetOrganizationError> & Needs<["Desk.basic.READ", "Desk.organization.READ", "Desk.settings.READ"]>;
