/** Days that are asked for together, both included, as `YYYY-MM-DD`. */
export interface DateWindow {
  readonly startDate: string;
  readonly endDate: string;
}

const dayInMilliseconds = 86_400_000;

/**
 * The days from one to another, both included, in windows of so many days; the last may be shorter.
 *
 * @throws {RangeError} for a text that is no day, a range that ends before it begins, and a window of less than a day.
 */
export function dateWindows(from: string, to: string, days: number): DateWindow[] {
  if (!Number.isInteger(days) || days < 1)
    throw new RangeError(`a window has a whole number of days from 1, not ${days}`);
  const [first, last] = [timeOf(from), timeOf(to)];
  if (last < first) throw new RangeError(`the range ends on ${to}, before it begins on ${from}`);
  const windows: DateWindow[] = [];
  for (let start = first; start <= last; start += days * dayInMilliseconds) {
    const end = Math.min(last, start + (days - 1) * dayInMilliseconds);
    windows.push({ startDate: dayOf(start), endDate: dayOf(end) });
  }
  return windows;
}

/** Midnight UTC, where every day has as many milliseconds. */
function timeOf(day: string): number {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  // Date.parse takes the 31st of a shorter month for a day of the next one, or for none.
  if (Number.isNaN(time) || dayOf(time) !== day) throw new RangeError(`"${day}" is no day like 2026-03-02`);
  return time;
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
