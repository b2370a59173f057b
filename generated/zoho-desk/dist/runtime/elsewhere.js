import { sendThrough } from "./send-through.js";
import { prepare } from "./transport.js";
/**
* The operation, whose requests go to a server of its own, unless the caller or the transport names one. The token of the API
* is not for that server, so none is sent, nor are parameters of the client.
*/
export function elsewhere(operation, server) {
	return sendThrough(operation, (transport) => {
		const { raw, baseUrl } = transport;
		const away = (own) => own || baseUrl ? {} : {
			baseUrl: server,
			without: "client"
		};
		const request = (method, path, init = {}) => raw.request(method, path, {
			...init,
			...away(init.baseUrl)
		});
		return {
			...transport,
			raw: {
				...raw,
				request
			},
			[prepare]: (description, args, options) => transport[prepare]?.(description, args, {
				...options,
				...away(options.baseUrl)
			}) ?? args
		};
	});
}
