import { memberAt } from "../member-path.js";
import { joinChunks } from "./read-ahead.js";
/** The code in the body of an error, at a path such as `error.code`; undefined where the body is longer than what was read ahead. */
export function errorCode(body, codeField) {
	if (!body || body.rest || codeField === undefined) return undefined;
	try {
		const code = memberAt(JSON.parse(new TextDecoder().decode(joinChunks(body.chunks))), codeField.split("."));
		return typeof code === "string" || typeof code === "number" ? String(code) : undefined;
	} catch {
		return undefined;
	}
}
//# sourceMappingURL=error-code.js.map
