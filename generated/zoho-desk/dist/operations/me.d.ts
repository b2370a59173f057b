import { type Operation } from "../runtime/request/operation.js";
import type { AssistantConfiguration } from "../schemas/AssistantConfiguration.js";
import type { ToolEnvelope } from "../schemas/ToolEnvelope.js";
/** What {@link me} answers. */
export type MeData = ToolEnvelope & {
	tool_result?: AssistantConfiguration | null;
};
/** What {@link me} answers when it fails. */
export type MeError = {
	detail: string;
};
/**
* Get my configuration
*
* Tells whom the assistant acts for, in which organization and with which scopes. Modelled on an article, in no official file, not verified against the vendor.
*
* `GET /me`
*/
export declare const me: Operation<[], MeData, MeError>;
