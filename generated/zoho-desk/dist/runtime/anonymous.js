import { sendThrough } from "./send-through.js";
/**
* The operation, which is sent without a token: its document says that it needs none (`security: []`). It may be the one that
* gives tokens.
*/
export function anonymous(operation) {
	return sendThrough(operation, (transport) => {
		const { raw } = transport;
		const request = (method, path, init = {}) => raw.request(method, path, {
			...init,
			without: init["without"] ?? "token"
		});
		return {
			...transport,
			raw: {
				...raw,
				request
			}
		};
	});
}
