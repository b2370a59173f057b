import { type ToolEnvelope } from "./envelope.js";
import { type ApiSession, type SessionId } from "./sessions.js";
/** What stores results: unstorage's `createStorage` has it, with a driver for a folder, Redis and others. */
export interface ResultStorage {
	getItem(key: string): unknown;
	setItem(key: string, value: string): unknown;
	removeItem(key: string): unknown;
	getKeys(base?: string): readonly string[] | Promise<readonly string[]>;
}
/** How results are stored. */
export interface SessionResultsOptions {
	/** Default: the memory of this process. */
	readonly storage?: ResultStorage | undefined;
	/** How many sessions memory holds; the one that was written longest ago goes first. Default: 1,000. */
	readonly maximum?: number | undefined;
}
/** The last result of each session. What is stored is plain JSON, with the data of the API in it. */
export interface SessionResults {
	/** The last envelope of a session; undefined where there is none. */
	get(session: SessionId): Promise<ToolEnvelope | undefined>;
	set(session: SessionId, envelope: ToolEnvelope): Promise<void>;
	delete(session: SessionId): Promise<void>;
	/** The sessions that have a result. */
	sessions(): Promise<ApiSession[]>;
}
/**
* Stores results by session. In a storage they stay until they are deleted, unless its driver lets them expire. What
* `apiSession` refuses, cookies of these names included, makes each of its functions reject with a TypeError.
*/
export declare function createSessionResults({ storage, maximum }?: SessionResultsOptions, sessionCookies?: readonly string[]): SessionResults;
