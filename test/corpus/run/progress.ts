/** Shows how far a run is. */
export interface Progress {
  /** So many bytes more are done; `isGood`: without a failure. */
  add(bytes: number, isGood: boolean): void;
  end(): void;
}

/** A place to write to: a terminal has its line redrawn, anything else gets a line now and then. */
export type Screen = Pick<NodeJS.WriteStream, "write"> & { readonly isTTY?: boolean };

/** What a document costs beside its size: even a small one is read, served and called. In bytes. */
const overhead = 30_000;

/** How often a line is written where it cannot be redrawn, in milliseconds. */
const pause = 30_000;

/** A bar with an estimate of the time that remains, by the sizes of what is done and what is not. */
export function startProgress(sizes: readonly number[], screen: Screen, clock: () => number = Date.now): Progress {
  const all = sizes.reduce((sum, size) => sum + size + overhead, 0);
  const start = clock();
  let done = 0;
  let count = 0;
  let failing = 0;
  let shown = Number.NEGATIVE_INFINITY;

  function show(isLast: boolean): void {
    const now = clock();
    if (!screen.isTTY && !isLast && now - shown < pause) return;
    shown = now;
    const part = all === 0 ? 1 : done / all;
    const width = 30;
    const full = Math.round(part * width);
    const bar = `[${"#".repeat(full)}${"-".repeat(width - full)}]`;
    const left = part === 0 ? undefined : ((now - start) / part) * (1 - part);
    const rest = left === undefined ? "" : `, ${duration(isLast ? now - start : left)} ${isLast ? "in all" : "left"}`;
    const line = `${bar} ${Math.floor(part * 100)} %, ${count} of ${sizes.length} documents, ${failing} failing${rest}`;
    screen.write(screen.isTTY ? `\r${line}\u001b[K${isLast ? "\n" : ""}` : `${line}\n`);
  }

  return {
    add(bytes, isGood) {
      done += bytes + overhead;
      count += 1;
      if (!isGood) failing += 1;
      show(false);
    },
    end: () => show(true),
  };
}

function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
}
