/** A scope: one that an operation needs or that includes others, or any other. */
export type Scope = "Desk.InstantMessages.READ" | "Desk.agents.READ" | "Desk.basic.READ" | "Desk.basic.UPDATE" | "Desk.contacts.ALL" | "Desk.contacts.CREATE" | "Desk.contacts.READ" | "Desk.contacts.UPDATE" | "Desk.organization.READ" | "Desk.settings.ALL" | "Desk.settings.READ" | "Desk.settings.UPDATE" | "Desk.tickets.ALL" | "Desk.tickets.CREATE" | "Desk.tickets.READ" | "Desk.tickets.UPDATE" | "profile.userphoto.READ" | (string & {});
/** How the API means its scopes: what each includes, and whether case matters. */
export declare const rules: {
	readonly isCaseSensitive: false;
	readonly implies: {
		readonly "desk.contacts.all": readonly ["desk.contacts.*"];
		readonly "desk.settings.all": readonly ["desk.settings.*"];
		readonly "desk.tickets.all": readonly ["desk.tickets.*"];
	};
};
