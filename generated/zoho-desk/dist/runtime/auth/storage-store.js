import { storedJson } from "../core/json.js";
import { isTokens } from "./tokens.js";
/**
* Keeps tokens in unstorage (Redis, a folder, …) or another storage for many processes, in plain JSON: whoever reads the
* storage has the tokens.
*/
export function storageStore(storage, { key = "tokens", lock } = {}) {
	return {
		async get() {
			const value = storedJson(await storage.getItem(key));
			return isTokens(value) ? value : undefined;
		},
		async set(tokens) {
			await storage.setItem(key, JSON.stringify(tokens));
		},
		...lock && { lock }
	};
}
