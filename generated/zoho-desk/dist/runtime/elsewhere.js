/**
* Sends an operation's requests to a server of its own, unless the caller or the transport names one. The token of the
* API is not for that server, so none is sent.
*/
export function elsewhere(server) {
	return (...named) => named.some(({ baseUrl }) => baseUrl) ? undefined : {
		baseUrl: server,
		bare: true
	};
}
//# sourceMappingURL=elsewhere.js.map
