import type { ApiOperation, ApiWebhook } from "./api.ts";
import { entriesOf, type Located } from "./entries.ts";
import { hasReference, isObject, type JsonObject, listIn } from "./json.ts";
import { fixedMethods } from "./objects.ts";
import type { ObjectResolver } from "./resolve-objects.ts";
import { itemsOf, registrationsOf, resolveOperation } from "./resolve-operations.ts";
import { below, type SourceDocument } from "./source-document.ts";

/** Where documents describe webhooks: before 3.1 by the extension that Redoc introduced. */
const fields = ["webhooks", "x-webhooks"];

/** The webhooks that a document describes. */
export function resolveWebhooks(document: SourceDocument, resolver: ObjectResolver): ApiWebhook[] {
  const root = document.value as JsonObject;
  return fields.flatMap((field) =>
    entriesOf({ value: root[field], position: below({ document }, field) }, resolver).flatMap(
      ({ key: name, value, position }) => {
        if (name.startsWith("x-") && !isWebhook(value)) return [];
        return addressed({ value, position }, resolver).flatMap((each) =>
          webhooksIn(name, { item: each, entry: document }, resolver),
        );
      },
    ),
  );
}

/** Whether what has the name of an extension is a webhook all the same: it has a method, or refers to one. */
function isWebhook(value: unknown): boolean {
  if (!isObject(value)) return false;
  return hasReference(value) || Object.keys(value).some((key) => fixedMethods.has(key) || isAddress(key));
}

/** Whether a key of a webhook is where it goes to. */
function isAddress(key: string): boolean {
  return /^(?:\{?\$|https?:)/.test(key);
}

function webhooksIn(
  name: string,
  { item, entry }: { readonly item: Located; readonly entry: SourceDocument },
  resolver: ObjectResolver,
): ApiWebhook[] {
  const items = itemsOf(item, resolver);
  return registrationsOf(items, resolver).flatMap(({ key: method, value, position }): ApiWebhook[] => {
    const resolved = resolveOperation({ value, position }, { items, entry }, resolver);
    return resolved ? [{ name, method: method.toUpperCase(), ...resolved }] : [];
  });
}

/** The path items of a webhook: some documents write the address that it goes to above them, as a callback has it. */
function addressed(webhook: Located, resolver: ObjectResolver): Located[] {
  const { value } = webhook;
  const hasAddress = isObject(value) && Object.keys(value).some(isAddress);
  return hasAddress && !hasReference(value) ? entriesOf(webhook, resolver) : [webhook];
}

/** The callbacks of operations, which are resolved with them. */
export function callbacksOf(operations: readonly ApiOperation[]): ApiWebhook[] {
  return operations.flatMap((of) =>
    entries(of.operation["callbacks"]).flatMap(([name, callback]) =>
      entries(callback).flatMap(([expression, item]) =>
        entries(item)
          .filter(([method, operation]) => fixedMethods.has(method) && isObject(operation))
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
