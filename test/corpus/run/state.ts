import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { DocumentRecord } from "./record.ts";

/** What is known of documents from this run and from earlier ones: a file with a JSON text a line, the latest of each counts. */
export class State {
  readonly #file: string;
  readonly #records = new Map<string, DocumentRecord>();

  /** Reads what the file and others hold; a line that was written in half, when a run was killed, counts for nothing. */
  constructor(file: string, others: readonly string[] = []) {
    this.#file = file;
    for (const each of [...others, file]) {
      if (!existsSync(each)) continue;
      for (const record of readFileSync(each, "utf8").split("\n").flatMap(recordIn))
        this.#records.set(record.document, record);
    }
  }

  get(document: string): DocumentRecord | undefined {
    return this.#records.get(document);
  }

  /** Sorted by document. */
  get records(): DocumentRecord[] {
    return [...this.#records.values()].sort((a, b) => (a.document < b.document ? -1 : 1));
  }

  /** Remembers a record at once, so that a run that is killed goes on from there. */
  add(record: DocumentRecord): void {
    this.#records.set(record.document, record);
    mkdirSync(dirname(this.#file), { recursive: true });
    // what a killed run left unfinished stays on a line of its own
    appendFileSync(this.#file, `\n${JSON.stringify(record)}`);
  }

  /** Forgets everything. */
  clear(): void {
    this.#records.clear();
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(this.#file, "");
  }
}

function recordIn(line: string): DocumentRecord[] {
  try {
    const record = JSON.parse(line) as DocumentRecord;
    return typeof record.document === "string" ? [record] : [];
  } catch {
    return [];
  }
}
