/** The global types that emitted code uses, or that the name of an operation's type may be. */
export const platformTypes: ReadonlySet<string> = new Set([
  ...[
    "ArrayBuffer",
    "AsyncGenerator",
    "ArrayBufferView",
    "Blob",
    "FormData",
    "ReadableStream",
    "Response",
    "URLSearchParams",
  ],
  ...["AggregateError", "EvalError", "ImageData", "MediaError", "RangeError", "ReferenceError", "SyntaxError"],
  ...["SuppressedError", "TypeError", "Uint8Array"],
]);
