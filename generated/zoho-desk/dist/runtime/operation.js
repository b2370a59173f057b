import { writeParameter } from "./parameters.js";
import { expandPath } from "./path.js";
import { readJson } from "./read-json.js";
import { descriptions } from "./result.js";
import { prepare } from "./transport.js";
/** The operation that a description describes. */
export function operation(description) {
	const { name, method, path, expand = expandPath, parameters, body, read = readJson } = description;
	const call = async (transport, ...rest) => {
		const [given = {}, options = {}] = parameters || body ? rest : [{}, ...rest];
		// Without prototypes, because a parameter may have any name.
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
