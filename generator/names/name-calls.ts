import { placeOf } from "../diagnostics/places.ts";
import type { Api, ApiOperation, ApiWebhook } from "../document/api.ts";
import { sortedUnique } from "../document/order.ts";
import { equivalenceText } from "../schema/equivalence.ts";
import { argumentsIn } from "./arguments.ts";
import { operationKey } from "./operation-key.ts";
import type { NamedOperation } from "./operations/named-operation.ts";
import { type NamedOperations, nameOperations, type OperationNaming } from "./operations/operations.ts";
import type { PublicOperation, PublicWebhook } from "./public-names.ts";
import type { Registration } from "./registration.ts";
import { type NamedWebhooks, nameWebhooks, type WebhookToName } from "./webhooks.ts";

/** What is called by name, and what calls: the operations of an API, and its webhooks and callbacks. */
export interface NamedCalls {
  readonly operations: Omit<NamedOperations, "operations"> & { readonly operations: readonly CalledOperation[] };
  readonly webhooks: Omit<NamedWebhooks, "webhooks"> & { readonly webhooks: readonly PublicWebhook[] };
}

/** An operation under its public names, and all that is registered as it. */
export type CalledOperation = Pick<NamedOperation, "lockKey" | "before"> &
  Omit<PublicOperation, "tags" | "formerModules">;

/** Names the operations and webhooks of an API, which need nothing of its schemas, tags and servers. */
export function nameCalls(api: Api, naming: Omit<OperationNaming, "difference">): NamedCalls {
  const registrations = registrationsOf(api.operations);
  const operations = nameOperations([...registrations.keys()], {
    ...naming,
    difference: (left, right) => differenceOf(registrations.get(left)!, registrations.get(right)!),
  });
  const named = operations.operations.map(({ canonical, registrations: merged, twins: _, ...called }) => ({
    ...called,
    operation: registrations.get(canonical)!,
    registrations: merged.map((registration) => registrations.get(registration)!),
  }));
  const names = new Map(
    named.flatMap(({ name, registrations: merged }) => merged.map((each) => [each, name] as const)),
  );
  const byKey = webhooksOf(api, names);
  const webhooks = nameWebhooks(
    Array.from(byKey.values(), ({ toName }) => toName),
    { ...naming, lock: operations.lock, operationsBefore: naming.lock.operations },
  );
  return {
    operations: { ...operations, operations: named },
    webhooks: {
      ...webhooks,
      webhooks: webhooks.webhooks.map(({ name, keys }) => {
        const members = keys.map((key) => byKey.get(key)!);
        const owners = members.flatMap(({ toName }) => toName.operation ?? []);
        return { name, operations: sortedUnique(owners), webhook: members[0]!.webhook };
      }),
    },
  };
}

function registrationsOf(operations: readonly ApiOperation[]): Map<Registration, ApiOperation> {
  const keys = operations.map(({ method, path }) => operationKey(method, path));
  const seen = new Map<string, number>();
  for (const key of keys) seen.set(key, (seen.get(key) ?? 0) + 1);
  return new Map(
    operations.map((operation, index) => {
      const { operationId, "x-twinspec-name": extensionName } = operation.operation;
      const registration: Registration = {
        method: operation.method,
        path: operation.path,
        ...(typeof operationId === "string" && { operationId }),
        ...(typeof extensionName === "string" && { extensionName }),
        tags: tagsOf(operation),
        arguments: argumentsIn(operation),
        // only twins are compared
        equivalence: seen.get(keys[index]!) === 1 ? "" : equivalenceOf(operation),
        document: operation.document,
        place: placeOf(operation.position, "key"),
      };
      return [registration, operation];
    }),
  );
}

/** The webhooks and callbacks of an API by key, each once. */
function webhooksOf(
  api: Api,
  namesOfOperations: ReadonlyMap<ApiOperation, string>,
): Map<string, { readonly toName: WebhookToName; readonly webhook: ApiWebhook }> {
  const byKey = new Map<string, { toName: WebhookToName; webhook: ApiWebhook }>();
  for (const webhook of api.webhooks) {
    const { name, method, callback, operation } = webhook;
    const { of, expression } = callback ?? {};
    const key = of ? `${operationKey(of.method, of.path)} ${name} ${expression} ${method}` : `${name} ${method}`;
    if (byKey.has(key)) continue;
    const { "x-twinspec-name": extensionName } = operation;
    const toName: WebhookToName = {
      key,
      wanted: typeof extensionName === "string" ? extensionName : name,
      method,
      ...(of && { operation: namesOfOperations.get(of) ?? "", equivalence: equivalenceOfCallback(webhook) }),
      place: placeOf(webhook.position, "key"),
    };
    byKey.set(key, { toName, webhook });
  }
  return byKey;
}

function equivalenceOfCallback({ operation }: ApiWebhook): string {
  const { parameters = [], requestBody, responses } = operation;
  const texts = (parameters as readonly unknown[]).map((parameter) => equivalenceText(parameter)).sort();
  return [texts.join(), equivalenceText(requestBody), equivalenceText(responses)].join("\n");
}

/** The tags that an operation has. */
export function tagsOf({ operation }: ApiOperation): string[] {
  return Array.isArray(operation["tags"]) ? (operation["tags"] as string[]) : [];
}

/** The parts of an operation that decide whether twins are equivalent. */
function partsOf({ operation, path, servers }: ApiOperation): Record<string, string> {
  const variables = [...path.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1]!);
  const parameters = (operation["parameters"] as readonly object[]).map((parameter) => {
    const text = equivalenceText(parameter);
    const name =
      "name" in parameter && "in" in parameter && parameter.in === "path"
        ? variables.indexOf(String(parameter.name))
        : -1;
    // the names of variables do not distinguish templates
    return name === -1 ? text : text.replace(/"name":"[^"]*"/, `"name":${name}`);
  });
  return {
    parameters: parameters.sort().join(),
    "request body": equivalenceText(operation["requestBody"]),
    responses: equivalenceText(operation["responses"]),
    security: equivalenceText(operation["security"]),
    servers: equivalenceText(servers),
  };
}

function equivalenceOf(operation: ApiOperation): string {
  return JSON.stringify(partsOf(operation));
}

function differenceOf(left: ApiOperation, right: ApiOperation): string | undefined {
  const [a, b] = [partsOf(left), partsOf(right)];
  const different = Object.keys(a).filter((part) => a[part] !== b[part]);
  return different.length === 0 ? undefined : different.join(", ");
}
