/** A fenced block of a document. */
export interface CodeBlock {
  readonly document: string;
  /** Of the first line of code, from 1. */
  readonly line: number;
  readonly language: string;
  /** What stands behind the language, such as `no-run`. */
  readonly flags: readonly string[];
  readonly code: string;
  /** The text of a `text` block that follows directly: what the example prints. */
  readonly prints?: string;
}

/** The fenced blocks of a document. */
export function codeBlocksIn(document: string, markdown: string): CodeBlock[] {
  const fence = /^```(\w+)([^\n]*)\n([\s\S]*?)^```$(?=(?:\n+```text\n([\s\S]*?)^```$)?)/gm;
  return [...markdown.matchAll(fence)].map(({ index, 1: language = "", 2: flags = "", 3: code = "", 4: prints }) => ({
    document,
    line: markdown.slice(0, index).split("\n").length + 1,
    language,
    flags: flags.split(" ").filter((flag) => flag !== ""),
    code,
    ...(prints !== undefined && { prints }),
  }));
}
