/** Whether a response can be made whose body is another: `fetch` gives statuses that nobody else can make. */
export declare function canStandIn({ body, status }: Response): boolean;
/**
* A response with another body and everything else the same, the address included. `mend` makes the error of a body that
* cannot be read: Chromium has a TypeError for all that goes wrong in a stream.
*/
export declare function standIn(response: Response, body: BodyInit, mend?: (error: unknown) => unknown): Response;
