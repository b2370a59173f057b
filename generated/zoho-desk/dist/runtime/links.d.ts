import { type Result, type Server, type ServerOptions, type Success } from "./core/transport.js";
import type { Page } from "./pagination/pages.js";
/**
* An identifier in a link. One of more than 15 digits is a string or a BigInt: a JavaScript number does not hold it.
*/
export type Identifier = string | number | bigint;
/** Identifiers by name. */
export interface Identifiers {
	readonly [name: string]: Identifier | undefined;
}
/** How one kind of link is made. The generator writes one for each template of the settings and the documents. */
export interface LinkTemplate {
	/** An address with identifiers in braces; a relative one is at the origin of the server. */
	readonly url: string;
	/** Identifiers that the link needs although its address does not show them. */
	readonly requires?: readonly string[];
	/** The members of records that hold identifiers, where their names differ. */
	readonly members?: {
		readonly [identifier: string]: string;
	};
	/** The operations whose records it is for. */
	readonly operations?: readonly string[];
}
/** What links are made with beside identifiers. */
export interface LinkOptions extends ServerOptions {
	/** Its origin wins over that of the server. */
	readonly baseUrl?: string | undefined;
	/** Further hosts whose addresses a response may name in place of a link. */
	readonly hosts?: readonly string[] | undefined;
}
/** What a record with a link has besides; null where the record says that there is nothing to link to. */
export interface Portal {
	readonly portalUrl: string | null;
}
/** A record, a list of them or an envelope `{ data: [...] }`, each record with its link. */
export type Linked<Value> = Value extends readonly (infer Item)[] ? Linked<Item>[] : Value extends object ? IsEnvelope<Value> extends true ? { [Key in keyof Value]: Key extends "data" ? Linked<Value[Key]> : Value[Key] } : Value & Portal : Value;
type IsEnvelope<Value> = "data" extends keyof Value ? NonNullable<Value["data" & keyof Value]> extends readonly unknown[] ? true : false : false;
/** The identifiers of links by the names of these; those that were given already may be left out. */
export type Links<
	Needs,
	Given = never
> = { readonly [Name in keyof Needs]: LinkTo<Needs[Name] & string, Given> } & Enriching<keyof Needs, Needs[keyof Needs] & string>;
/** The identifiers that were given to all links for sure. */
export type Settled<Given> = { [Name in keyof Given]-?: undefined extends Given[Name] ? never : Name }[keyof Given];
/**
* Makes one kind of link. Throws a TypeError that names the identifier which is missing, empty, or would change the
* path.
*/
export type LinkTo<
	Name extends string,
	Given
> = [Exclude<Name, Given>] extends [never] ? (identifiers?: Some<Name>) => string : (identifiers: { readonly [Each in Exclude<Name, Given>]: Identifier } & Some<Name>) => string;
type Some<Name extends string> = { readonly [Each in Name]?: Identifier | undefined };
/** What adds links to records. */
export interface Enriching<
	Name extends PropertyKey,
	Each extends string
> {
	/**
	* Records with `portalUrl`, as new objects: one record, a list, or an envelope `{ data: [...] }`. An address that the
	* record has itself (`webUrl`) wins where it is https and on a host of the API. Identifiers that are given win over
	* the record's own; the host never comes from a record. Throws a TypeError that names a missing identifier.
	*/
	enrich<Value>(name: Name, value: Value, identifiers?: Some<Each>): Linked<Value>;
	/**
	* The result of one of `operations`, or a page of it, with its records enriched; one with an error comes back as it
	* is.
	*/
	withLinks<
		Data,
		Item
	>(page: Page<Data, Item>, identifiers?: Some<Each>): Page<Linked<Data>, Linked<Item>>;
	withLinks<Data>(result: Success<Data>, identifiers?: Some<Each>): Success<Linked<Data>>;
	withLinks<
		Data,
		Failure
	>(result: Result<Data, Failure>, identifiers?: Some<Each>): Result<Linked<Data>, Failure>;
	/** The operations whose results `withLinks` takes. */
	readonly operations: readonly string[];
}
/**
* Builders of links by name, and what enriches records with them. `given` are identifiers for all links, and the only
* ones that may be part of a host.
*
* Throws a TypeError for a server that is not there.
*/
export declare function createLinks<
	Needs,
	Given = never
>(templates: {
	readonly [name: string]: LinkTemplate;
}, servers: {
	readonly [name: string]: Server;
}, given: LinkOptions & {
	readonly [name: string]: unknown;
}): Links<Needs, Given>;
export {};
