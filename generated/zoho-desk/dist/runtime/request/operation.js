import { descriptions, prepare } from "../core/transport.js";
import { readJson } from "../response/read-body.js";
import { expandPath, writeParameter } from "./parameters.js";
/** The operation that a description describes. */
export function operation(description) {
	const { name, method, path, expand = expandPath, parameters, body, read = readJson } = description;
	const call = async (transport, ...rest) => {
		const [given = {}, options = {}] = parameters || body ? rest : [{}, ...rest];
		// Omitted prototypes, because a parameter may have any name.
		const record = () => Object.create(null);
		const args = Object.assign(record(), await transport[prepare]?.(description, given, options) ?? given);
		// As the caller gave them, for middleware. openapi-fetch asks for a path only where there are path parameters.
		const params = { path: record() };
		const draft = {
			path: record(),
			query: [],
			header: record()
		};
		for (const parameter of parameters ?? []) {
			const value = args[parameter.argument ?? parameter.name];
			if (value == null) continue;
			// biome-ignore lint/suspicious/noAssignInExpressions: shorter, and every bundle holds it
			(params[parameter.in] ??= record())[parameter.name] = value;
			(parameter.write ?? writeParameter)(draft, parameter, value);
		}
		body?.(draft, args, options);
		const { error, response } = await transport.raw.request(method, path, {
			description,
			...options,
			...draft.init,
			params: {
				...params,
				header: draft.header
			},
			pathSerializer: (url) => expand(url, draft, name),
			querySerializer: () => draft.query.join("&"),
			// A method that reads nothing: "stream" would make a stream that nobody needs.
			parseAs: "valueOf"
		});
		descriptions.set(response, description);
		return response.ok ? {
			data: await read(response, name),
			response
		} : {
			error: error || response,
			response
		};
	};
	return Object.assign(call, { description });
}
/** The operation, which sends its requests through a changed transport. */
export function sendThrough(operation, change) {
	const send = operation;
	const call = (transport, ...rest) => send(change(transport), ...rest);
	return Object.assign(call, { description: send.description });
}
/**
* The operation, sent without a token: its document says that it needs none (`security: []`). It may be the one that
* issues tokens.
*/
export function withoutAuth(operation) {
	return sendThrough(operation, (transport) => {
		const { raw } = transport;
		const request = (method, path, init = {}) => raw.request(method, path, {
			...init,
			omit: init["omit"] ?? "token"
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
/**
* The operation, sent to a server of its own, unless the call or the transport has a base URL. The token of the API is
* not for that server, so none is sent, nor are parameters of the client.
*/
export function onOwnServer(operation, server) {
	return sendThrough(operation, (transport) => {
		const { raw, baseUrl } = transport;
		const away = (own) => own || baseUrl ? {} : {
			baseUrl: server,
			omit: "client"
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
