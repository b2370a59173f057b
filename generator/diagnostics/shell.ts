/** A text in quotes, as one word of a POSIX shell. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** The same, without quotes where a shell takes it as it is. */
export function shellWord(text: string): string {
  return /^[\w./:=@,%+-]+$/.test(text) ? text : quoted(text);
}
