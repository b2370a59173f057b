import type { RequestDraft } from "./description.js";
/**
* `expandPath` for a template with a query of its own, which comes first (`/v1/?Action=Y`), or with a fragment, which tells
* twins apart in documents (`/x#2`) and is not sent.
*/
export declare function expandPathWithQuery(url: string, draft: RequestDraft, operation: string): string;
