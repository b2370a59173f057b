import { type Operation } from "../runtime/request/operation.js";
import type { ErrorJson } from "../schemas/ErrorJson.js";
/** What {@link getOrganizationFavicon} takes. */
export interface GetOrganizationFaviconArguments {
	/** ID of the organization */
	organizationId: string;
	/**
	* Gets round caches <p><b>Note:</b> letters and digits only</p>
	*
	* On the wire: `no-cache`.
	*/
	noCache?: string | undefined;
	/** Size of the picture <p><b>Possible values:</b> THUMBNAIL, ACTUAL</p> */
	fileSize?: "ACTUAL" | "THUMBNAIL" | undefined;
}
/** What {@link getOrganizationFavicon} answers. */
export type GetOrganizationFaviconData = Blob;
/** What {@link getOrganizationFavicon} answers when it fails. */
export type GetOrganizationFaviconError = ErrorJson | string;
/**
* Get the favicon of an organization
*
* Answers the picture as a file. Its one security scheme, cookie-auth, is defined in no document.
*
* `GET /api/v1/organizations/{organizationId}/favicon`
*/
export declare const getOrganizationFavicon: Operation<[args: GetOrganizationFaviconArguments], GetOrganizationFaviconData, GetOrganizationFaviconError>;
