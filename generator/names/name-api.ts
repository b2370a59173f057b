import type { Place } from "../diagnostics/diagnostic.ts";
import { placeOf } from "../diagnostics/places.ts";
import type { Api, ApiOperation, ApiSchema } from "../document/api.ts";
import { below } from "../document/source-document.ts";
import { dividedSchemas } from "../schema/directions/divided.ts";
import { equivalenceText } from "../schema/equivalence.ts";
import { shortHash } from "./identifiers/hash.ts";
import type { Lock } from "./lock/lock.ts";
import { modulesBefore, withModules } from "./modules.ts";
import { nameCalls, tagsOf } from "./name-calls.ts";
import type { Override } from "./operations/wanted.ts";
import type { PublicNames } from "./public-names.ts";
import { nameSchemas } from "./schemas.ts";
import { nameServers } from "./servers.ts";
import { nameTags, untaggedModule } from "./tags.ts";

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
  const { operations, webhooks } = nameCalls(api, { lock, overrides, prune });
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
  const schemas = nameSchemas([...toName.keys()], { lock: webhooks.lock, prune });
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
      [
        ...new Set(
          merged.flatMap<string | undefined>((each) => (tagsOf(each).length > 0 ? tagsOf(each) : [undefined])),
        ),
      ],
    ]),
  );
  const modulesNow = new Map([...tagsNow].map(([key, own]) => [key, own.map((tag) => moduleOf.get(tag)!)]));
  const modules = new Map([...modulesNow].map(([key, now]) => [key, [...now, ...modulesOf.get(key)!]] as const));
  const kept = withModules(tags.lock, modules);
  const servers = nameServers(hasNamedServers ? [] : api.servers, {
    lock: hasNamedServers ? { ...kept, servers: new Map() } : kept,
    prune,
  });
  return {
    operations: operations.operations.map(({ lockKey, before: _before, ...named }) => ({
      ...named,
      formerModules: modulesOf.get(lockKey)!.filter((module) => !modulesNow.get(lockKey)!.includes(module)),
      tags: tagsNow.get(lockKey)!,
    })),
    schemas: schemas.schemas.map(({ schema, name, aliases, input }) => ({
      name,
      aliases,
      ...(input && { input }),
      schema: toName.get(schema as never)!,
    })),
    tags: moduleOf,
    webhooks: webhooks.webhooks,
    servers: servers.names,
    events: [operations, schemas, tags, webhooks, servers].flatMap(({ events }) => events),
    diagnostics: [operations, schemas, tags, webhooks, servers].flatMap(({ diagnostics }) => diagnostics),
    lock: servers.lock,
  };
}

/** What a schema says, in a few characters; where what it refers to stands does not count. */
function contentOf({ schema }: ApiSchema): string {
  return shortHash(
    equivalenceText(schema, ({ $ref }) => $ref.replace(/-[0-9a-f]{10}$/, "")),
    { length: 9 },
  );
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
