import { isObject, type JsonObject } from "../document/json.ts";
import type { Webhook } from "../model/model.ts";
import { referredId } from "../schema/references.ts";
import { Views } from "../schema/views.ts";
import { changedBetween } from "./changed.ts";
import type { Wanted } from "./compile.ts";
import type { Finding } from "./finding.ts";
import { inOrder } from "./finding.ts";
import { compareTypes, type Part, partOf } from "./parts.ts";
import { withPlaces } from "./places.ts";
import { oauthDifferences, requirementDifferences } from "./requirements.ts";
import type { SchemaKnowledge } from "./schema-walk.ts";
import { namesById, type OperationPair, type Side, type Sides } from "./side.ts";
import { matchOperations, surfaceDifferences } from "./surface.ts";
import type { TypeFinding } from "./type-walk.ts";
import { operationWireDifferences, webhookWireDifferences } from "./wire.ts";

/** What the new version of an API changes for a consumer of its client, the worst first. */
export function compareSides(sides: Sides): Finding[] {
  const matched = matchOperations(sides);
  const changed = changedBetween(sides);
  const pairs = matched.pairs.filter(({ old, new: now }) => changed.operation(old, now));
  const webhooks = sides.old.model.webhooks.flatMap((old) => {
    const now = sides.new.model.webhooks.find(({ name }) => name === old.name);
    return now && changed.webhook(old, now) ? [{ old, new: now }] : [];
  });
  const nameOf = { old: namesById(sides.old.model), new: namesById(sides.new.model) };
  const knowledge: SchemaKnowledge = {
    old: { views: new Views(sides.old.model.schemas), nameOf: nameOf.old },
    new: { views: new Views(sides.new.model.schemas), nameOf: nameOf.new },
    areSettled: (one, other) => {
      const [id, otherId] = [referredId(one), referredId(other)];
      if (id === undefined || otherId === undefined) return false;
      const name = nameOf.old(id);
      return name === nameOf.new(otherId) && !changed.schema(name);
    },
  };
  const findings: Finding[] = surfaceDifferences(sides, matched);
  const add = (found: readonly TypeFinding[], operation?: string): void => {
    for (const each of found) findings.push({ ...each, ...(operation !== undefined && { operation }) });
  };
  const parts = new Map(pairs.map((pair) => [pair, partsOf(pair, sides)] as const));
  const ofWebhooks = new Map(webhooks.map((pair) => [pair, partsOfWebhook(pair)] as const));
  const ofClient: Part[] = [partOf({ module: "transport", name: "TransportOptions" }, "client", "given")];
  const unreached = unreachedSchemas(sides, changed.schema);
  const everything = [...parts.values(), ...ofWebhooks.values(), ofClient, unreached].flat();
  const isClientChanged = clientText(sides.old) !== clientText(sides.new);
  const wanted = everything.filter((part) => part.path !== "client" || isClientChanged);
  const types =
    wanted.length > 0
      ? compareTypes(wanted, { old: sides.old.module, new: sides.new.module }, changed.schema)
      : () => [];
  for (const [pair, own] of parts) {
    const found = own.flatMap(types);
    const described = { old: operationOf(sides.old, pair.old.name), new: operationOf(sides.new, pair.new.name) };
    const wire = operationWireDifferences(pair, described, knowledge);
    add([...found, ...besides(wire, found)], pair.old.name);
  }
  for (const pair of matched.pairs) add(requirementDifferences(pair, sides), pair.old.name);
  for (const pair of matched.pairs.filter((each) => !parts.has(each))) {
    const described = { old: operationOf(sides.old, pair.old.name), new: operationOf(sides.new, pair.new.name) };
    if (headersText(described.old) !== headersText(described.new))
      add(operationWireDifferences(pair, described, knowledge), pair.old.name);
  }
  for (const [pair, own] of ofWebhooks) {
    const found = own.flatMap(types);
    const wire = webhookWireDifferences(pair, webhookPath(pair.old), knowledge);
    const all = [...found, ...besides(wire, found)];
    for (const operation of pair.old.operations.length > 0 ? pair.old.operations : [pair.old.name]) add(all, operation);
  }
  add(unreached.flatMap(types));
  if (isClientChanged) add(clientDifferences(ofClient.flatMap(types)));
  add(oauthDifferences(sides));
  return withPlaces(inOrder(findings), sides);
}

/** What is found on the wire beside what types show: not below a type that is another. */
function besides(wire: readonly TypeFinding[], found: readonly TypeFinding[]): readonly TypeFinding[] {
  const replaced = found.filter(({ kind }) => kind === "type-changed").map(({ path }) => path);
  const isBelow = (path: string, above: string) =>
    path === above || (path.startsWith(above) && /^[.[]/.test(path.slice(above.length)));
  const quiet = /^(?:format|pattern|limit|fractions|default|media|discriminator)/;
  return wire.filter(({ path, kind }) => !(quiet.test(kind) && replaced.some((above) => isBelow(path, above))));
}

function partsOf({ old, new: now }: OperationPair, { old: before, new: after }: Sides): Part[] {
  const [types, newTypes] = [before.typesOf(old.name), after.typesOf(now.name)];
  const [module, newModule] = [`operations/${old.name}`, `operations/${now.name}`];
  const takes = ({ parameters, body }: OperationPair["old"]) => parameters.length > 0 || body !== undefined;
  const given = (side: string, name: string, isThere: boolean): Wanted =>
    isThere ? { module: side, name } : { module: "", name: "{}" };
  const read = (part: "data" | "error"): Part => ({
    key: `${old.name} ${part}`,
    path: part,
    direction: "read",
    old: { module, name: types[part] },
    new: { module: newModule, name: newTypes[part] },
    noun: part === "data" ? "the result" : "the error",
  });
  const args: Part = {
    key: `${old.name} args`,
    path: "args",
    direction: "given",
    old: given(module, types.arguments, takes(old)),
    new: given(newModule, newTypes.arguments, takes(now)),
    noun: "the arguments",
  };
  const items: Part = {
    ...read("data"),
    key: `${old.name} items`,
    path: "items",
    old: { module, name: old.name, isItem: true },
    new: { module: newModule, name: now.name, isItem: true },
    noun: "an item of its pages",
  };
  // an item that is as it was told of the data is told once
  const [list, newList] = [old.pages?.description.items, now.pages?.description.items];
  const hasOtherItems = list && newList && list.join("\n") !== newList.join("\n");
  return [...(takes(old) || takes(now) ? [args] : []), read("data"), read("error"), ...(hasOtherItems ? [items] : [])];
}

function webhookPath({ name, operations }: Webhook): string {
  return `${operations.length > 0 ? "callbacks" : "webhooks"}.${name}`;
}

function partsOfWebhook({ old, new: now }: { readonly old: Webhook; readonly new: Webhook }): Part[] {
  const type = `${old.name[0]!.toUpperCase()}${old.name.slice(1)}`;
  const path = webhookPath(old);
  const module = `webhooks/${old.name}`;
  return [
    partOf({ module, name: `${type}Payload` }, path, "read"),
    ...(old.responses.length > 0 && now.responses.length > 0
      ? [partOf({ module, name: `${type}Response` }, path, "given")]
      : []),
  ];
}

/** The exported schemas that differ and that no operation leads to: a consumer may read their values. */
function unreachedSchemas({ old, new: now }: Sides, isChanged: (name: string) => boolean): Part[] {
  const names = new Set(now.model.schemas.map(({ name }) => name));
  const common = old.model.schemas.filter(({ name }) => names.has(name) && isChanged(name));
  if (common.length === 0) return [];
  const reached = reachedNames(old);
  return common
    .filter(({ name }) => !reached.has(name))
    .map(({ name, inputOf }) => {
      const direction = inputOf === undefined ? "read" : "given";
      return { ...partOf({ module: `schemas/${name}`, name }, `schemas.${name}`, direction), noun: "the type" };
    });
}

function reachedNames({ model }: Side): ReadonlySet<string> {
  const nameOf = namesById(model);
  const byName = new Map(model.schemas.map((schema) => [schema.name, schema.schema]));
  const names = new Set<string>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const each of value) visit(each);
    if (!isObject(value)) return;
    const id = referredId(value);
    if (id !== undefined) names.add(nameOf(id));
    for (const each of Object.values(value)) if (typeof each === "object") visit(each);
  };
  visit([model.operations, model.webhooks]);
  for (const name of names) visit(byName.get(name));
  return names;
}

function operationOf({ names }: Side, name: string): JsonObject {
  return names.operations.find((each) => each.name === name)?.operation.operation ?? {};
}

function headersText({ responses }: JsonObject): string {
  const all = isObject(responses) ? Object.values(responses) : [];
  return JSON.stringify(all.map((response) => (isObject(response) ? response["headers"] : undefined)));
}

function clientText({ model: { servers, parameters, securitySchemes, security } }: Side): string {
  return JSON.stringify([servers, parameters, securitySchemes, security], (key, value: unknown) =>
    key === "description" ? undefined : value,
  );
}

/** Options that are gone, or of another type: servers and credentials are told with more words elsewhere. */
function clientDifferences(found: readonly TypeFinding[]): TypeFinding[] {
  return found
    .filter(({ path }) => !/^client\.(?:server|auth)\b/.test(path))
    .map((each) => (each.kind === "member-removed" ? { ...each, kind: "option-removed" } : each));
}
