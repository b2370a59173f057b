import { type Operation } from "../runtime/request/operation.js";
import type { BrowserStatus } from "../schemas/BrowserStatus.js";
import type { ToolEnvelope } from "../schemas/ToolEnvelope.js";
/** What {@link browserStatus} answers. */
export type BrowserStatusData = ToolEnvelope & {
	tool_result?: BrowserStatus | null;
};
/** What {@link browserStatus} answers when it fails. */
export type BrowserStatusError = {
	detail: string;
};
/**
* Get the state of the browser session
*
* Tells whether a browser session with its cookies is saved. That is another thing than the sessions which session analytics lists: the two are never mixed, and cookies authenticate no call of the API. Modelled on an article, in no official file, not verified against the vendor.
*
* `GET /browser/status`
*/
export declare const browserStatus: Operation<[], BrowserStatusData, BrowserStatusError>;
