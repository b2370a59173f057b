/** What is wrong with the code that a command line names, in one line: it cannot be read. */
export class CodeError extends Error {}
