/** "; did you mean …?" for the candidate that is spelt most like a word: at most a third of its letters differ. */
export declare function didYouMean(word: string, candidates: Iterable<string>): string;
/** Whether two names are one word but for case and punctuation, as `departmentID` and `department_id` are. */
export declare function isSameWord(a: string, b: string): boolean;
/** A name without case and punctuation. */
export declare function bare(name: string): string;
