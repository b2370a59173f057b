import { ApiError } from "./api-error.js";
export function unwrap(result) {
	if ("then" in result) return Promise.resolve(result).then((settled) => unwrap(settled));
	const { data, error, response } = result;
	if (!response.ok) throw new ApiError(response, error);
	return data;
}
