import { unmarked } from "../../document/exact-numbers.ts";
import type { Schemas } from "../../validation/decoding/decoding.ts";
import type { Collection } from "../collections/collection.ts";
import { plainName } from "../collections/names.ts";
import { requiredNames, stated } from "../collections/read-schema.ts";

/** The properties of a collection's records that tell when something happened to them. */
export interface TimeProperties {
  /** Set when a record is created. */
  readonly created: readonly string[];
  /** Set when a record is created and whenever it changes. */
  readonly updated: readonly string[];
}

const ofCreation =
  /^(?:date)?(?:created|creation|create|inserted|added)(?:at|on|time|date|timestamp)?$|^(?:datecreated)$/;
const ofChange =
  /^(?:date|last)?(?:updated?|modified|changed|edited|lastmodified|lastupdated|modification)(?:at|on|time|date|timestamp)?$/;

/**
 * The times that no client sends: by their names (`createdTime`, `updated_at`), and every further one that must be
 * there. `sent` has the names that a body may have; a property that is also sent counts only when it is `readOnly`.
 */
export function timeProperties({ schema }: Collection, sent: ReadonlySet<string>, schemas: Schemas): TimeProperties {
  const { shapes } = schemas;
  const required = requiredNames(schemas, schema);
  const created: string[] = [];
  const updated: string[] = [];
  for (const name of shapes.propertyNames(schema)) {
    const property = shapes.property(schema, name);
    const isSent = sent.has(name) && stated(schemas, property, "readOnly") !== true;
    if (isSent || !isTime(property, name, schemas)) continue;
    if (ofChange.test(plainName(name))) updated.push(name);
    else if (ofCreation.test(plainName(name))) created.push(name);
    else if (required.has(name) && isDateTime(property, schemas) && !shapes.types(property).has("null"))
      created.push(name);
  }
  return { created, updated };
}

/**
 * A time as the property has it: a date, a date with its time, or seconds since 1970 (milliseconds for `int64` with an
 * example that long).
 */
export function timeValue(property: unknown, time: Date, schemas: Schemas): string | number {
  const { shapes } = schemas;
  if (!shapes.types(property).has("string")) {
    const example = unmarked(stated(schemas, property, "example"));
    return Number(example) > 1e11 ? time.getTime() : Math.floor(time.getTime() / 1000);
  }
  const format = stated(schemas, property, "format");
  return format === "date" ? time.toISOString().slice(0, 10) : time.toISOString();
}

function isDateTime(property: unknown, schemas: Schemas): boolean {
  return stated(schemas, property, "format") === "date-time";
}

/** A text without a format is a time where its name says so and it takes the text of one. */
function isTime(property: unknown, name: string, schemas: Schemas): boolean {
  const types = schemas.shapes.types(property);
  const format = stated(schemas, property, "format");
  if (format === "date-time" || format === "date") return true;
  if (!ofCreation.test(plainName(name)) && !ofChange.test(plainName(name))) return false;
  if (types.has("string")) {
    return format === undefined && schemas.check(property, `time ${name}`)("2026-01-01T00:00:00.000Z").length === 0;
  }
  return types.has("integer");
}
