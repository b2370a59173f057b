import { covers as covers_, missingScopes as missingScopes_, withScopes as withScopes_ } from "./runtime/scopes.js";
import { rules } from "./scope-rules.js";
export { MissingScopeError } from "./runtime/scopes.js";
export { rules } from "./scope-rules.js";
/** What each operation needs, by name: alternatives of sets of scopes. Without an alternative it needs none. */
export const requirements = {
	addAccountFollowers: [["Desk.contacts.UPDATE"]],
	addContactFollowers: [["Desk.contacts.UPDATE"]],
	browserStatus: [],
	chat: [],
	chatPlan: [],
	createContact: [["Desk.contacts.CREATE"]],
	createTicket: [["Desk.tickets.CREATE"]],
	createTicketAttachment: [["Desk.tickets.UPDATE"]],
	createTicketComment: [["Desk.tickets.UPDATE"]],
	getAccessibleOrganizationsForUser: [[
		"Desk.basic.READ",
		"Desk.organization.READ",
		"Desk.settings.READ"
	]],
	getAccountFollowers: [["Desk.contacts.READ"]],
	getAgent: [[
		"Desk.agents.READ",
		"Desk.basic.READ",
		"Desk.settings.READ"
	]],
	getAgentProfilePhoto: [[
		"Desk.agents.READ",
		"Desk.basic.READ",
		"Desk.settings.READ",
		"profile.userphoto.READ"
	]],
	getAgents: [[
		"Desk.agents.READ",
		"Desk.basic.READ",
		"Desk.settings.READ"
	]],
	getBacklogTickets: [["Desk.tickets.READ"]],
	getContact: [["Desk.contacts.READ"]],
	getContactFollowers: [["Desk.contacts.READ"]],
	getContacts: [["Desk.contacts.READ"]],
	getMyPreference: [["Desk.basic.READ", "Desk.settings.READ"]],
	getOnholdTickets: [["Desk.tickets.READ"]],
	getOrganization: [[
		"Desk.basic.READ",
		"Desk.organization.READ",
		"Desk.settings.READ"
	]],
	getOrganizationFavicon: [],
	getOrganizations: [[
		"Desk.basic.READ",
		"Desk.organization.READ",
		"Desk.settings.READ"
	]],
	getReopenedTickets: [["Desk.tickets.READ"]],
	getSessionAnalytics: [["Desk.basic.READ", "Desk.settings.READ"]],
	getSessionAnalytics2: [["Desk.basic.READ", "Desk.settings.READ"]],
	getSessionMetrics: [["Desk.InstantMessages.READ"]],
	getSessions: [["Desk.InstantMessages.READ"]],
	getSolvedTickets: [["Desk.tickets.READ"]],
	getTicket: [["Desk.tickets.READ"]],
	getTicketAttachments: [["Desk.tickets.READ"]],
	getTicketComments: [["Desk.tickets.READ"]],
	getTickets: [["Desk.tickets.READ"]],
	me: [],
	removeAccountFollowers: [["Desk.contacts.UPDATE"]],
	removeContactFollowers: [["Desk.contacts.UPDATE"]],
	updateContact: [["Desk.contacts.UPDATE"]],
	updateMyPreferences: [["Desk.basic.UPDATE", "Desk.settings.UPDATE"]],
	updateTicket: [["Desk.tickets.UPDATE"]]
};
/** Whether granted scopes, together with all that they imply, include one. */
export function covers(granted, scope) {
	return covers_(granted, scope, rules);
}
/** The scopes that are missing from the alternative of a requirement which lacks least; none when it is met. */
export function missingScopes(requirement, granted) {
	return missingScopes_(requirement, granted, rules);
}
/**
* The transport, which sends nothing where scopes are missing: the call rejects with a MissingScopeError. For programs that
* import single operations; the client of `createClient({ scopes })` does so by itself.
*/
export function withScopes(transport, grant) {
	return withScopes_(transport, grant, rules);
}
