import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { placeOf } from "../diagnostics/places.ts";
import type { Api, ApiOperation, ApiSchema, ApiWebhook } from "../document/api.ts";
import { listIn } from "../document/json.ts";
import type { Position } from "../document/source-document.ts";
import type { PublicNames, PublicOperation, PublicWebhook } from "../names/public-names.ts";
import { reachedFrom } from "../schema/subtypes.ts";
import type { ChoiceSettings, Settings } from "../settings/settings.ts";
import { chooserOf } from "./choice.ts";
import { type Choosable, selectorOf } from "./selector.ts";

/** An operation that has its names, and all that is registered as it. */
type Named = Pick<PublicOperation, "key" | "name" | "aliases" | "operation" | "registrations">;

/** What is left of an API by what the settings choose, and what they say of it. Names are those of the whole. */
export interface Chosen<Operation> {
  readonly api: Api;
  readonly operations: readonly Operation[];
  readonly webhooks: readonly PublicWebhook[];
  /** Without what they say of operations that are left out. */
  readonly settings: Settings;
  readonly diagnostics: readonly Diagnostic[];
  /** Whether a diagnostic is of something that is left out. */
  readonly isLeftOut: (diagnostic: Diagnostic) => boolean;
}

/** What naming gave: everything that is called by name. */
interface NamedParts<Operation> {
  readonly operations: readonly Operation[];
  readonly webhooks: readonly PublicWebhook[];
}

/** Leaves out the operations and webhooks that are not chosen, and the schemas that nothing uses any more. */
export function choose<Operation extends Named>(
  whole: Api,
  { operations: named, webhooks: namedWebhooks }: NamedParts<Operation>,
  { settings, choice }: { readonly settings: Settings; readonly choice: ChoiceSettings },
): Chosen<Operation> {
  const chooser = chooserOf(choice);
  const all = new Map(named.map((each) => [each, choosableOf(each)]));
  const operations = named.filter((each) => chooser.isChosen(all.get(each)!));
  const kept = new Set(operations.flatMap(({ registrations }) => registrations));
  const callers = new Set(operations.map(({ name }) => name));
  const isKept = (webhook: ApiWebhook, names: readonly string[]) =>
    webhook.callback ? kept.has(webhook.callback.of) : chooser.isChosen(choosableWebhook(webhook, names));
  const ofWebhook = new Map(namedWebhooks.map((each) => [each.webhook, each]));
  const webhooks = whole.webhooks.filter((each) => isKept(each, [ofWebhook.get(each)?.name ?? each.name]));
  const left = { operations: whole.operations.filter((each) => kept.has(each)), webhooks };
  const reached = reachedFrom(
    [...left.operations, ...webhooks].map(({ operation }) => operation),
    whole.schemas,
  );
  const { paths, ...parts } = whole;
  const api = {
    ...parts,
    // documents whose operations are all left out have some nevertheless
    ...(paths && (operations.length > 0 || named.length === 0) && { paths }),
    ...left,
    schemas: whole.schemas.filter(({ id }) => reached.has(id)),
  };
  return {
    api,
    operations,
    webhooks: namedWebhooks.flatMap((each) => webhookOf(each, { callers, isKept })),
    settings: withoutLeftOut(settings, { all: named, operations }),
    diagnostics: chooser.faults([...all.values()]),
    isLeftOut: leftOutOf(whole, api),
  };
}

/** The names of what is left of an API. */
export function namesOfChosen(names: PublicNames, { api, operations, webhooks }: Chosen<PublicOperation>): PublicNames {
  const ids = new Set(api.schemas.map(({ id }) => id));
  const left = new Set(names.operations.map(({ key }) => key));
  for (const { key } of operations) left.delete(key);
  return {
    ...names,
    operations,
    webhooks,
    schemas: names.schemas.filter(({ schema }) => ids.has(schema.id)),
    events: names.events.filter(
      ({ subject, keys }) => subject !== "operation" || keys.length === 0 || !keys.every((key) => left.has(key)),
    ),
  };
}

function choosableOf({ name, aliases, operation, registrations }: Named): Choosable {
  const { method, path, operation: described } = operation;
  const ids = registrations.flatMap((each) => textIn(each, "operationId"));
  return {
    method,
    path,
    names: [name, ...aliases, ...ids],
    tags: registrations.flatMap((each) => listIn(each.operation, "tags").map(String)),
    isDeprecated: described["deprecated"] === true,
  };
}

function choosableWebhook(webhook: ApiWebhook, names: readonly string[]): Choosable {
  const { method, operation } = webhook;
  return {
    method,
    names: [...names, webhook.name, ...textIn(webhook, "operationId")],
    tags: listIn(operation, "tags").map(String),
    isDeprecated: operation["deprecated"] === true,
  };
}

function textIn({ operation }: Pick<ApiOperation, "operation">, field: string): string[] {
  const text = operation[field];
  return typeof text === "string" ? [text] : [];
}

/** A webhook with the operations of it that are left; none where it goes. */
function webhookOf(
  named: PublicWebhook,
  given: {
    readonly callers: ReadonlySet<string>;
    readonly isKept: (webhook: ApiWebhook, names: readonly string[]) => boolean;
  },
): PublicWebhook[] {
  const { name, operations, webhook } = named;
  if (!webhook.callback) return given.isKept(webhook, [name]) ? [named] : [];
  const left = operations.filter((each) => given.callers.has(each));
  return left.length > 0 ? [{ ...named, operations: left }] : [];
}

/** The settings without what they say of operations that are left out: it is no fault that these are not there. */
function withoutLeftOut(
  settings: Settings,
  { all, operations }: { readonly all: readonly Named[]; readonly operations: readonly Named[] },
): Settings {
  const [everywhere, left] = [all, operations].map((some) => new Set(some.flatMap(wordsFor)));
  const isGone = (text: string) => everywhere!.has(text) && !left!.has(text);
  const [whole, chosen] = [all, operations].map((some) => some.map(choosableOf));
  const meansNone = (text: string) => {
    const { matches } = selectorOf(text);
    return whole!.some(matches) && !chosen!.some(matches);
  };
  const declared = (some: readonly Named[]) =>
    new Set(some.flatMap(({ operation }) => listIn(operation.operation, "parameters").flatMap(nameOf)));
  const [known, used] = [declared(all), declared(operations)];
  const { client, mock } = settings;
  return {
    ...settings,
    client: {
      ...client,
      pages: new Map([...client.pages].filter(([name]) => !isGone(name))),
      parameters: new Map(
        [...client.parameters]
          .filter(([name, { in: place }]) => place !== "query" || !known.has(name) || used.has(name))
          .map(([name, parameter]) => [
            name,
            { ...parameter, exclude: parameter.exclude.filter((each) => !isGone(each)) },
          ]),
      ),
      links: new Map(
        [...client.links].map(([name, link]) => [
          name,
          { ...link, operations: link.operations.filter((each) => !isGone(each)) },
        ]),
      ),
    },
    mock: {
      ...mock,
      faults: Object.fromEntries(Object.entries(mock.faults).filter(([name]) => !isGone(name))),
      responses: mock.responses.filter(({ operation }) => !isGone(operation)),
      ...(mock.upstream && {
        upstream: { ...mock.upstream, operations: mock.upstream.operations.filter((text) => !meansNone(text)) },
      }),
    },
  };
}

/** What settings call an operation. */
function wordsFor({ key, name, aliases, operation, registrations }: Named): string[] {
  const ids = registrations.flatMap((each) => textIn(each, "operationId"));
  return [key, name, ...aliases, ...ids, `${operation.method} ${operation.path}`];
}

function nameOf(parameter: unknown): string[] {
  const { name } = parameter as { readonly name?: unknown };
  return typeof name === "string" ? [name] : [];
}

/** Whether a diagnostic stands in an operation, a webhook or a schema that is left out. */
function leftOutOf(whole: Api, left: Api): Chosen<Named>["isLeftOut"] {
  let gone: ReadonlySet<string> | undefined;
  return ({ at }) => {
    if (at?.pointer === undefined) return false;
    gone ??= goneFrom(whole, left);
    const steps = at.pointer.split("/");
    return steps.some((_, index) => gone!.has(`${at.file}#${steps.slice(0, index + 1).join("/")}`));
  };
}

function goneFrom(whole: Api, left: Api): Set<string> {
  const gone = new Set(partsOf(whole).map(addressOf));
  for (const part of partsOf(left)) gone.delete(addressOf(part));
  return gone;
}

function partsOf({ operations, webhooks, schemas }: Api): readonly (ApiOperation | ApiWebhook | ApiSchema)[] {
  return [...operations, ...webhooks, ...schemas];
}

function addressOf({ position }: { readonly position: Position }): string {
  const { file, pointer = "" } = placeOf(position);
  return `${file}#${pointer}`;
}
