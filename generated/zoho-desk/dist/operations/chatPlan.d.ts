import { type Operation } from "../runtime/request/operation.js";
import type { ChatPlan } from "../schemas/ChatPlan.js";
import type { ToolEnvelope } from "../schemas/ToolEnvelope.js";
/** What {@link chatPlan} takes. */
export interface ChatPlanArguments {
	body: {
		message: string;
		/** The chat to go on with. Left out, a new one starts */
		session_id?: string;
	};
}
/** What {@link chatPlan} answers. */
export type ChatPlanData = ToolEnvelope & {
	tool_result?: ChatPlan | null;
};
/** What {@link chatPlan} answers when it fails. */
export type ChatPlanError = {
	detail: string;
};
/**
* Plan a chat
*
* Says which operations the assistant would call for a message, and calls none. Modelled on an article, in no official file, not verified against the vendor.
*
* `POST /chat/plan`
*/
export declare const chatPlan: Operation<[args: ChatPlanArguments], ChatPlanData, ChatPlanError>;
