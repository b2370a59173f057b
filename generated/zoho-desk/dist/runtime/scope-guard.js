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
		[prepare]: async (description, args, elsewhere) => {
			if (description.scopes && !elsewhere) {
				refuse(description, grant, rules);
				if (typeof auth === "function" && auth.scopes && !auth.scopes()) {
					await auth();
					refuse(description, grant, rules);
				}
			}
			return await transport[prepare]?.(description, args, elsewhere) ?? args;
		}
	};
}
/** Whether nothing is known to be missing for an operation. */
export function isGranted(description, grant, rules) {
	return findMissing(description, grant, rules) === undefined;
}
/**
* Tells of operations, by name, whether nothing is known to be missing for them. What it gives throws a TypeError for an
* operation that is not there. `operations` may be the namespace of a module.
*/
export function canCall(operations, grant, rules) {
	return (name) => {
		if (!Object.hasOwn(operations, name)) throw new TypeError(`there is no operation "${name}"`);
		return isGranted(operations[name].description, grant, rules);
	};
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
