/** Writes the argument `body` as `application/json`. */
export const jsonBody = (draft, { body }) => {
	if (body !== undefined) draft.init = { body };
};
/** What writes a body that is described. */
export function bodyOf(body) {
	return (draft, { [body.argument ?? "body"]: value }, { contentType }) => {
		if (value !== undefined) body.writers.some((write) => write(draft, body, value, contentType));
	};
}
/** Whether a media type is `application/x-www-form-urlencoded`. */
export function isForm(mediaType) {
	return /^application\/x-www-form-urlencoded/i.test(mediaType);
}
/** Whether a media type is `multipart/form-data`. */
export function isMultipart(mediaType) {
	return /^multipart\/form-data/i.test(mediaType);
}
/** The media type of a body: the one that the caller chose, or the first that the operation declares. */
export function mediaTypeOf(body, chosen) {
	return chosen ?? body.content?.[0] ?? "application/json";
}
/**
* Sets the content of a request and its `Content-Type`; undefined leaves the header to openapi-fetch, which sends
* `application/json`, and null to `fetch`, which knows the boundary of FormData.
*/
export function setBody(draft, content, contentType) {
	draft.header["Content-Type"] = contentType;
	draft.init = {
		body: content,
		bodySerializer: () => content
	};
	return true;
}
