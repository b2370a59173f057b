/** Whether a mock is in this process or reached over HTTP. */
export type Way = "here" | "remote";

/** What a mock gives: at once in this process, as a promise over HTTP. `await` takes both. */
export type Given<How extends Way, Value> = How extends "here" ? Value : Promise<Value>;
