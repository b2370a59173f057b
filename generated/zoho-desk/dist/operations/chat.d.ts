import { type Operation } from "../runtime/request/operation.js";
import type { SessionAnalyticsResult } from "../schemas/SessionAnalyticsResult.js";
import type { ToolEnvelope } from "../schemas/ToolEnvelope.js";
/** What {@link chat} takes. */
export interface ChatArguments {
	body: {
		message: string;
		/** The chat to go on with. Left out, a new one starts */
		session_id?: string;
	};
}
/** What {@link chat} answers. */
export type ChatData = ToolEnvelope & {
	/** The answer in words */
	reply: string;
	tool_result?: SessionAnalyticsResult | null;
};
/** What {@link chat} answers when it fails. */
export type ChatError = {
	detail: string;
};
/**
* Chat
*
* Answers a message and calls what it takes. The result of the last call stands in `tool_result`, and stays stored under `session_id`. When `tool_result` is null or its list is empty, look at how the filters in `p` are formed. Modelled on an article, in no official file, not verified against the vendor.
*
* `POST /chat`
*/
export declare const chat: Operation<[args: ChatArguments], ChatData, ChatError>;
