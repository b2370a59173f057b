import type { Place } from "../diagnostics/diagnostic.ts";
import { placeOf } from "../diagnostics/places.ts";
import type { Api, ApiOperation, ApiSchema, ApiWebhook } from "../document/api.ts";
import { sortedUnique } from "../document/order.ts";
import { below } from "../document/source-document.ts";
import { dividedSchemas } from "../schema/directions/divided.ts";
import { equivalenceText } from "../schema/equivalence.ts";
import { argumentsIn } from "./arguments.ts";
import { shortHash } from "./identifiers/hash.ts";
import type { Lock } from "./lock/lock.ts";
import { modulesBefore, withModules } from "./modules.ts";
import { operationKey } from "./operation-key.ts";
import { nameOperations } from "./operations/operations.ts";
import type { Override } from "./operations/wanted.ts";
import type { PublicNames } from "./public-names.ts";
import type { Registration } from "./registration.ts";
import { nameSchemas } from "./schemas.ts";
import { nameServers } from "./servers.ts";
import { nameTags, untaggedModule } from "./tags.ts";
import { nameWebhooks, type WebhookToName } from "./webhooks.ts";

/** What naming depends on beside the documents. */
export interface Naming {
  readonly lock: Lock;
  readonly overrides: ReadonlyMap<string, Override>;
  readonly prune: boolean;
  /** Whether the settings name the servers. */
  readonly hasNamedServers: boolean;
}

/** Names everything in an API that its users see. */
export function nameApi(api: Api, { lock, overrides, prune, hasNamedServers }: Naming): PublicNames {
  const registrations = registrationsOf(api.operations);
  const operations = nameOperations([...registrations.keys()], {
    lock,
    overrides,
    prune,
    difference: (left, right) => differenceOf(registrations.get(left)!, registrations.get(right)!),
  });
  const divided = dividedSchemas(api.schemas);
  const toName = new Map(
    api.schemas.map((schema) => {
      const isDivided = divided.has(schema.id);
      return [
        { ...schema, isDivided, content: () => contentOf(schema), place: placeOf(schema.position, "key") },
        schema,
      ];
    }),
  );
  const schemas = nameSchemas([...toName.keys()], { lock: operations.lock, prune });
  const modulesOf = new Map(
    operations.operations.map((each) => [each.lockKey, prune ? [] : modulesBefore(each, lock)] as const),
  );
  const tags = nameTags(
    api.operations.flatMap((operation) => tagsOf(operation)),
    { lock: schemas.lock, prune, places: placesOfTags(api.operations), inUse: new Set([...modulesOf.values()].flat()) },
  );
  const moduleOf = new Map<string | undefined, string>([...tags.names, [undefined, untaggedModule]]);
  // a twin that brings a tag takes no operation from the module that it was in
  const tagsNow = new Map(
    operations.operations.map(({ lockKey, registrations: merged }) => [
      lockKey,
      [...new Set(merged.flatMap<string | undefined>(({ tags: own }) => (own.length > 0 ? own : [undefined])))],
    ]),
  );
  const modulesNow = new Map([...tagsNow].map(([key, own]) => [key, own.map((tag) => moduleOf.get(tag)!)]));
  const namesOfOperations = new Map(
    operations.operations.flatMap(({ name, registrations: merged }) =>
      merged.map((registration) => [registrations.get(registration), name] as const),
    ),
  );
  const webhooks = webhooksOf(api, namesOfOperations);
  const namedWebhooks = nameWebhooks(
    Array.from(webhooks.values(), ({ toName }) => toName),
    {
      lock: withModules(
        tags.lock,
        new Map([...modulesNow].map(([key, modules]) => [key, [...modules, ...modulesOf.get(key)!]])),
      ),
      prune,
    },
  );
  const servers = nameServers(hasNamedServers ? [] : api.servers, {
    lock: hasNamedServers ? { ...namedWebhooks.lock, servers: new Map() } : namedWebhooks.lock,
    prune,
  });
  return {
    operations: operations.operations.map(
      ({ key, lockKey, name, aliases, arguments: named, canonical, isCanonicalTwin }) => ({
        key,
        name,
        aliases,
        arguments: named,
        isCanonicalTwin,
        formerModules: modulesOf.get(lockKey)!.filter((module) => !modulesNow.get(lockKey)!.includes(module)),
        tags: tagsNow.get(lockKey)!,
        operation: registrations.get(canonical)!,
      }),
    ),
    schemas: schemas.schemas.map(({ schema, name, aliases, input }) => ({
      name,
      aliases,
      ...(input && { input }),
      schema: toName.get(schema as never)!,
    })),
    tags: moduleOf,
    webhooks: namedWebhooks.webhooks.map(({ name, keys }) => {
      const members = keys.map((key) => webhooks.get(key)!);
      const operations = members.flatMap(({ toName }) => toName.operation ?? []);
      return { name, operations: sortedUnique(operations), webhook: members[0]!.webhook };
    }),
    servers: servers.names,
    events: [operations, schemas, tags, namedWebhooks, servers].flatMap(({ events }) => events),
    diagnostics: [operations, schemas, tags, namedWebhooks, servers].flatMap(({ diagnostics }) => diagnostics),
    lock: servers.lock,
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

/** What a schema says, in a few characters; where what it refers to stands does not count. */
function contentOf({ schema }: ApiSchema): string {
  return shortHash(
    equivalenceText(schema, ({ $ref }) => $ref.replace(/-[0-9a-f]{10}$/, "")),
    { length: 9 },
  );
}

/** The webhooks and callbacks of an API by key, each once. */
function webhooksOf(
  api: Api,
  namesOfOperations: ReadonlyMap<ApiOperation | undefined, string>,
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

function tagsOf({ operation }: ApiOperation): string[] {
  return Array.isArray(operation["tags"]) ? (operation["tags"] as string[]) : [];
}

/** Where each tag is used first. */
function placesOfTags(operations: readonly ApiOperation[]): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  for (const operation of operations) {
    for (const [index, tag] of tagsOf(operation).entries())
      if (!places.has(tag)) places.set(tag, placeOf(below(below(operation.position, "tags"), index)));
  }
  return places;
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
