import { MissingScopeError } from "./missing-scope-error.js";
import { missingScopes } from "./scopes.js";
import { prepare } from "./transport.js";
/**
* The transport, which sends nothing where scopes are missing: the call rejects with a MissingScopeError. Where the token
* endpoint has yet to say what it grants, the token is fetched first. A request to another server than the API needs none.
*/
export function withScopes(transport, grant, rules) {
	const { auth } = grant;
	return {
		...transport,
		[prepare]: async (description, args, isElsewhere) => {
			if (description.scopes && !isElsewhere) {
				refuse(description, grant, rules);
				if (typeof auth === "function" && auth.scopes && !auth.scopes()) {
					await auth();
					refuse(description, grant, rules);
				}
			}
			return await transport[prepare]?.(description, args, isElsewhere) ?? args;
		}
	};
}
/** Whether nothing is known to be missing for an operation. */
export function isGranted(description, grant, rules) {
	return findMissing(description, grant, rules) === undefined;
}
function refuse(description, grant, rules) {
	const found = findMissing(description, grant, rules);
	if (found) throw new MissingScopeError(description.name, {
		...found,
		needs: description.scopes ?? []
	});
}
function findMissing({ scopes = [] }, grant, rules) {
	const { auth } = grant;
	const known = {
		"the client": grant.scopes,
		"the token": typeof auth === "function" ? auth.scopes?.() : undefined
	};
	return Object.entries(known).map(([owner, has]) => ({
		owner,
		has: has ?? [],
		missing: has ? missingScopes(scopes, has, rules) : []
	})).find(({ missing }) => missing.length > 0);
}
//# sourceMappingURL=scope-guard.js.map
