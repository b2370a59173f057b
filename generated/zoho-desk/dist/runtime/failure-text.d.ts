/**
* What the body of an error says, in one line of at most 300 characters and without what looks like a secret: code, text
* and fields of the usual shapes (`message`, `error`, `errorCode`, `errors[]`, `title` and `detail` of RFC 9457,
* `error_description` of RFC 6749), the first line of text, the title of an HTML page. Empty when it says nothing.
*/
export declare function failureText(body: unknown, secrets?: readonly string[]): string;
/** Text without line ends and without what does not show. */
export declare function oneLine(text: string): string;
