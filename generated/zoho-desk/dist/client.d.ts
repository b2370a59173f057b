import { type FetchOptions } from "./fetch.js";
import * as operations from "./operations.js";
import { type Methods } from "./runtime/client.js";
import type { Transport } from "./runtime/core/transport.js";
import { type Scope, rules } from "./scope-rules.js";
import { type TransportOptions } from "./transport.js";
/** What the types of a client's methods depend on. */
interface Types<
	Granted extends Scope,
	Throws extends boolean
> {
	scopes: Granted;
	rules: typeof rules;
	throws: Throws;
}
/** Every operation of Zoho Desk as a method, and what a transport has. */
export interface Client<
	Granted extends Scope = Scope,
	Throws extends boolean = false
> extends Methods<typeof operations, Types<Granted, Throws>>, Transport {
	/** Whether no scope is known to be missing for an operation. Throws a TypeError for one that is not there. */
	can(operation: keyof typeof operations): boolean;
}
/** What a client takes: what a transport does, and limits of time, of attempts and of requests at one time. */
export interface ClientOptions<
	Granted extends Scope = Scope,
	Throws extends boolean = boolean
> extends TransportOptions, Omit<FetchOptions, "fetch"> {
	/**
	* The scopes of the client's tokens, as they are asked for. An operation that needs others cannot be called: the compiler
	* names what is missing, and at run time the call rejects with a MissingScopeError before anything is sent.
	*/
	scopes?: readonly Granted[] | undefined;
	/** Whether a call throws an ApiError where the answer is not a 2xx one. Default: it gives the error. */
	throwOnError?: Throws | undefined;
}
/** A client with every operation. A program that needs few imports those instead, with `createTransport`. */
export declare function createClient<
	const Granted extends Scope = Scope,
	Throws extends boolean = false
>(options?: ClientOptions<Granted, Throws>): Client<Granted, Throws>;
export {};
