import type { Views } from "../schema/views.ts";
import { type Facts, factsOf, type Limit } from "./facts.ts";
import type { Level } from "./finding.ts";
import type { Kind } from "./kinds.ts";
import { type Direction, memberPath, type TypeFinding } from "./type-walk.ts";

/** One side's schemas, as they are looked at. */
export interface SideOfSchemas {
  readonly views: Views;
  /** The public name of a named schema. */
  readonly nameOf: (id: string) => string;
}

/** What is compared: schemas that all hold of one value, on both sides. */
interface Compared {
  readonly old: readonly unknown[];
  readonly new: readonly unknown[];
  readonly path: string;
}

/** What a walk over schemas knows beside them. */
export interface SchemaKnowledge {
  readonly old: SideOfSchemas;
  readonly new: SideOfSchemas;
  /** Whether two schemas are known to be equivalent, whatever they lead to. */
  areSettled(one: unknown, other: unknown): boolean;
  /** Whether a changed default at a path is told elsewhere, or moves nobody: the size of a page. */
  readonly isPageSize?: (path: string) => boolean;
}

/** How deep schemas are followed. */
const deepest = 40;

/** What differs between two schemas for a consumer and no type shows. */
export function wireDifferences(
  part: { readonly old: unknown; readonly new: unknown; readonly path: string; readonly direction: Direction },
  knowledge: SchemaKnowledge,
): TypeFinding[] {
  const walk = new SchemaWalk(part.direction, knowledge);
  walk.visit({ old: [part.old], new: [part.new], path: part.path }, 0);
  return walk.findings;
}

class SchemaWalk {
  readonly findings: TypeFinding[] = [];
  private readonly direction: Direction;
  private readonly knowledge: SchemaKnowledge;
  private readonly seen = new Map<unknown, Set<unknown>>();

  constructor(direction: Direction, knowledge: SchemaKnowledge) {
    this.direction = direction;
    this.knowledge = knowledge;
  }

  visit({ old, new: now, path }: Compared, depth: number): void {
    if (old.length === 0 || now.length === 0 || depth > deepest) return;
    const isOne = old.length === 1 && now.length === 1;
    if (isOne && (this.knowledge.areSettled(old[0], now[0]) || this.wasSeen(old[0], now[0]))) return;
    const [before, after] = [
      factsOf(old, this.knowledge.old.views, this.knowledge.old.nameOf),
      factsOf(now, this.knowledge.new.views, this.knowledge.new.nameOf),
    ];
    this.compareFacts(before, after, path);
    for (const [name, member] of before.members) {
      const other = after.members.get(name);
      if (other) this.visit({ old: member, new: other, path: `${path}${memberPath(name)}` }, depth + 1);
    }
    this.visit({ old: before.items, new: after.items, path: `${path}[]` }, depth + 1);
    if (before.values.length === 1 && after.values.length === 1)
      this.visit({ old: before.values, new: after.values, path: `${path}.*` }, depth + 1);
    for (const [index, item] of before.prefix.entries())
      if (index in after.prefix)
        this.visit({ old: [item], new: [after.prefix[index]], path: `${path}[${index}]` }, depth + 1);
    for (const [key, one] of before.alternatives)
      if (after.alternatives.has(key)) this.visit({ old: [one], new: [after.alternatives.get(key)], path }, depth + 1);
  }

  private compareFacts(old: Facts, now: Facts, path: string): void {
    for (const limit of new Set([...old.lower.keys(), ...now.lower.keys()]))
      this.compareLower(limit, { old, now }, path);
    for (const limit of new Set([...old.upper.keys(), ...now.upper.keys()]))
      this.compareUpper(limit, { old, now }, path);
    this.compareSteps(old, now, path);
    if (old.isInteger !== undefined && now.isInteger !== undefined && old.isInteger !== now.isInteger) {
      if (now.isInteger)
        this.narrower("fractions-refused", path, ["it has to be an integer now", "it is always an integer now"]);
      else {
        const message = this.isGiven ? "it need not be an integer any more" : "it may have a fraction now";
        this.report(["fractions-allowed", this.isGiven ? "additive" : "breaking"], path, message);
      }
    }
    this.compareTexts(old, now, path);
    this.compareDemands(old, now, path);
    this.compareTargets(old, now, path);
    this.compareNotes(old, now, path);
  }

  private compareLower(limit: Limit, { old, now }: { old: Facts; now: Facts }, path: string): void {
    const [before, after] = [old, now].map(({ lower }) => lower.get(limit) ?? smallest(limit)) as [number, number];
    if (after > before) this.limit(limit, { path, isTighter: true, text: `at least ${rounded(after)}` });
    if (after < before) this.limit(limit, { path, isTighter: false, text: atLeast(after) });
  }

  private compareUpper(limit: Limit, { old, now }: { old: Facts; now: Facts }, path: string): void {
    const [before, after] = [old, now].map(({ upper }) => upper.get(limit) ?? Number.POSITIVE_INFINITY) as [
      number,
      number,
    ];
    if (after < before) this.limit(limit, { path, isTighter: true, text: `at most ${rounded(after)}` });
    if (after > before)
      this.limit(limit, {
        path,
        isTighter: false,
        text: after === Number.POSITIVE_INFINITY ? "any" : `up to ${rounded(after)}`,
      });
  }

  private limit(limit: Limit, { path, isTighter, text }: { path: string; isTighter: boolean; text: string }): void {
    const message = `its ${limit} ${this.isGiven ? (isTighter ? "must be" : "may be") : "is"} ${text} now`;
    if (isTighter) this.narrower("limit-tightened", path, message);
    else this.wider("limit-loosened", path, message);
  }

  private compareSteps({ multipleOf: before, isUnique }: Facts, now: Facts, path: string): void {
    const after = now.multipleOf;
    if (before !== after) {
      if (after === undefined || (before !== undefined && isMultiple(before, after)))
        this.wider("limit-loosened", path, `it need not be a multiple of ${before} any more`);
      else this.narrower("limit-tightened", path, `it must be a multiple of ${after} now`);
    }
    if (!isUnique && now.isUnique) this.narrower("limit-tightened", path, "no item may come twice now");
    if (isUnique && !now.isUnique) this.wider("limit-loosened", path, "items may come twice now");
  }

  private compareTexts(old: Facts, now: Facts, path: string): void {
    if (old.pattern !== now.pattern) {
      if (old.pattern === undefined) this.narrower("pattern-added", path, `it must match ${code(now.pattern)} now`);
      else if (now.pattern === undefined)
        this.wider("pattern-removed", path, `it need not match ${code(old.pattern)} any more`);
      else this.narrower("pattern-changed", path, `it must match ${code(now.pattern)} now, not ${code(old.pattern)}`);
    }
    if (old.media !== now.media && old.media !== undefined && now.media !== undefined)
      this.report(
        ["format-changed", "breaking"],
        path,
        `it holds ${code(now.media || "plain text")} now, not ${code(old.media || "plain text")}`,
      );
    const [before, after] = [old.format, now.format];
    if (before === after || old.isShownByType || now.isShownByType) return;
    if (before === undefined)
      this.report(["format-added", "patch"], path, `its format is ${code(after)}, as is told now`);
    else if (after === undefined)
      this.report(
        ["format-removed", this.isGiven ? "additive" : "patch"],
        path,
        `its format need not be ${code(before)} any more`,
      );
    else {
      const isWire = !(numeric.has(before) && numeric.has(after));
      this.report(
        ["format-changed", isWire ? "breaking" : "patch"],
        path,
        `its format is ${code(after)} now, not ${code(before)}`,
      );
    }
  }

  private compareDemands(old: Facts, now: Facts, path: string): void {
    for (const [keyword, text] of now.demands) {
      const before = old.demands.get(keyword);
      if (before === undefined)
        this.narrower("demand-added", path, `values that ${code(keyword)} excludes are refused now`);
      else if (before !== text) this.narrower("demand-changed", path, `what ${code(keyword)} demands is another now`);
    }
    for (const keyword of old.demands.keys())
      if (!now.demands.has(keyword)) this.wider("demand-removed", path, `${code(keyword)} demands nothing any more`);
  }

  private compareTargets({ targets: before }: Facts, { targets: after }: Facts, path: string): void {
    for (const [value, target] of after) {
      const known = before.get(value);
      if (known === undefined && [...before.values()].includes(target))
        this.report(
          ["discriminator-value-added", this.isGiven ? "additive" : "patch"],
          path,
          `${code(value)} stands for ${code(target)}, too`,
        );
      else if (known !== undefined && known !== target)
        this.report(
          ["discriminator-changed", "breaking"],
          path,
          `${code(value)} stands for ${code(target)} now, not ${code(known)}`,
        );
    }
  }

  private compareNotes(old: Facts, now: Facts, path: string): void {
    if (!old.isDeprecated && now.isDeprecated) this.report(["deprecated", "patch"], path, "it is deprecated now");
    if (old.default === now.default) return;
    if (old.default === undefined)
      this.report(["default-added", "patch"], path, `its default is ${code(now.default)}, as is told now`);
    else if (now.default === undefined)
      this.report(["default-removed", "patch"], path, `its default ${code(old.default)} is not told any more`);
    else {
      const isQuiet = !this.isGiven || this.knowledge.isPageSize?.(path) === true;
      const change = `its default is ${code(now.default)} now, not ${code(old.default)}`;
      const message = isQuiet ? change : `${change}: who leaves it out gets something else`;
      this.report(["default-changed", isQuiet ? "patch" : "breaking"], path, message);
    }
  }

  private get isGiven(): boolean {
    return this.direction === "given";
  }

  private narrower(kind: Kind, path: string, messages: string | readonly [given: string, read: string]): void {
    const [given, read] = typeof messages === "string" ? [messages, messages] : messages;
    this.report([kind, this.isGiven ? "breaking" : "patch"], path, this.isGiven ? given : read);
  }

  private wider(kind: Kind, path: string, message: string): void {
    this.report([kind, this.isGiven ? "additive" : "patch"], path, message);
  }

  private report([kind, level]: readonly [Kind, Level], path: string, message: string): void {
    this.findings.push({ kind, level, path, message });
  }

  private wasSeen(old: unknown, now: unknown): boolean {
    const others = this.seen.get(old) ?? new Set();
    this.seen.set(old, others);
    const isSeen = others.has(now);
    others.add(now);
    return isSeen;
  }
}

/** Formats of numbers that say no more than how precise these are. */
const numeric: ReadonlySet<string> = new Set(["int32", "int64", "float", "double"]);

function smallest(limit: Limit): number {
  return limit === "value" ? Number.NEGATIVE_INFINITY : 0;
}

function atLeast(value: number): string {
  return value === Number.NEGATIVE_INFINITY ? "any" : `at least ${rounded(value)}`;
}

function rounded(value: number): string {
  return String(Number(value.toPrecision(11)));
}

function isMultiple(value: number, of: number): boolean {
  return Math.abs(value / of - Math.round(value / of)) < 1e-9;
}

/** Text of a document, told from what is said of it. */
export function code(text = ""): string {
  return `\`${text.replaceAll("`", "'")}\``;
}
