import { isObject, type JsonObject, listIn } from "../../generator/document/json.ts";

/** One operation that the mock serves. */
export interface MockOperation {
  /** The HTTP method, in capitals. */
  readonly method: string;
  /** The path template as published. */
  readonly path: string;
  readonly operationId: string | undefined;
  /** The name of the client's function; undefined where the document was not read from disk. */
  readonly name: string | undefined;
  /** Further names of that function, and those of twins that this operation stands for. */
  readonly aliases: readonly string[];
  /** The scopes it needs: alternatives of sets. Empty: none. */
  readonly scopes: readonly (readonly string[])[];
}

/** What the client calls an operation. */
export interface ClientNames {
  /** The names of its function; the first is its own name. */
  readonly functions: readonly string[];
  /** The names of its arguments, by place and name. */
  readonly arguments: ReadonlyMap<string, string>;
}

/** The client's names by method and path, `GET /tickets/{ticketId}`. */
export type OperationNames = ReadonlyMap<string, ClientNames>;

/** An operation together with the parts of the document that describe it. */
export interface ServedOperation extends MockOperation {
  /** What it is for those who look from outside; the same object each time. */
  readonly publicPart: MockOperation;
  readonly description: JsonObject;
  /** The parameters of its path item (section 4.8.9), before its own override them. */
  readonly pathParameters: readonly unknown[];
  /** The client's names for its arguments, by place and name, as far as they are known. */
  readonly argumentNames: ReadonlyMap<string, string>;
}

/**
 * Lists the operations of a document in its order. Every map in a path item is an operation, so that methods beyond
 * those of the specification stand beside them.
 */
export function listOperations(openapi: JsonObject, names?: OperationNames): ServedOperation[] {
  return Object.entries(asObject(openapi["paths"])).flatMap(([path, item]) => {
    const pathItem = asObject(item);
    return Object.entries(pathItem).flatMap(([method, description]) => {
      if (!path.startsWith("/") || method.startsWith("x-") || !isObject(description)) return [];
      const operationId = description["operationId"];
      const named = names?.get(`${method.toUpperCase()} ${path}`);
      const [name, ...aliases] = named?.functions ?? [];
      const publicPart: MockOperation = {
        method: method.toUpperCase(),
        path,
        operationId: typeof operationId === "string" ? operationId : undefined,
        name,
        aliases,
        scopes: scopesOf(listIn("security" in description ? description : openapi, "security")),
      };
      const pathParameters = listIn(pathItem, "parameters");
      return { ...publicPart, publicPart, description, pathParameters, argumentNames: named?.arguments ?? new Map() };
    });
  });
}

/** Whether two are one operation, maybe of two readings of the documents. */
export function isSameOperation(
  a: Pick<MockOperation, "method" | "path"> | undefined,
  b: Pick<MockOperation, "method" | "path"> | undefined,
): boolean {
  return a?.method === b?.method && a?.path === b?.path;
}

function scopesOf(security: readonly unknown[]): string[][] {
  const requirements = security.map((requirement) => {
    const scopes = Object.values(asObject(requirement)).flat().map(String);
    return [...new Set(scopes)];
  });
  return requirements.some((scopes) => scopes.length === 0) ? [] : requirements;
}

function asObject(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
