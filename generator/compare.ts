import type { Diagnostic } from "./diagnostics/diagnostic.ts";
import { hasErrors } from "./diagnostics/diagnostics.ts";
import { inOrder, levelOf } from "./diff/finding.ts";
import type { Side } from "./diff/side.ts";
import { haveSameTexts } from "./document/find-documents.ts";
import { analyze } from "./index.ts";
import { lockOfDocuments } from "./names/lock/lock-of-documents.ts";
import { digestOfSettings, readIfThere } from "./output/manifest.ts";
import { readPackage } from "./output/read-package.ts";
import type { Analysis, Compared, Version } from "./results.ts";
import type { Settings } from "./settings/settings.ts";

/**
 * Analyze both, compare: what a new version of an API changes for whoever uses its client. The old version's lock names
 * the new one, unless that has a lock of its own.
 */
export async function diff(old: Version, now: Version): Promise<Compared> {
  if (await isSame(old.settings, now.settings))
    return { diagnostics: { old: [], new: [] }, findings: [], level: "none" };
  const before = await analyze(old.settings, old.options);
  const { names: given, documents } = before;
  const names = given && { names: (to: Analysis["documents"]) => lockOfDocuments(given.lock, documents, to) };
  const after = await analyze(now.settings, { ...now.options, ...names });
  const diagnostics = choiceOfEither({ old: before.diagnostics, new: after.diagnostics });
  if (hasErrors(diagnostics.old) || hasErrors(diagnostics.new)) return { diagnostics };
  const { declarationsOf } = await import("./outputs/surface.ts");
  const { compareSides } = await import("./diff/diff.ts");
  const side = ({ model, names: named }: Analysis, { settings, shown }: Version): Side | undefined =>
    model &&
    named && { model, names: named, values: settings.client.values, shown, ...declarationsOf(model, settings) };
  const [oldSide, newSide] = [side(before, old), side(after, now)];
  if (!oldSide || !newSide) return { diagnostics };
  const findings = compareSides({ old: oldSide, new: newSide });
  return { diagnostics, findings, level: levelOf(findings) };
}

/** The same of two generated clients, by their files: what no type shows, and where documents say it, is not known. */
export async function diffPackages(old: string, now: string): Promise<Compared> {
  const { clientTypesOf } = await import("./outputs/surface.ts");
  const { comparePackages } = await import("./diff/packages.ts");
  const [before, after] = [old, now].map((folder) => ({ ...readPackage(folder), typesOf: clientTypesOf }));
  const findings = inOrder(comparePackages(before!, after!));
  return { diagnostics: { old: [], new: [] }, findings, level: levelOf(findings) };
}

/** Whether two versions have the same texts, settings and names, so that nothing has to be read. */
async function isSame(old: Settings, now: Settings): Promise<boolean> {
  if (old.amendments || now.amendments) return false;
  const [lock = "", newLock = lock] = [old, now].map(({ lockFile }) => readIfThere(lockFile));
  const [made, newMade] = [old, now].map((settings) => digestOfSettings({ ...settings, inputs: [] }, ""));
  return lock === newLock && made === newMade && (await haveSameTexts(old, now));
}

/** What is wrong with a choice is wrong in both versions: what it means in one alone came, or went. It is told once. */

function choiceOfEither({ old, new: now }: Compared["diagnostics"]): Compared["diagnostics"] {
  const isOfChoice = ({ code }: Diagnostic) => code === "choice-empty" || code === "choice-unmatched";
  const isOfOld = ({ code, message }: Diagnostic) => old.some((each) => each.code === code && each.message === message);
  return {
    old: old.filter((each) => !isOfChoice(each)),
    new: now.filter((each) => !isOfChoice(each) || isOfOld(each)),
  };
}
