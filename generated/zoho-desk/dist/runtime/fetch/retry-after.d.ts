/**
* Milliseconds that a `Retry-After` header asks to wait (RFC 9110, section 10.2.3): seconds, or a date, which counts from the
* answer's own `Date` where it has one, because the clocks of client and server may differ. Undefined when there is none, or
* none that can be read.
*/
export declare function retryAfter(headers: Headers, now: number): number | undefined;
