import { MissingScopeError } from "./missing-scope-error.js";
import { missingScopes } from "./scopes.js";
import { prepare } from "./transport.js";
/**
* The transport, which sends nothing where scopes are missing: the call rejects with a MissingScopeError. Where the token
* endpoint has yet to say what it grants, the request gets its token first. A request to another server than the API needs
* none.
*/
export function withScopes(transport, grant, rules) {
	const { raw } = transport;
	const mayLearn = typeof grant.auth === "function" && grant.auth.scopes !== undefined;
	return {
		...transport,
		raw: {
			...raw,
			request(method, path, init = {}) {
				const { description, without, middleware = [] } = init;
				if (!mayLearn || !description || without) return raw.request(method, path, init);
				// It runs when the token is there, before which the token endpoint may not have said what it grants.
				const refuseGranted = { onRequest: () => refuse(description, grant, rules) };
				return raw.request(method, path, {
					...init,
					middleware: [refuseGranted, ...middleware]
				});
			}
		},
		[prepare]: async (description, args, options) => {
			if (!options.without) refuse(description, grant, rules);
			return await transport[prepare]?.(description, args, options) ?? args;
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
