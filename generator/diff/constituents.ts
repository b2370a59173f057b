import ts from "typescript";

/** A member of an object type. */
export interface Member {
  readonly type: ts.Type;
  readonly isOptional: boolean;
}

/** The members of an object type by name. */
export type Members = ReadonlyMap<string, Member>;

/** What one type is a choice of, beside null and undefined. */
interface Parts {
  readonly types: readonly ts.Type[];
  readonly hasNull: boolean;
  readonly hasUndefined: boolean;
}

/** The constituents of two types: those of both, those that belong together, and those of one alone. */
export class Constituents {
  readonly old: Parts;
  readonly new: Parts;
  /** Those that are to be compared in turn. */
  readonly pairs: readonly (readonly [ts.Type, ts.Type])[];
  readonly removed: readonly ts.Type[];
  readonly added: readonly ts.Type[];
  /** Whether nothing is in both, nor belongs together. */
  readonly isDisjoint: boolean;

  constructor(old: ts.Type, now: ts.Type, checker: ts.TypeChecker) {
    this.old = partsOf(old, checker);
    this.new = partsOf(now, checker);
    const removed = new Set(this.old.types.filter((type) => !this.new.types.includes(type)));
    const added = new Set(this.new.types.filter((type) => !this.old.types.includes(type)));
    const isShared = removed.size < this.old.types.length;
    const pairs: [ts.Type, ts.Type][] = [];
    for (const belongTogether of reasons(checker)) {
      for (const one of removed) {
        const other = [...added].find((type) => belongTogether(one, type, { removed, added }));
        if (other === undefined) continue;
        pairs.push([one, other]);
        removed.delete(one);
        added.delete(other);
      }
    }
    this.pairs = pairs;
    this.removed = [...removed];
    this.added = [...added];
    this.isDisjoint = !isShared && pairs.length === 0;
  }
}

/** What is left to find a partner for. */
interface Left {
  readonly removed: ReadonlySet<ts.Type>;
  readonly added: ReadonlySet<ts.Type>;
}

/** Why two constituents are versions of one, the best reason first. */
function reasons(checker: ts.TypeChecker): readonly ((one: ts.Type, other: ts.Type, left: Left) => boolean)[] {
  const areRecords = (...types: ts.Type[]) => types.every((type) => isRecord(type, checker));
  return [
    (one, other) => areRecords(one, other) && tellsTheSame(one, other, checker),
    (one, other) => areRecords(one, other) && nameOf(one) !== undefined && nameOf(one) === nameOf(other),
    (one, other) => checker.isTypeAssignableTo(one, other) && checker.isTypeAssignableTo(other, one),
    (one, other, { removed, added }) => areRecords(one, other) && areOnly([one, removed], [other, added], areRecords),
    (one, other) => isList(one, checker) && isList(other, checker),
  ];
}

function areOnly(
  [one, removed]: readonly [ts.Type, ReadonlySet<ts.Type>],
  [other, added]: readonly [ts.Type, ReadonlySet<ts.Type>],
  areAlike: (type: ts.Type) => boolean,
): boolean {
  const only = (type: ts.Type, all: ReadonlySet<ts.Type>) => [...all].filter(areAlike).every((each) => each === type);
  return only(one, removed) && only(other, added);
}

/** Whether two objects have a required member with the same literals: that tells alternatives apart. */
function tellsTheSame(one: ts.Type, other: ts.Type, checker: ts.TypeChecker): boolean {
  const [before, after] = [one, other].map((type) => membersOf(type, checker)) as [Members, Members];
  let isSame = false;
  for (const [name, { type, isOptional }] of before) {
    const match = after.get(name);
    if (!match || isOptional || match.isOptional) continue;
    const [values, others] = [type, match.type].map((each) => partsOf(each, checker).types);
    if (!values?.every(isLiteral) || !others?.every(isLiteral) || values.length + others.length === 0) continue;
    if (!values.some((value) => others.includes(value))) return false;
    isSame = true;
  }
  return isSame;
}

function nameOf(type: ts.Type): string | undefined {
  const name = type.aliasSymbol?.name ?? type.symbol?.name;
  return name === undefined || name.startsWith("__") ? undefined : name;
}

function isList(type: ts.Type, checker: ts.TypeChecker): boolean {
  return checker.isArrayType(type) || checker.isTupleType(type);
}

function partsOf(type: ts.Type, checker: ts.TypeChecker): Parts {
  const all = type.isUnion() ? type.types : [type];
  const is = (flag: ts.TypeFlags) => all.some((each) => (each.flags & flag) !== 0);
  const empty = ts.TypeFlags.Null | ts.TypeFlags.Undefined | ts.TypeFlags.Void | ts.TypeFlags.Never;
  const types = all.filter((each) => (each.flags & empty) === 0);
  const booleans = types.filter((each) => (each.flags & ts.TypeFlags.BooleanLiteral) !== 0);
  return {
    types:
      booleans.length === 2 ? [...types.filter((each) => !booleans.includes(each)), checker.getBooleanType()] : types,
    hasNull: is(ts.TypeFlags.Null),
    hasUndefined: is(ts.TypeFlags.Undefined | ts.TypeFlags.Void),
  };
}

/** Whether any value is of the type. */
export function isOpen(type: ts.Type): boolean {
  return (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0;
}

/** Whether a type is of one value. */
export function isLiteral(type: ts.Type): boolean {
  const literals = ts.TypeFlags.StringLiteral | ts.TypeFlags.NumberLiteral | ts.TypeFlags.BooleanLiteral;
  return (type.flags & (literals | ts.TypeFlags.BigIntLiteral)) !== 0;
}

/** Whether a type is that of an object whose members a document names, and not one of the platform. */
export function isRecord(type: ts.Type, checker: ts.TypeChecker): boolean {
  if ((type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) === 0) return false;
  if (type.isIntersection() && type.types.some((each) => (each.flags & ts.TypeFlags.Object) === 0)) return false;
  if (isList(type, checker) || type.getCallSignatures().length > 0) return false;
  const { symbol } = type;
  if (symbol === undefined || symbol.name.startsWith("__")) return true;
  return !(symbol.declarations ?? []).some((each) => /\/lib\.[\w.]+\.d\.ts$/.test(each.getSourceFile().fileName));
}

/** The members of an object type; those that nothing can be given for are none. */
export function membersOf(type: ts.Type, checker: ts.TypeChecker): Members {
  const members = new Map<string, Member>();
  for (const symbol of checker.getPropertiesOfType(type)) {
    const isOptional = (symbol.flags & ts.SymbolFlags.Optional) !== 0;
    const whole = checker.getTypeOfSymbol(symbol);
    const own = isOptional ? withoutUndefined(whole, checker) : whole;
    if ((own.flags & ts.TypeFlags.Never) !== 0) continue;
    members.set(ts.unescapeLeadingUnderscores(symbol.escapedName), { type: own, isOptional });
  }
  return members;
}

function withoutUndefined(type: ts.Type, checker: ts.TypeChecker): ts.Type {
  if (!type.isUnion()) return (type.flags & ts.TypeFlags.Undefined) === 0 ? type : checker.getNeverType();
  const hasNull = type.types.some((each) => (each.flags & ts.TypeFlags.Null) !== 0);
  if (!hasNull) return checker.getNonNullableType(type);
  return type;
}

/** The type of members without a name of their own. */
export function indexOf(type: ts.Type, checker: ts.TypeChecker): ts.Type | undefined {
  const index = checker.getIndexInfosOfType(type).find(({ keyType }) => (keyType.flags & ts.TypeFlags.String) !== 0);
  return index && (index.type.flags & ts.TypeFlags.Never) === 0 ? index.type : undefined;
}
