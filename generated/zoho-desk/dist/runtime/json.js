import { setBody } from "./body.js";
/** Writes any value as JSON; as `application/json` when the operation names no type or a range of types. */
export function writeJson(draft, body, value, contentType = body.content?.[0]) {
	return setBody(draft, (body.json ?? JSON.stringify)(value), contentType?.includes("*") ? undefined : contentType);
}
//# sourceMappingURL=json.js.map
