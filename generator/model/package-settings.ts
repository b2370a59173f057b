/** What the settings say of the generated package. */
export interface PackageSettings {
  readonly name: string;
  readonly version: string;
  readonly description?: string | undefined;
  readonly license?: string | undefined;
  readonly isPrivate: boolean;
}

/** How values of a document's types come out in the client. */
export interface ValueSettings {
  /** What integers of 64 bits are: their digits, numbers that lose digits beyond 2^53, or BigInts. */
  readonly int64: "string" | "number" | "bigint";
  /** Whether the enums of answers take any further text. */
  readonly enums: "closed" | "open";
  /** What a `date-time` is in answers and requests: text, or a Date. */
  readonly dates: "string" | "Date";
}
