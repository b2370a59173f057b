/** One line of CSV (RFC 4180), its line break included. Null and undefined are empty. */
export function csvLine(values: readonly unknown[]): string {
  return `${values.map(field).join(",")}\r\n`;
}

function field(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (typeof value !== "string") return quoted(typeof value === "object" ? JSON.stringify(value) : String(value));
  // A spreadsheet takes a text that begins so for a formula, which may read files and send what it finds (OWASP, "CSV Injection").
  return quoted(/^[=+\-@\t\r\n＝＋－＠]/.test(value) ? `'${value}` : value);
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
