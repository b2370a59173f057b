import { setBody } from "./body.js";
/** Writes any value as JSON, which `text` is; as `application/json` when the operation names no type or a range of types. */
export function writeJson(draft, body, value, contentType = body.content?.[0], text = JSON.stringify(value)) {
	return setBody(draft, text, contentType?.includes("*") ? undefined : contentType);
}
//# sourceMappingURL=json.js.map
