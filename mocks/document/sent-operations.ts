import { isObject, type JsonObject, listIn } from "../../generator/document/json.ts";
import type { ServedOperation } from "./operations.ts";
import { followed } from "./response-object.ts";

/** A request that the API itself sends: a webhook (section 4.8.1.1), or a callback of an operation (section 4.8.18). */
export interface SentOperation {
  /** Its name in the document. */
  readonly name: string;
  /** The HTTP method, in capitals. */
  readonly method: string;
  /** The Operation Object, with the parameters of its path item. */
  readonly description: JsonObject;
  /** Of a callback: the operation that has it, and the expression that gives the address. */
  readonly callback?: { readonly of: ServedOperation; readonly expression: string };
}

/** The keys of webhooks and callbacks by the names that the client has for them. */
export type SentNames = ReadonlyMap<string, string>;

/** What is known of a sent operation to whoever tells it from others. */
type Identity = Pick<SentOperation, "method" | "name"> & {
  readonly callback?: {
    readonly of: Pick<ServedOperation, "method" | "path">;
    readonly expression: string;
  };
};

/** What tells one from all others: `newPet POST`, `POST /pets sold {$request.body#/url} POST` of a callback. */
export function sentKey({ name, method, callback }: Identity): string {
  if (callback === undefined) return `${name} ${method}`;
  const { of, expression } = callback;
  return `${of.method} ${of.path} ${name} ${expression} ${method}`;
}

/** The webhooks of a document, in its order. */
export function webhooksOf(openapi: JsonObject): SentOperation[] {
  return ["webhooks", "x-webhooks"].flatMap((field) =>
    entriesOf(openapi, openapi[field]).flatMap(([name, item]) =>
      operationsIn(openapi, item).map((operation) => ({ name, ...operation })),
    ),
  );
}

/** The callbacks of an operation, in its order. */
export function callbacksOf(openapi: JsonObject, of: ServedOperation): SentOperation[] {
  return entriesOf(openapi, of.description["callbacks"]).flatMap(([name, callback]) =>
    entriesOf(openapi, callback).flatMap(([expression, item]) =>
      operationsIn(openapi, item).map((operation) => ({ name, ...operation, callback: { of, expression } })),
    ),
  );
}

function operationsIn(openapi: JsonObject, item: unknown): Pick<SentOperation, "description" | "method">[] {
  const shared = listIn(followed(openapi, item) ?? {}, "parameters");
  return entriesOf(openapi, item).flatMap(([method, description]) => {
    if (!isObject(description) || !/^(?:get|put|post|delete|options|head|patch|trace|query)$/.test(method)) return [];
    // Its own come last, and of two with one place and name the last one holds.
    const parameters = [...shared, ...listIn(description, "parameters")];
    return { method: method.toUpperCase(), description: { ...description, parameters } };
  });
}

function entriesOf(openapi: JsonObject, value: unknown): [string, unknown][] {
  return Object.entries(followed(openapi, value) ?? {});
}
