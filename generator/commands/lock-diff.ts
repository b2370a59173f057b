import { relative, resolve } from "node:path";
import type { Checked, Generated } from "../entry.ts";
import type { Settings } from "../settings/settings.ts";
import { printable, printableLine } from "./print.ts";

/** How many lines of the diff of a lock are shown. */
const shownLines = 40;

/** The diff of a lock that is not what the documents require: for people a short one, for programs all of it. */
export async function staleLock(
  { lockFile }: Settings,
  { diagnostics, lockText }: Generated | Checked,
  { all }: { readonly all: boolean },
): Promise<{ readonly text?: string; readonly lockDiff?: string }> {
  const isStale = diagnostics.some(({ code }) => code === "lock-stale");
  if (!isStale || lockFile === undefined || lockText?.old === undefined) return {};
  const { createTwoFilesPatch } = await import("diff");
  const file = printableLine(relative(resolve(), lockText.file ?? lockFile));
  const names = [`${file} (on disk)`, `${file} (from the documents)`] as const;
  const patch = createTwoFilesPatch(...names, lockText.old, lockText.new, undefined, undefined, { context: 0 });
  // the first line is a rule
  const lines = patch.trimEnd().split("\n").slice(1);
  const shown = all ? lines : lines.slice(0, shownLines).map((line) => line.slice(0, 160));
  const rest = lines.length - shown.length;
  const more = rest > 0 ? [`… ${rest} more lines (--verbose shows them)`] : [];
  return { text: `${printable([...shown, ...more].join("\n"))}\n`, lockDiff: lines.join("\n") };
}
