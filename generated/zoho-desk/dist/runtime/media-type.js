/** Whether a media type is JSON: `application/json`, or one with a suffix such as `application/problem+json`. */
export function isJson(mediaType) {
	return /^[^;]*\bjson\b/i.test(mediaType ?? "");
}
/** Whether a media type is `application/x-www-form-urlencoded`. */
export function isForm(mediaType) {
	return /^application\/x-www-form-urlencoded/i.test(mediaType);
}
/** Whether a media type is `multipart/form-data`. */
export function isMultipart(mediaType) {
	return /^multipart\/form-data/i.test(mediaType);
}
//# sourceMappingURL=media-type.js.map
