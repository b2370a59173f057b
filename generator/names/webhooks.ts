import type { Diagnostic, Place } from "../diagnostics/diagnostic.ts";
import { byCodePoint } from "../document/order.ts";
import { clashEvents } from "./clash.ts";
import { diagnose } from "./events/diagnose.ts";
import { type NamingEvent, sortEvents } from "./events/event.ts";
import { camelCase } from "./identifiers/identifier.ts";
import { safeName } from "./identifiers/reserved.ts";
import type { Lock, LockedName } from "./lock/lock.ts";
import { resolveNames } from "./resolve.ts";

/** A webhook or a callback that wants a public name. */
export interface WebhookToName {
  /** Its identity: `newPet POST`, or `POST /pets sold {$request.body#/url} POST` of a callback. */
  readonly key: string;
  /** The name that it has in its document, or that an extension gives it. */
  readonly wanted: string;
  readonly method: string;
  /** The public name of the operation that has it, of a callback. */
  readonly operation?: string;
  readonly place: Place;
}

/** The names of an API's webhooks, what happened to them, and the lock that keeps them. */
interface NamedWebhooks {
  /** By key. */
  readonly names: ReadonlyMap<string, string>;
  readonly events: readonly NamingEvent[];
  readonly diagnostics: readonly Diagnostic[];
  /** The given lock with the webhooks as they are now. */
  readonly lock: Lock;
}

/** Names every webhook and callback: a pure function of the set of them and the lock. Keys are unique. */
export function nameWebhooks(
  webhooks: readonly WebhookToName[],
  { lock, prune = false }: { readonly lock: Lock; readonly prune?: boolean },
): NamedWebhooks {
  const sorted = webhooks.toSorted((a, b) => byCodePoint(a.key, b.key));
  const present = new Set(sorted.map(({ key }) => key));
  const removed = [...lock.webhooks].filter(([key]) => !present.has(key));
  const tombstones = prune ? [] : removed;
  const names = resolveNames(
    sorted.map((webhook) => ({
      key: webhook.key,
      wanted: wantedName(webhook),
      qualified: () => qualifiedNames(webhook),
    })),
    {
      locked: new Map(
        sorted.flatMap(({ key }) => (lock.webhooks.has(key) ? [[key, lock.webhooks.get(key)!.name]] : [])),
      ),
      taken: tombstones.map(([, { name }]) => name),
    },
  );
  const events = sortEvents([
    ...clashEvents(
      "webhook",
      sorted.map((webhook) => ({
        key: webhook.key,
        wanted: wantedName(webhook),
        name: names.get(webhook.key)!,
        place: webhook.place,
      })),
      new Map(tombstones.map(([key, { name }]) => [name, key])),
    ),
    ...removed.map(
      ([key, { name, isRemoved }]): NamingEvent => ({
        kind: prune ? "pruned" : "removed",
        subject: "webhook",
        names: [name],
        keys: [key],
        places: [],
        isNew: !isRemoved,
      }),
    ),
  ]);
  const entries = new Map<string, LockedName>();
  for (const [key, entry] of tombstones) entries.set(key, { ...entry, isRemoved: true });
  for (const { key } of sorted) entries.set(key, { name: names.get(key)!, isRemoved: false });
  return { names, events, diagnostics: diagnose(events), lock: { ...lock, webhooks: entries } };
}

function wantedName({ wanted }: WebhookToName): string {
  return safeName(camelCase(wanted, "webhook"), "webhook");
}

/** Names with the operation of a callback in front, then with the method behind. */
function qualifiedNames({ wanted, method, operation }: WebhookToName): string[] {
  const words = operation === undefined ? [wanted] : [operation, wanted];
  const qualified = [words, [...words, method.toLowerCase()]];
  return qualified.map((each) => safeName(camelCase(each.join(" "), "webhook"), "webhook"));
}
