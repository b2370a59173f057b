/** Whether a value from a store has the shape of tokens. */
export function isTokens(value) {
	if (typeof value !== "object" || value === null) return false;
	const { accessToken, receivedAt, expiresAt, refreshToken } = value;
	return typeof accessToken === "string" && typeof receivedAt === "number" && (expiresAt === undefined || typeof expiresAt === "number") && (refreshToken === undefined || typeof refreshToken === "string");
}
/** Whether a token will do for `margin` more milliseconds, or for half its life where that is shorter. */
export function isFresh({ expiresAt, receivedAt }, margin) {
	if (expiresAt === undefined) return true;
	return Date.now() < expiresAt - Math.max(0, Math.min(margin, (expiresAt - receivedAt) / 2));
}
