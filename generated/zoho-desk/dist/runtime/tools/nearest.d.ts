/** "; did you mean …?" for the candidate that is spelt most like a word: at most a third of its letters differ. */
export declare function didYouMean(word: string, candidates: Iterable<string>): string;
