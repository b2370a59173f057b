import { type Needs, type Operation } from "../runtime/request/operation.js";
import type { ErrorJson } from "../schemas/ErrorJson.js";
import type { Organization } from "../schemas/Organization.js";
/** What {@link getOrganizations} answers. */
export type GetOrganizationsData = {
	data: Organization[];
};
/** What {@link getOrganizations} answers when it fails. */
export type GetOrganizationsError = ErrorJson | string;
/**
* List my organizations
*
* Lists the organizations that the user belongs to. Needs no orgId, so it is where the orgId comes from.
*
* `GET /api/v1/organizations`
*
* Scopes: `Desk.basic.READ` and `Desk.organization.READ` and `Desk.settings.READ`
*/
export declare const getOrganizations: Operation<[], GetOrganizationsData, GetOrganizationsError> & Needs<["Desk.basic.READ", "Desk.organization.READ", "Desk.settings.READ"]>;
