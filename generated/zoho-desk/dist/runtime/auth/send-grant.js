import { allowInsecureRequests, ClientSecretBasic, ClientSecretPost, customFetch, None } from "oauth4webapi";
import { AuthError } from "../auth-error.js";
import { backOffDelay } from "../fetch/back-off.js";
import { systemClock, wait } from "../fetch/clock.js";
import { isNetworkFailure } from "../fetch/errors.js";
import { retryAfter } from "../fetch/retry-after.js";
import { defaultRetryPolicy as policy } from "../fetch/retry-policy.js";
import { abortable, timeBox } from "../fetch/time-box.js";
import { isLoopback } from "./endpoint.js";
import { plainText } from "./grant-request.js";
/** With these a server says that it did nothing. */
const refusedUnread = [
	408,
	429,
	503
];
/** The system's codes of connections that never were. */
const notConnected = /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/;
/**
* Sends a token request, and twice more after passing faults, within its timeout. A grant that is good once is sent again only
* where the server cannot have taken it: its answer may hold the only tokens that there are.
*
* @throws {AuthError} `unreachable`; the signal's reason when that ends the request.
*/
export async function sendGrant(request) {
	const { host } = request.endpoint;
	const { timeout = 3e4, signal = new AbortController().signal } = request.options;
	const late = () => new AuthError("unreachable", `${host} did not answer within ${timeout} ms`, { host });
	const box = timeBox(signal, timeout, late, systemClock);
	try {
		for (let next = 2;; next++) {
			const outcome = await abortable(attempt(request, box.signal), box.signal);
			const asked = "headers" in outcome ? retryAfter(outcome.headers, Date.now()) ?? 0 : 0;
			const delay = Math.max(asked, backOffDelay(next, policy, Math.random));
			if (next <= policy.attempts && isPassing(outcome, request) && Date.now() + delay < box.until) {
				await wait(delay, box.signal, systemClock);
			} else if ("thrown" in outcome) {
				throw unreachable(outcome.thrown, request);
			} else return outcome;
		}
	} finally {
		box.end();
	}
}
async function attempt({ api, options, endpoint, grant }, signal) {
	const { clientId, clientSecret } = options;
	const isPost = (options.clientAuthentication ?? api.clientAuthentication) === "client_secret_post";
	const authenticate = isPost ? ClientSecretPost : ClientSecretBasic;
	const authentication = clientSecret === undefined ? None() : authenticate(clientSecret.trim());
	const server = {
		issuer: endpoint.origin,
		token_endpoint: endpoint.href
	};
	try {
		const response = await grant(server, { client_id: clientId }, authentication, {
			[customFetch]: (url, init) => (options.fetch ?? fetch)(url, init),
			[allowInsecureRequests]: isLoopback(endpoint),
			signal
		});
		return {
			status: response.status,
			headers: response.headers,
			text: await response.text()
		};
	} catch (thrown) {
		return { thrown };
	}
}
function isPassing(outcome, { isRepeatable }) {
	if (!("thrown" in outcome)) return (isRepeatable ? policy.statuses : refusedUnread).includes(outcome.status);
	return isRepeatable ? isNetworkFailure(outcome.thrown) : notConnected.test(codeOf(outcome.thrown) ?? "");
}
/** What `fetch` threw may hold the request, and with it the secrets: only its words are kept. */
function unreachable(thrown, request) {
	const { host } = request.endpoint;
	const { name, message = thrown } = Object(thrown);
	const code = plainText(codeOf(thrown), request);
	const said = plainText(String(message), request) ?? "";
	const cause = Object.assign(new Error(said), {
		name: plainText(name, request) ?? "Error",
		...code && { code }
	});
	const reason = [said, code].filter(Boolean).join(": ");
	return new AuthError("unreachable", `${host} cannot be reached (${reason})`, {
		host,
		cause
	});
}
/** The system's code of a failure, or of its cause. */
function codeOf(thrown) {
	const { code, cause } = Object(thrown);
	return [code, Object(cause)["code"]].find((each) => typeof each === "string");
}
//# sourceMappingURL=send-grant.js.map
