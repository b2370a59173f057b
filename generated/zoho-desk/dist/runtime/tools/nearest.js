/** "; did you mean …?" for the candidate that is spelt most like a word: at most a third of its letters differ. */
export function didYouMean(word, candidates) {
	const limit = Math.max(1, Math.floor(word.length / 3));
	let best;
	// Longer words are nobody's slip of the pen, and would take long.
	for (const name of word.length > 100 ? [] : candidates) {
		if (Math.abs(name.length - word.length) > limit) continue;
		const edits = editsBetween(word.toLowerCase(), name.toLowerCase());
		if (edits <= limit && edits < (best?.edits ?? Number.POSITIVE_INFINITY)) best = {
			name,
			edits
		};
	}
	return best ? `; did you mean "${best.name}"?` : "";
}
/** Whether two names are one word but for case and punctuation, as `departmentID` and `department_id` are. */
export function isSameWord(a, b) {
	return bare(a) === bare(b);
}
/** A name without case and punctuation. */
export function bare(name) {
	return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}
/** The Levenshtein distance. */
function editsBetween(a, b) {
	let row = Array.from({ length: b.length + 1 }, (_, index) => index);
	for (let i = 1; i <= a.length; i += 1) {
		const next = [i];
		for (let j = 1; j <= b.length; j += 1) next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
		row = next;
	}
	return row[b.length];
}
//# sourceMappingURL=nearest.js.map
