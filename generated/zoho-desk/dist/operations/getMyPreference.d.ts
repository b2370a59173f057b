import { type Needs, type Operation } from "../runtime/request/operation.js";
import type { ErrorJson } from "../schemas/ErrorJson.js";
import type { MyPreference } from "../schemas/MyPreference.js";
/** What {@link getMyPreference} takes. */
export interface GetMyPreferenceArguments {
	/**
	* ID of the organization that the request is about
	*
	* Default: the client's.
	*/
	orgId?: string | undefined;
}
/** What {@link getMyPreference} answers. */
export type GetMyPreferenceData = MyPreference;
/** What {@link getMyPreference} answers when it fails. */
export type GetMyPreferenceError = ErrorJson | string;
/**
* Get my preferences
*
* Answers the preferences of the agent whose token is used.
*
* `GET /api/v1/myPreferences`
*
* Scopes: `Desk.basic.READ` and `Desk.settings.READ`
*/
export declare const getMyPreference: Operation<[args?: GetMyPreferenceArguments], GetMyPreferenceData, GetMyPreferenceError> & Needs<["Desk.basic.READ", "Desk.settings.READ"]>;
