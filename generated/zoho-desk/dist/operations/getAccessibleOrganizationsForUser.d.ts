import { type Needs, type Operation } from "../runtime/request/operation.js";
import type { ErrorJson } from "../schemas/ErrorJson.js";
import type { Organization } from "../schemas/Organization.js";
/** What {@link getAccessibleOrganizationsForUser} answers. */
export type GetAccessibleOrganizationsForUserData = {
	data: Organization[];
};
/** What {@link getAccessibleOrganizationsForUser} answers when it fails. */
export type GetAccessibleOrganizationsForUserError = ErrorJson | string;
/**
* List the organizations of the token
*
* Lists the organizations that the access token reaches. Needs no orgId.
*
* `GET /api/v1/accessibleOrganizations`
*
* Scopes: `Desk.basic.READ` and `Desk.organization.READ` and `Desk.settings.READ`
*/
export declare const getAccessibleOrganizationsForUser: Operation<[], GetAccessibleOrganizationsForUserData, GetAccessibleOrganizationsForUserError> & Needs<["Desk.basic.READ", "Desk.organization.READ", "Desk.settings.READ"]>;
