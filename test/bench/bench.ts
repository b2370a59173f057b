/** A benchmark: what it compares, and its rows. Nothing in it fails because it is slow. */
export interface Bench {
  readonly title: string;
  readonly columns: readonly string[];
  run(): Promise<readonly (readonly string[])[]>;
}

/** Seconds, for a table. */
export function seconds(value: number): string {
  return value.toFixed(value < 1 ? 3 : 2);
}

/** How a value compares with another, for a table. */
export function ratio(value: number, other: number): string {
  return (value / other).toFixed(2);
}
