/** A call that was not sent, because the scopes of its token are known and not enough. */
export class MissingScopeError extends Error {
	name = "MissingScopeError";
	/** The operation's public name. */
	operation;
	/** What the operation needs: alternatives of sets. */
	needs;
	/** What the client or its token has. */
	has;
	/** What to add, of the alternative that lacks least. */
	missing;
	/** `owner` has the scopes: `the client`, or `the token`. */
	constructor(operation, { needs, has, missing, owner }) {
		const alternatives = needs.map((set) => listOf(set)).join(", or ");
		super(`${operation} needs the scopes ${alternatives}; ${owner} has ${listOf(has) || "none"}: add ${listOf(missing)}`);
		this.operation = operation;
		this.needs = needs;
		this.has = has;
		this.missing = missing;
	}
	/** What may be logged. */
	toJSON() {
		const { name, message, operation, needs, has, missing } = this;
		return {
			name,
			message,
			operation,
			needs,
			has,
			missing
		};
	}
}
/** Scopes as prose, each as a JSON text: whatever a document calls a scope, it stays on its line. */
function listOf(scopes) {
	return scopes.map((scope) => JSON.stringify(scope)).join(" and ");
}
