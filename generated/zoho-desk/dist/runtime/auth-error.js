/** There is no access token. Holds no secret: no token, code or client secret, in its message or anywhere else. */
export class AuthError extends Error {
	name = "AuthError";
	code;
	/** The `error` of the OAuth response (RFC 6749, sections 4.1.2.1 and 5.2), or what the API has in its place. */
	error;
	/** Its `error_description`. */
	description;
	/** The host of the endpoint. */
	host;
	/** The HTTP status of its response. */
	status;
	constructor(code, message, details = {}) {
		super(message, "cause" in details ? { cause: details.cause } : {});
		this.code = code;
		this.error = details.error;
		this.description = details.description;
		this.host = details.host;
		this.status = details.status;
	}
	/** What may be logged. */
	toJSON() {
		const { name, message, code, error, description, host, status } = this;
		return {
			name,
			message,
			code,
			error,
			description,
			host,
			status
		};
	}
}
