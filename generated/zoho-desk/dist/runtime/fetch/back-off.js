/** Milliseconds to wait before an attempt, 2 being the second: exponential, and with jitter a random part of that. */
export function backOffDelay(attempt, { backOff }, random) {
	const { initial, factor, maximum, jitter } = backOff;
	const longest = Math.min(maximum, initial * factor ** (attempt - 2));
	// Full jitter: of the usual ways the one that spreads clients best.
	return jitter ? random() * longest : longest;
}
//# sourceMappingURL=back-off.js.map
