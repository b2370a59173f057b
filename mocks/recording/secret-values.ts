import { setOwn } from "../../generator/document/json.ts";
import { redacted } from "../http/redact.ts";

/** Shorter secrets are too often the same as something innocent. */
const shortest = 6;
/** From this length on a text is not part of a longer word by chance. */
const telling = 8;
const mostValues = 200;

interface Needle {
  readonly text: string;
  readonly isWhole: boolean;
}

/** Secrets that were found under their names, and are replaced wherever else they turn up. */
export class SecretValues {
  readonly #needles = new Map<string, Needle>();
  #sorted: readonly Needle[] | undefined;

  /** Takes a secret. */
  readonly note = (secret: string): void => {
    const value = secret.trim();
    if (
      value.length < shortest ||
      redacted.includes(value) ||
      value.includes(redacted) ||
      this.#needles.size > mostValues
    )
      return;
    this.#sorted = undefined;
    const isWhole = value.length < telling;
    // As it is written in a query, in a form, and in JSON within a text.
    const percent = percentEncoded(value);
    for (const text of [value, percent, percent.replaceAll("%20", "+"), JSON.stringify(value).slice(1, -1)]) {
      this.#needles.set(text, { text, isWhole });
    }
  };

  /** The text without the secrets. */
  replaceIn(text: string): string {
    let result = text;
    for (const needle of this.#longestFirst()) {
      if (needle.text.length > result.length || !result.includes(needle.text)) continue;
      result = needle.isWhole ? replaceWords(result, needle.text) : result.replaceAll(needle.text, redacted);
    }
    return result;
  }

  /** The bytes without the secrets. */
  replaceInBytes(bytes: Buffer): Buffer {
    let text = bytes.toString("latin1");
    for (const { text: needle } of this.#longestFirst()) {
      if (needle.length >= telling) text = text.replaceAll(Buffer.from(needle).toString("latin1"), redacted);
    }
    return Buffer.from(text, "latin1");
  }

  /** JSON data without the secrets, in its keys too. */
  replaceInData<Data>(data: Data): Data {
    if (this.#needles.size === 0) return data;
    return this.#replaceInData(data) as Data;
  }

  #replaceInData(value: unknown): unknown {
    if (typeof value === "string") return this.replaceIn(value);
    if (typeof value === "number") {
      const text = String(value);
      return this.#needles.has(text) ? redacted : value;
    }
    if (Array.isArray(value)) return value.map((item) => this.#replaceInData(item));
    if (typeof value !== "object" || value === null) return value;
    const copy = {};
    for (const [key, child] of Object.entries(value)) setOwn(copy, this.replaceIn(key), this.#replaceInData(child));
    return copy;
  }

  #longestFirst(): readonly Needle[] {
    this.#sorted ??= [...this.#needles.values()].sort((a, b) => b.text.length - a.text.length);
    return this.#sorted;
  }
}

function percentEncoded(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    // A lone surrogate.
    return text;
  }
}

/** Replaces a text where it is a word of its own. */
function replaceWords(text: string, word: string): string {
  const isLetter = (character: string): boolean => /[\p{L}\p{N}_]/u.test(character);
  let result = "";
  let start = 0;
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, start)) {
    const isPart = isLetter(text.charAt(at - 1)) || isLetter(text.charAt(at + word.length));
    result += text.slice(start, at) + (isPart ? word : redacted);
    start = at + word.length;
  }
  return result + text.slice(start);
}
