import { type Needs, type Operation } from "../runtime/request/operation.js";
import type { ErrorDetailArr } from "../schemas/ErrorDetailArr.js";
import type { ErrorJson } from "../schemas/ErrorJson.js";
import type { MyPreference } from "../schemas/MyPreference.js";
/** What {@link updateMyPreferences} takes. */
export interface UpdateMyPreferencesArguments {
	/**
	* ID of the organization that the request is about
	*
	* Default: the client's.
	*/
	orgId?: string | undefined;
	body: MyPreference;
}
/** What {@link updateMyPreferences} answers. */
export type UpdateMyPreferencesData = undefined;
/** What {@link updateMyPreferences} answers when it fails. */
export type UpdateMyPreferencesError = ErrorJson | string | (ErrorJson & {
	errors: ErrorDetailArr;
});
/**
* Update my preferences
*
* Changes the preferences that are sent, and leaves the others as they are.
*
* `PATCH /api/v1/myPreferences`
*
* Scopes: `Desk.basic.UPDATE` and `Desk.settings.UPDATE`
*/
export declare const updateMyPreferences: Operation<[args: UpdateMyPreferencesArguments], UpdateMyPreferencesData, UpdateMyPreferencesError> & Needs<["Desk.basic.UPDATE", "Desk.settings.UPDATE"]>;
