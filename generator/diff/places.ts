import { posix } from "node:path";
import type { Place } from "../diagnostics/diagnostic.ts";
import { placeOf } from "../diagnostics/places.ts";
import { isObject } from "../document/json.ts";
import { below, type Position, type SourceDocument } from "../document/source-document.ts";
import { type Follow, followed, positionAt, positionOfPart, type Step, valueAt } from "../schema/positions.ts";
import type { Finding } from "./finding.ts";
import type { Side, Sides } from "./side.ts";
import type { TypeFinding } from "./type-walk.ts";

/** Findings with the places in both versions that they are about. */
export function withPlaces(findings: readonly Finding[], { old, new: now }: Sides): Finding[] {
  const [before, after] = [new Locator(old), new Locator(now)];
  return findings.map((finding) => {
    const [one, other] = [before.placeOf(finding), after.placeOf(finding)];
    return { ...finding, ...(one && { old: one }), ...(other && { new: other }) };
  });
}

/** Finds the place of what a path names in the documents of one version: what is not there, as near as there is. */
class Locator {
  private readonly side: Side;
  private readonly documents = new Map<string, SourceDocument>();
  private readonly operations = new Map<string, Position>();
  private readonly webhooks = new Map<string, Position>();
  private readonly schemas = new Map<string, Position>();
  private readonly places = new Map<string, Place | undefined>();

  constructor(side: Side) {
    this.side = side;
    const { operations, schemas, webhooks } = side.names;
    for (const { name, aliases, operation } of operations)
      for (const each of [...aliases, name]) this.operations.set(each, operation.position);
    for (const { name, aliases, input, schema } of schemas)
      for (const each of [name, ...aliases, ...(input ? [input.name, ...input.aliases] : [])])
        this.schemas.set(each, schema.position);
    for (const { name, webhook } of webhooks) this.webhooks.set(name, webhook.position);
    for (const maps of [this.operations, this.webhooks, this.schemas])
      for (const { document } of maps.values()) this.documents.set(document.path, document);
  }

  placeOf({ operation, path }: Pick<Finding, "operation"> & Pick<TypeFinding, "path">): Place | undefined {
    const key = JSON.stringify([operation, path]);
    if (!this.places.has(key)) this.places.set(key, this.find(operation, path));
    return this.places.get(key);
  }

  private find(operation: string | undefined, path: string): Place | undefined {
    const position = this.positionOf(operation, path);
    if (!position) return undefined;
    const place = placeOf(position, "key");
    return {
      file: this.side.shown(place.file),
      ...(place.pointer !== undefined && { pointer: place.pointer }),
      get line() {
        return place.line!;
      },
      get column() {
        return place.column!;
      },
    };
  }

  private positionOf(operation: string | undefined, path: string): Position | undefined {
    const [first = "", ...steps] = stepsOf(path);
    const [name] = steps;
    const named = typeof name === "string" ? name : "";
    if (first === "webhooks" || first === "callbacks") {
      const at = this.webhooks.get(named);
      return at && this.below(this.contentOf(below(at, "requestBody")) ?? at, steps.slice(1));
    }
    if (first === "schemas") {
      const at = this.schemas.get(named);
      return at && this.below(at, steps.slice(1));
    }
    const at = operation === undefined ? undefined : this.operations.get(operation);
    if (operation === undefined) return this.inDocument(String(first));
    if (!at) return undefined;
    switch (first) {
      case "args":
        return this.argument(at, named, steps.slice(1));
      case "data":
      case "error":
        return this.response(at, first, steps);
      case "headers":
        return this.header(at, named) ?? at;
      case "scopes":
      case "auth":
        return this.there(below(at, "security")) ?? at;
      case "tags":
        return this.there(below(at, "tags")) ?? at;
      default:
        return at;
    }
  }

  /** The place of servers and security schemes, which are of no operation. */
  private inDocument(first: string): Position | undefined {
    const [document] = this.documents.values();
    if (!document) return undefined;
    const root: Position = { document };
    const key = { server: ["servers"], auth: ["components", "securitySchemes"] }[first] ?? [];
    return this.there(key.reduce(below, root)) ?? root;
  }

  private argument(at: Position, argument: string, steps: readonly (string | Step)[]): Position {
    const operation = this.side.model.operations.find(({ name, aliases }) =>
      [name, ...aliases].some((each) => this.operations.get(each) === at),
    );
    const parameter = operation?.parameters.find((each) => each.argument === argument);
    if (!parameter) {
      const body = this.there(below(at, "requestBody"));
      const isBody = body && (operation?.body?.argument ?? "body") === argument;
      if (isBody) return this.below(this.contentOf(body) ?? body, steps);
      return this.there(below(at, "parameters")) ?? at;
    }
    for (const above of [at, ...(at.parent ? [at.parent] : [])]) {
      const list = below(above, "parameters");
      const described = valueAt(list);
      for (const index of Array.isArray(described) ? described.keys() : []) {
        const place = this.follow(below(list, index));
        const value = valueAt(place);
        if (!isObject(value) || value["name"] !== parameter.name) continue;
        if (steps.length === 0) return below(list, index);
        return this.below(this.there(below(place, "schema")) ?? this.contentOf(place) ?? place, steps);
      }
    }
    return at;
  }

  private response(at: Position, part: "data" | "error", steps: readonly (string | Step)[]): Position {
    const responses = below(at, "responses");
    const described = valueAt(responses);
    const statuses = isObject(described) ? Object.keys(described) : [];
    const own = statuses.filter((status) => status.startsWith("2") === (part === "data"));
    let nearest: Position | undefined;
    for (const status of [...own, ...statuses.filter((each) => each === "default")]) {
      const response = this.follow(below(responses, status));
      const content = this.contentOf(response);
      nearest ??= content ?? below(responses, status);
      if (!content) continue;
      const found = this.exactly(content, steps);
      if (found) return found;
      if (nearest !== content) nearest = content;
    }
    return nearest ? this.below(nearest, steps) : (this.there(responses) ?? at);
  }

  private header(at: Position, name: string): Position | undefined {
    const responses = below(at, "responses");
    const described = valueAt(responses);
    for (const status of isObject(described) ? Object.keys(described) : []) {
      const headers = below(this.follow(below(responses, status)), "headers");
      const found = valueAt(headers);
      const key = isObject(found)
        ? Object.keys(found).find((each) => each.toLowerCase() === name.toLowerCase())
        : undefined;
      if (key !== undefined) return below(headers, key);
    }
    return undefined;
  }

  /** The schema of the first media type of a body, a response or a parameter. */
  private contentOf(at: Position): Position | undefined {
    const content = below(this.follow(at), "content");
    const value = valueAt(content);
    for (const type of isObject(value) ? Object.keys(value) : []) {
      const schema = this.there(below(below(content, type), "schema"));
      if (schema) return schema;
    }
    return undefined;
  }

  private below(at: Position, steps: readonly (string | Step)[]): Position {
    let position = at;
    for (const step of steps) {
      const next = positionOfPart(position, asStep(step), this.followReference);
      if (!next) return this.follow(position);
      position = next;
    }
    return position;
  }

  private exactly(at: Position, steps: readonly (string | Step)[]): Position | undefined {
    let position: Position | undefined = at;
    for (const step of steps) position = position && positionOfPart(position, asStep(step), this.followReference);
    return position;
  }

  private there(position: Position): Position | undefined {
    return valueAt(position) === undefined ? undefined : position;
  }

  private follow(position: Position): Position {
    return followed(position, this.followReference);
  }

  private readonly followReference: Follow = (reference, from) => {
    const [path = "", pointer = ""] = reference.split("#");
    const file = path === "" ? from.document.path : posix.join(posix.dirname(from.document.path), path);
    const document = path === "" ? from.document : this.documents.get(file);
    return document && positionAt(document, pointer);
  };
}

function asStep(step: string | Step): Step {
  return typeof step === "string" ? { kind: "member", name: step } : step;
}

/** The steps of a path: names, items and values. */
export function stepsOf(path: string): (string | Step)[] {
  return [...path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d*)\]|\.?(\*)(?=[.[]|$)|\.?([^.[\]]+)/g)].map(
    ([, quoted, index, value, name]): string | Step => {
      if (quoted !== undefined) return String(JSON.parse(`"${quoted}"`));
      if (index !== undefined) return { kind: "item", ...(index !== "" && { index: Number(index) }) };
      return value === undefined ? (name ?? "") : { kind: "value" };
    },
  );
}
