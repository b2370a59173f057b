/**
* The JSON data that a storage gives for a key: unstorage parses what it reads, others give the text. Undefined for a text that is no
* JSON.
*/
export declare function storedJson(value: unknown): unknown;
