/** How the API means its scopes: what each includes, and whether case matters. */
export const rules = {
	isCaseSensitive: false,
	implies: {
		"desk.contacts.all": ["desk.contacts.*"],
		"desk.settings.all": ["desk.settings.*"],
		"desk.tickets.all": ["desk.tickets.*"]
	}
};
