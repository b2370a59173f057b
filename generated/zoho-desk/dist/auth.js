import { authorizationCode as authorizationCode_, authorizationUrl as authorizationUrl_, exchangeCode as exchangeCode_ } from "./runtime/auth/authorization-code.js";
import { refreshToken as refreshToken_ } from "./runtime/auth/refresh-token.js";
export { AuthError } from "./runtime/auth-error.js";
export { storageStore } from "./runtime/auth/storage-store.js";
export { memoryStore } from "./runtime/auth/token-store.js";
const api = {
	authorizationUrl: "/oauth/v2/auth",
	tokenUrl: "/oauth/v2/token",
	clientAuthentication: "client_secret_post",
	scopeSeparator: ",",
	prefix: "Zoho-oauthtoken",
	authorizationParameters: {
		access_type: "offline",
		prompt: "consent"
	},
	accountsParameter: "accounts-server",
	servers: {
		us: {
			url: "https://desk.zoho.com",
			accounts: "https://accounts.zoho.com"
		},
		eu: {
			url: "https://desk.zoho.eu",
			accounts: "https://accounts.zoho.eu"
		},
		in: {
			url: "https://desk.zoho.in",
			accounts: "https://accounts.zoho.in"
		},
		au: {
			url: "https://desk.zoho.com.au",
			accounts: "https://accounts.zoho.com.au"
		},
		jp: {
			url: "https://desk.zoho.jp",
			accounts: "https://accounts.zoho.jp"
		},
		cn: {
			url: "https://desk.zoho.com.cn",
			accounts: "https://accounts.zoho.com.cn"
		},
		sa: {
			url: "https://desk.zoho.sa",
			accounts: "https://accounts.zoho.sa"
		},
		uk: {
			url: "https://desk.zoho.uk",
			accounts: "https://accounts.zoho.uk"
		},
		ca: {
			url: "https://desk.zohocloud.ca",
			accounts: "https://accounts.zohocloud.ca"
		}
	},
	sessionCookies: [
		"_iamadt",
		"_iambdt",
		"__Secure-iamsdt",
		"JSESSIONID",
		"iamcsr",
		"_zcsr_tmp",
		"zccpn",
		"stk",
		"wms-tkp-token",
		"_z_identity",
		"zalb_*"
	]
};
/** A provider of access tokens from a refresh token. */
export function refreshToken(options) {
	return refreshToken_(api, options);
}
/** Where to send a user for consent. Keep `state` and `codeVerifier` in the user's session for `exchangeCode`. */
export function authorizationUrl(options) {
	return authorizationUrl_(api, options);
}
/** Tokens for the code that the user came back with. Give them to `authorizationCode`. */
export function exchangeCode(options) {
	return exchangeCode_(api, options);
}
/** A provider of access tokens from an exchanged code, or from a store that holds its tokens. */
export function authorizationCode(options) {
	return authorizationCode_(api, options);
}
