import { writeParameter } from "./parameters.js";
import { expandPath } from "./path.js";
import { readJson } from "./read-json.js";
import { operationNames } from "./result.js";
/** The operation that a description describes. */
export function operation(description) {
	const { name, method, path, parameters, body, accept = "application/json", read = readJson, server } = description;
	const call = async (transport, ...rest) => {
		if (!parameters && !body) rest.unshift({});
		const [args = {}, options = {}] = rest;
		const { contentType, ...init } = options;
		const argument = (key) => Object.hasOwn(args, key) ? args[key] : undefined;
		// Without prototypes, because a parameter may have any name.
		const record = () => Object.create(null);
		const params = {
			path: record(),
			query: record(),
			header: record(),
			cookie: record()
		};
		const draft = {
			path: new Map(),
			query: [],
			header: Object.create(null)
		};
		for (const parameter of parameters ?? []) {
			const value = argument(parameter.argument ?? parameter.name);
			if (value == null) continue;
			params[parameter.in][parameter.name] = value;
			(parameter.write ?? writeParameter)(draft, parameter, value);
		}
		const value = argument(body?.argument ?? "body");
		if (value !== undefined) body?.writers.some((write) => write(draft, body, value, contentType));
		const { response, error } = await transport.raw.request(method, path, {
			accept,
			...server?.(init, transport),
			...init,
			...draft.init,
			params: {
				...params,
				header: draft.header
			},
			pathSerializer: (url) => expandPath(url, draft, name),
			querySerializer: () => draft.query.join("&"),
			parseAs: "stream"
		});
		operationNames.set(response, name);
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
//# sourceMappingURL=operation.js.map
