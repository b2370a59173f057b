import { type Identifier, type Links, type Settled } from "./runtime/links.js";
import { type TransportOptions } from "./transport.js";
export type { Enriching, Identifier, LinkTo, Linked, Links, Portal } from "./runtime/links.js";
/** The identifiers that each link is made of. */
export interface LinkIdentifiers {
	/** `/agent/{portal}/{department}/tickets/details/{ticketId}` */
	ticket: "orgId" | "portal" | "department" | "ticketId";
	/** `/support/{portal}/ShowHomePage.do#Cases/dv/{ticketId}` */
	classicTicket: "orgId" | "portal" | "ticketId";
	/** `/support/{portal}/ShowHomePage.do#Contacts/dv/{contactId}` */
	classicContact: "orgId" | "portal" | "contactId";
}
/** What {@link createLinks} takes: a server, and identifiers that need not be given to each link then. */
export interface LinksOptions extends Pick<TransportOptions, Extract<keyof TransportOptions, "baseUrl" | "server" | "serverVariables">> {
	/** Further hosts whose addresses a response may name in place of a link. */
	hosts?: readonly string[] | undefined;
	orgId?: Identifier | undefined;
	portal?: Identifier | undefined;
	department?: Identifier | undefined;
	ticketId?: Identifier | undefined;
	contactId?: Identifier | undefined;
}
/** Makes the options that are no options errors. */
type Known<Given> = { readonly [Name in Exclude<keyof Given, keyof LinksOptions>]: never };
/**
* Builders of addresses in the portal, by name, and what adds such addresses to records. A missing or empty identifier is a
* TypeError that names it.
*/
export declare function createLinks<Given extends LinksOptions>(options: Given & Known<Given>): Links<LinkIdentifiers, Settled<Given>>;
