/** The requests that answers came to, where their calls are limited; it keeps no answer alive. */
export declare const sentRequests: WeakMap<Response, Request>;
/** The secrets that a request carried, the longest first: an answer may repeat them in words of its own. */
export declare function sentSecrets(response: Response): readonly string[];
