import { hasReference } from "../document/json.ts";
import type { MediaType, Model, Operation, Parameter, Webhook } from "../model/model.ts";
import { schemaId } from "../schema/references.ts";
import { namesById, type Sides } from "./side.ts";

/** What differs between two versions: nothing else is compiled, or looked at. */
export interface Changed {
  /** Whether a schema, or what it leads to, differs; by public name. */
  schema(name: string): boolean;
  operation(one: Operation, other: Operation): boolean;
  webhook(one: Webhook, other: Webhook): boolean;
}

/** Tells what differs between two versions, by texts without what only tells people something. */
export function changedBetween({ old, new: now }: Sides): Changed {
  const [before, after] = [new Texts(old.model), new Texts(now.model)];
  const isOtherwise = JSON.stringify(old.values) !== JSON.stringify(now.values);
  const names = new Set([...before.schemas.keys(), ...after.schemas.keys()]);
  const changed = new Set([...names].filter((name) => before.schemas.get(name) !== after.schemas.get(name)));
  // what leads to something changed is changed, too
  const users = new Map<string, Set<string>>();
  for (const { leads } of [before, after])
    for (const [name, targets] of leads)
      for (const target of targets) users.set(target, (users.get(target) ?? new Set()).add(name));
  for (const name of changed) for (const user of users.get(name) ?? []) changed.add(user);
  const differ = (one: object, other: object): boolean => {
    if (isOtherwise) return true;
    const [text, otherText] = [before.of(one), after.of(other)];
    return text.text !== otherText.text || [...text.names, ...otherText.names].some((name) => changed.has(name));
  };
  return { schema: (name) => isOtherwise || changed.has(name), operation: differ, webhook: differ };
}

/** Names of notes, where they hold one. */
const notes: ReadonlySet<string> = new Set(["description", "summary", "title"]);

/** What one version says, as texts in which schemas have their public names. */
class Texts {
  /** By public name. */
  readonly schemas: ReadonlyMap<string, string>;
  /** The names of the schemas that a schema refers to. */
  readonly leads: ReadonlyMap<string, ReadonlySet<string>>;
  private readonly nameOf: (id: string) => string;

  constructor(model: Model) {
    this.nameOf = namesById(model);
    const texts = new Map(model.schemas.map(({ name, schema }) => [name, this.of(schema)]));
    this.leads = new Map([...texts].map(([name, { names }]) => [name, names]));
    const roots = this.rootsOf(model);
    const inRequests = this.reached(roots.requests);
    const inUploads = this.reached(roots.uploads);
    this.schemas = new Map(
      [...texts].map(([name, { text }]) => [name, `${inRequests.has(name)} ${inUploads.has(name)} ${text}`]),
    );
  }

  /** The text of a value, and the names of the schemas that it refers to. */
  of(value: unknown): { readonly text: string; readonly names: ReadonlySet<string> } {
    const names = new Set<string>();
    const text = JSON.stringify(value, (key, each: unknown) => {
      if (notes.has(key) && typeof each === "string") return undefined;
      if (key === "examples" && Array.isArray(each)) return undefined;
      if (!hasReference(each)) return each;
      const id = schemaId(each.$ref);
      if (id === undefined) return each;
      const name = this.nameOf(id);
      names.add(name);
      return { ...each, $ref: name };
    });
    return { text: text ?? "", names };
  }

  /** What requests hold, whose enums are closed, and what uploads hold, which have files. */
  private rootsOf({ operations }: Model): { readonly requests: unknown[]; readonly uploads: unknown[] } {
    const schemasOf = (described: readonly (MediaType | Parameter)[]) => described.map(({ schema }) => schema);
    const bodies = operations.flatMap(({ body }) => body?.content ?? []);
    const parameters = operations.flatMap((operation) => operation.parameters);
    const uploads = bodies.filter(({ type }) => type.startsWith("multipart/"));
    return { requests: [...schemasOf(parameters), ...schemasOf(bodies)], uploads: schemasOf(uploads) };
  }

  private reached(roots: unknown[]): ReadonlySet<string> {
    const names = new Set(this.of(roots).names);
    for (const name of names) for (const next of this.leads.get(name) ?? []) names.add(next);
    return names;
  }
}
