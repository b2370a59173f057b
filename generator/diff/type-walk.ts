import ts from "typescript";
import {
  Constituents,
  indexOf,
  isLiteral,
  isOpen,
  isRecord,
  type Member,
  type Members,
  membersOf,
} from "./constituents.ts";
import type { Level } from "./finding.ts";
import type { Kind } from "./kinds.ts";

/** Who makes the values of a type: the consumer, who gives arguments, or the API, whose results the consumer reads. */
export type Direction = "given" | "read";

/** A difference between two types, at a path below the part that was compared. */
export interface TypeFinding {
  readonly kind: Kind;
  readonly level: Level;
  readonly path: string;
  readonly message: string;
}

/** What a walk is told of the types beside themselves. */
export interface Knowledge {
  readonly checker: ts.TypeChecker;
  /** Whether two named types are known to be the same, whatever they lead to. */
  areSettled(one: ts.Type, other: ts.Type): boolean;
}

/** How two types are held against each other. */
interface Visit {
  readonly old: ts.Type;
  readonly new: ts.Type;
  readonly path: string;
}

/** How deep types are followed; what lies deeper is judged as a whole. */
const deepest = 40;

/** How much of a type's text a message has. */
const shownText = 80;

/**
 * What differs between two types for a consumer. TypeScript decides what fits what; members, alternatives and index
 * signatures are compared as well, as what was removed of these fits and yet is missed.
 */
export function differences(
  part: Visit & { readonly direction: Direction; readonly noun: string },
  knowledge: Knowledge,
): TypeFinding[] {
  const walk = new TypeWalk(part.direction, knowledge);
  walk.visit(part, 0);
  const { checker } = knowledge;
  const [from, to] = part.direction === "given" ? [part.old, part.new] : [part.new, part.old];
  const isBroken = walk.findings.some(({ level, kind }) => level === "breaking" || kind === "body-added");
  if (!isBroken && !checker.isTypeAssignableTo(from, to))
    walk.report(["type-changed", "breaking"], part.path, `${part.noun} has another type`);
  return walk.findings;
}

class TypeWalk {
  readonly findings: TypeFinding[] = [];
  private readonly direction: Direction;
  private readonly knowledge: Knowledge;
  private readonly seen = new Map<ts.Type, Set<ts.Type>>();

  constructor(direction: Direction, knowledge: Knowledge) {
    this.direction = direction;
    this.knowledge = knowledge;
  }

  report([kind, level]: readonly [Kind, Level], path: string, message: string): void {
    this.findings.push({ kind, level, path, message });
  }

  visit({ old, new: now, path }: Visit, depth: number): void {
    if (old === now || this.knowledge.areSettled(old, now)) return;
    const isGiven = this.direction === "given";
    if (isOpen(old) || isOpen(now)) {
      if (isOpen(old) && isOpen(now)) return;
      if (isOpen(now))
        this.report(
          [isGiven ? "type-widened" : "type-changed", isGiven ? "additive" : "breaking"],
          path,
          isGiven ? "anything may be given now" : `nothing is known of it any more; it was ${this.text(old)}`,
        );
      else
        this.report(
          [isGiven ? "type-changed" : "type-narrowed", isGiven ? "breaking" : "additive"],
          path,
          isGiven
            ? `anything could be given; it must be ${this.text(now)} now`
            : `it is known to be ${this.text(now)} now`,
        );
      return;
    }
    const constituents = new Constituents(old, now, this.knowledge.checker);
    this.compareEmptiness(constituents, path);
    if (depth > deepest) {
      this.compareAsWhole(old, now, path);
      return;
    }
    for (const [one, other] of constituents.pairs) this.visitPair({ old: one, new: other, path }, depth + 1);
    this.compareRest(constituents, { old, new: now, path });
  }

  private visitPair({ old, new: now, path }: Visit, depth: number): void {
    const { checker } = this.knowledge;
    if (old === now || this.wasSeen(old, now) || this.knowledge.areSettled(old, now)) return;
    if (checker.isTupleType(old) && checker.isTupleType(now)) {
      this.compareTuples({ old, new: now, path }, depth);
      return;
    }
    if (checker.isArrayType(old) && checker.isArrayType(now)) {
      const [one, other] = [old, now].map((type) => checker.getTypeArguments(type as ts.TypeReference)[0]);
      if (one && other) this.visit({ old: one, new: other, path: `${path}[]` }, depth);
      return;
    }
    if (isRecord(old, checker) && isRecord(now, checker)) {
      this.compareMembers({ old, new: now, path }, depth);
      return;
    }
    this.compareAsWhole(old, now, path);
  }

  private compareTuples({ old, new: now, path }: Visit, depth: number): void {
    const { checker } = this.knowledge;
    const [before, after] = [old, now].map((type) => checker.getTypeArguments(type as ts.TypeReference));
    if (before!.length !== after!.length) {
      const message = `it has ${after!.length} items now, not ${before!.length}`;
      this.report(["tuple-length-changed", "breaking"], path, message);
      return;
    }
    for (const [index, one] of before!.entries())
      this.visit({ old: one, new: after![index]!, path: `${path}[${index}]` }, depth);
  }

  private compareMembers({ old, new: now, path }: Visit, depth: number): void {
    const { checker } = this.knowledge;
    const [before, after] = [old, now].map((type) => membersOf(type, checker)) as [Members, Members];
    const [index, newIndex] = [old, now].map((type) => indexOf(type, checker));
    const isGiven = this.direction === "given";
    for (const [name, member] of before) {
      const at = `${path}${memberPath(name)}`;
      const other = after.get(name);
      if (other) this.compareMember({ old: member, new: other, path: at }, depth);
      else if (newIndex && checker.isTypeAssignableTo(member.type, newIndex)) {
        const isUndefined =
          isGiven && member.isOptional && !checker.isTypeAssignableTo(checker.getUndefinedType(), newIndex);
        const message = `${shown(name)} is one of the further members now`;
        if (isUndefined) this.report(["type-changed", "breaking"], at, `${message}, which cannot be undefined`);
        else this.report(["member-without-a-name", "patch"], at, message);
      } else {
        const what = isArgument(path) ? "argument" : "member";
        const message = isGiven ? `the ${what} ${shown(name)} is gone` : `${shown(name)} no longer comes`;
        this.report([isArgument(path) ? "argument-removed" : "member-removed", "breaking"], at, message);
      }
    }
    for (const [name, member] of after) {
      if (before.has(name)) continue;
      const at = `${path}${memberPath(name)}`;
      const isRefused = isGiven && !member.isOptional;
      const what = isArgument(path) ? "argument" : "member";
      this.report(
        [isArgument(path) ? "argument-added" : "member-added", isRefused ? "breaking" : "additive"],
        at,
        isGiven
          ? `the ${what} ${shown(name)} ${isRefused ? "has to be given now" : "may be given now"}`
          : `${shown(name)} comes, too`,
      );
    }
    this.compareIndex({ old: index, new: newIndex, path }, depth);
  }

  private compareMember(
    { old, new: now, path }: { readonly old: Member; readonly new: Member; readonly path: string },
    depth: number,
  ): void {
    const isGiven = this.direction === "given";
    const name = shown(lastOf(path));
    if (old.isOptional && !now.isOptional)
      this.report(
        ["became-required", isGiven ? "breaking" : "patch"],
        path,
        isGiven ? `${name} has to be given now` : `${name} always comes now`,
      );
    if (!old.isOptional && now.isOptional)
      this.report(
        ["became-optional", isGiven ? "additive" : "breaking"],
        path,
        isGiven ? `${name} may be left out now` : `${name} may be absent now`,
      );
    this.visit({ old: old.type, new: now.type, path }, depth);
  }

  private compareIndex(
    { old, new: now, path }: { readonly old: ts.Type | undefined; readonly new: ts.Type | undefined; path: string },
    depth: number,
  ): void {
    if (old && now) {
      this.visit({ old, new: now, path: `${path}.*` }, depth);
      return;
    }
    const isGiven = this.direction === "given";
    if (old)
      this.report(
        ["index-removed", "breaking"],
        path,
        isGiven ? "members without a name of their own are refused now" : "further members no longer come",
      );
    if (now)
      this.report(
        ["index-added", "additive"],
        path,
        isGiven ? "further members may be given" : "further members may come",
      );
  }

  /** Null and undefined, which stand beside every other type. */
  private compareEmptiness({ old, new: now }: Constituents, path: string): void {
    const isGiven = this.direction === "given";
    if (old.hasNull !== now.hasNull) {
      const isBreaking = isGiven === old.hasNull;
      const level = isBreaking ? "breaking" : isGiven ? "additive" : "patch";
      const message = isGiven
        ? `null ${now.hasNull ? "may be given" : "is refused"} now`
        : now.hasNull
          ? "it may be null now"
          : "it is never null now";
      this.report([now.hasNull ? "became-nullable" : "became-not-nullable", level], path, message);
    }
    // that a member may be absent is told of the member
    if (isGiven || path !== "data" || old.hasUndefined === now.hasUndefined) return;
    if (now.hasUndefined) this.report(["may-be-empty", "breaking"], path, "a response may have no body now");
    else this.report(["never-empty", "patch"], path, "a response always has a body now");
  }

  /** The alternatives that only one side has. */
  private compareRest(constituents: Constituents, { old, new: now, path }: Visit): void {
    const { checker } = this.knowledge;
    const { removed, added } = constituents;
    const isGiven = this.direction === "given";
    const fits = (type: ts.Type, whole: ts.Type) => checker.isTypeAssignableTo(type, whole);
    const lost = removed.filter((type) => !fits(type, now));
    const gained = added.filter((type) => !fits(type, old));
    if (!isGiven && constituents.old.types.length === 0 && gained.length > 0) {
      this.report(["body-added", "additive"], path, `it is ${this.list(gained)} now; there was nothing before`);
      return;
    }
    const isReplaced = constituents.isDisjoint && removed.length > 0 && added.length > 0;
    if (isReplaced) {
      const message = `it is ${this.list(added)} now, not ${this.list(removed)}`;
      const isBroken = isGiven ? lost.length > 0 : gained.length > 0;
      if (isBroken) {
        this.report(["type-changed", "breaking"], path, message);
        return;
      }
      if (isGiven ? gained.length > 0 : lost.length > 0) {
        this.report([isGiven ? "type-widened" : "type-narrowed", isGiven ? "additive" : "patch"], path, message);
        return;
      }
      return;
    }
    if (lost.length > 0) {
      const kind = lost.every(isLiteral) ? "value-removed" : "alternative-removed";
      const [is, comes] = lost.length === 1 ? ["is", "comes"] : ["are", "come"];
      const message = isGiven ? `${this.list(lost)} ${is} refused now` : `${this.list(lost)} no longer ${comes}`;
      this.report([kind, isGiven ? "breaking" : "patch"], path, message);
    }
    if (gained.length > 0) {
      const kind = gained.every(isLiteral) ? "value-added" : "alternative-added";
      const message = `${this.list(gained)} ${isGiven ? "may be given" : "may come"} now`;
      this.report([kind, isGiven ? "additive" : "breaking"], path, message);
    }
    const told = added.filter((type) => isLiteral(type) && !gained.includes(type));
    if (told.length > 0 && !isGiven)
      this.report(
        ["value-added", "additive"],
        path,
        `${this.list(told)} ${told.length === 1 ? "is" : "are"} named now`,
      );
  }

  private compareAsWhole(old: ts.Type, now: ts.Type, path: string): void {
    const { checker } = this.knowledge;
    const isGiven = this.direction === "given";
    const isAccepted = checker.isTypeAssignableTo(old, now);
    const isExpected = checker.isTypeAssignableTo(now, old);
    if (isAccepted && isExpected) return;
    const message = `it is ${this.text(now)} now, not ${this.text(old)}`;
    if (isGiven ? isAccepted : isExpected)
      this.report([isGiven ? "type-widened" : "type-narrowed", isGiven ? "additive" : "patch"], path, message);
    else this.report(["type-changed", "breaking"], path, message);
  }

  private list(types: readonly ts.Type[]): string {
    const shownTypes = types.slice(0, 5).map((type) => this.text(type));
    const rest = types.length - shownTypes.length;
    return `${shownTypes.join(" and ")}${rest > 0 ? ` and ${rest} more` : ""}`;
  }

  private text(type: ts.Type): string {
    const text = this.knowledge.checker.typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation);
    return text.length > shownText ? `${text.slice(0, shownText)}…` : text;
  }

  private wasSeen(old: ts.Type, now: ts.Type): boolean {
    const others = this.seen.get(old) ?? new Set();
    this.seen.set(old, others);
    const isSeen = others.has(now);
    others.add(now);
    return isSeen;
  }
}

/** Whether the members at a path are the arguments of a call. */
function isArgument(path: string): boolean {
  return path === "args";
}

/** A member as the end of a path. */
export function memberPath(name: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$-]*$/u.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}

/** The name of the member that a path ends with. */
function lastOf(path: string): string {
  const [, quoted, plain] = /(?:\[("(?:[^"\\]|\\.)*")\]|\.([^.[\]]+))(?:\[\d*\]|\.\*)*$/.exec(path) ?? [];
  return quoted === undefined ? (plain ?? path) : String(JSON.parse(quoted));
}

function shown(name: string): string {
  return `\`${name.replaceAll("`", "'")}\``;
}
