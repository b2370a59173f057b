import { redactText } from "../redact.js";
/** Text of somebody else for a message: a line, not long, and without the secrets of the request. Undefined for what is no text. */
export function plainText(value, { options, secrets }) {
	if (typeof value !== "string") return undefined;
	const hidden = [...secrets, options.clientSecret].flatMap((secret) => writtenForms(secret?.trim() ?? "")).filter((form) => form !== "");
	const shown = hidden.reduce((text, form) => text.replaceAll(form, "[redacted]"), value);
	return redactText(shown).replace(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim().slice(0, 300);
}
/** A text as it is, in an address, in a form and in JSON. */
function writtenForms(text) {
	const json = JSON.stringify(text).slice(1, -1);
	return [
		text,
		encodeURIComponent(text),
		String(new URLSearchParams({ _: text })).slice(2),
		json,
		json.replaceAll("/", "\\/")
	];
}
//# sourceMappingURL=grant-request.js.map
