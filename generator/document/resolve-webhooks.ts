import type { ApiOperation, ApiWebhook } from "./api.ts";
import { entriesOf } from "./entries.ts";
import { isObject, type JsonObject, listIn } from "./json.ts";
import type { ObjectResolver } from "./resolve-objects.ts";
import { itemsOf, methods, registrationsOf, resolveOperation } from "./resolve-operations.ts";
import { below, type SourceDocument } from "./source-document.ts";

/** Where documents describe webhooks: before 3.1 by the extension that Redoc introduced. */
const fields = ["webhooks", "x-webhooks"];

/** The webhooks that a document describes. */
export function resolveWebhooks(document: SourceDocument, resolver: ObjectResolver): ApiWebhook[] {
  const root = document.value as JsonObject;
  return fields.flatMap((field) =>
    entriesOf({ value: root[field], position: below({ document }, field) }, resolver).flatMap(
      ({ key: name, value, position }) => {
        const items = name.startsWith("x-") && !isObject(value) ? [] : itemsOf({ value, position }, resolver);
        const around = { items, entry: document };
        return registrationsOf(items, resolver).flatMap(
          ({ key: method, value: operation, position: at }): ApiWebhook[] => {
            const resolved = resolveOperation({ value: operation, position: at }, around, resolver);
            return resolved ? [{ name, method: method.toUpperCase(), ...resolved }] : [];
          },
        );
      },
    ),
  );
}

/** The callbacks of operations, which are resolved with them. */
export function callbacksOf(operations: readonly ApiOperation[]): ApiWebhook[] {
  return operations.flatMap((of) =>
    entries(of.operation["callbacks"]).flatMap(([name, callback]) =>
      entries(callback).flatMap(([expression, item]) =>
        entries(item)
          .filter(([method, operation]) => methods.has(method) && isObject(operation))
          .map(([method, operation]): ApiWebhook => {
            const shared = isObject(item) ? listIn(item, "parameters") : [];
            const own = listIn(operation as JsonObject, "parameters");
            const keys = ["callbacks", name, expression, method];
            return {
              name,
              method: method.toUpperCase(),
              operation: { ...(operation as JsonObject), parameters: [...shared.filter(isNotIn(own)), ...own] },
              callback: { of, expression },
              position: keys.reduce(below, of.position),
            };
          }),
      ),
    ),
  );
}

function entries(value: unknown): [string, unknown][] {
  return isObject(value) ? Object.entries(value) : [];
}

/** Whether an operation has no parameter of its own with that name and place. */
function isNotIn(own: readonly unknown[]): (parameter: unknown) => boolean {
  const identity = (parameter: unknown) =>
    isObject(parameter) ? `${String(parameter["in"])} ${String(parameter["name"])}` : "";
  const names = new Set(own.map(identity));
  return (parameter) => !names.has(identity(parameter));
}
