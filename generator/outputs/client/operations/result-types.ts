import type { Declaration } from "../../../emit/printing/declarations.ts";
import { type TypeCode, typeText, unionOf } from "../../../emit/printing/types.ts";
import type { SourceFile } from "../../../emit/source-file.ts";
import { operationTypes, runtime } from "../../../emit/symbols.ts";
import { memberName } from "../../../emit/text.ts";
import type { Operation } from "../../../model/model.ts";
import type { SchemaTypes } from "../schemas/schema-types.ts";
import { responseTypesOf, type StatusType, union } from "./operation-types.ts";

/** What an operation declares of its results, and the names of the types. */
export interface ResultDeclarations {
  readonly declarations: readonly Declaration[];
  readonly data: string;
  readonly error: string;
  /** The types by status; undefined where they are the same for all statuses. */
  readonly errors: string | undefined;
  readonly responses: string | undefined;
}

/** One half of the results: their type, and the type by status. */
interface Half {
  readonly declarations: readonly Declaration[];
  /** Its type by status; undefined where it is the same for all statuses. */
  readonly byStatus: string | undefined;
}

/** The types of what an operation responds with: as a whole, and by status. */
export function resultDeclarations(operation: Operation, types: SchemaTypes, file: SourceFile): ResultDeclarations {
  const { name } = operation;
  const { data, error, responses, errors } = operationTypes(name);
  const described = responseTypesOf(operation, types, file);
  const good = half(described.data, { whole: data.name, byStatus: responses.name, none: () => "undefined" });
  const none = () => (operation.method === "HEAD" ? file.global("Response") : file.use(runtime("UnknownError")));
  const bad = half(described.errors, { whole: error.name, byStatus: errors.name, none });
  const docs = [`What \`${name}\` responds with`, `What \`${name}\` responds with when it fails`];
  return {
    declarations: [good, bad].flatMap(({ declarations }, index) =>
      declarations.map((declaration, place) => ({
        ...declaration,
        doc: `${docs[index]}${place === 0 ? "." : ", by status."}`,
      })),
    ),
    data: data.name,
    error: error.name,
    errors: bad.byStatus,
    responses: good.byStatus,
  };
}

/** What an operation's type is given of its results, and of what it takes after the transport. */
export function typeArguments(results: ResultDeclarations, rest: TypeCode | undefined): TypeCode[] {
  const { data, error, errors, responses } = results;
  const always = (type: string): TypeCode => ({ kind: "object", members: [{ name: "default", type }] });
  if (rest !== undefined) return [data, error, errors ?? always(error), responses ?? always(data), rest];
  if (responses !== undefined) return [data, error, errors ?? always(error), responses];
  return [data, error, ...(errors === undefined ? [] : [errors])];
}

function half(
  described: readonly StatusType[],
  { whole, byStatus, none }: { readonly whole: string; readonly byStatus: string; readonly none: () => string },
): Half {
  const [first, ...others] = described;
  if (!first) return { declarations: [{ kind: "type", name: whole, type: none() }], byStatus: undefined };
  const isSame = others.every((each) => areSame(each.type, first.type));
  const members = described.map(({ status, type }, index) => {
    const known = described.findIndex((other) => areSame(other.type, type));
    const earlier = known < index && !isShort(type) ? `${byStatus}[${keyOf(described[known]!.status)}]` : type;
    return { name: keyOf(status), type: isSame ? whole : earlier };
  });
  const types = isSame ? [first.type] : described.map(({ type }) => type);
  return {
    declarations: [
      {
        kind: "type",
        name: whole,
        type: isSame || types.every(isShort) ? union(types) : `${byStatus}[keyof ${byStatus}]`,
      },
      { kind: "interface", name: byStatus, members },
    ],
    byStatus: isSame ? undefined : byStatus,
  };
}

/** A key of a type by status: a range is a string. */
function keyOf(status: string): string {
  return /^\d+$/.test(status) ? status : memberName(status);
}

/** Whether two types are told apart by their examples at most. */
function areSame(one: TypeCode, other: TypeCode): boolean {
  if (one === other || (typeof one === "string" && typeof other === "string")) return one === other;
  const [left, right] = [unionOf([one, other]), unionOf([other, one])].map(typeText);
  return left === typeText(one) && right === typeText(other);
}

/** Whether a type is nothing but names, which may be written more than once. */
function isShort(type: TypeCode): boolean {
  if (typeof type === "string") return true;
  return (type.kind === "union" || type.kind === "generic") && type.of.every(isShort);
}
