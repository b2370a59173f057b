import { Buffer } from "node:buffer";
import type { Json } from "./server/checks.ts";
import type { Call, Reply } from "./server/message.ts";
import type { Change } from "./server/start-shop.ts";

/** One way in which a server is wrong. */
export interface Fault {
  readonly name: string;
  readonly kind: Kind;
  /** What is wrong, in one sentence. */
  readonly wrong: string;
  /** Whether the rule that is broken can be read by a machine, or is said in words alone. */
  readonly standsIn: "documents" | "words";
  /** Whether only somebody who changes records can see it. */
  readonly needsWrites: boolean;
  /** Made anew for each server, since some faults count. */
  change(): Change;
}

export type Kind =
  | "response"
  | "id"
  | "format"
  | "status"
  | "media type"
  | "header"
  | "transport"
  | "encoding"
  | "ignored parameter"
  | "HEAD"
  | "accepts what is not valid"
  | "read-only"
  | "access"
  | "state"
  | "binary"
  | "paging"
  | "refuses what is valid"
  | "once in twenty"
  | "sort"
  | "total"
  | "limit"
  | "merge"
  | "idempotency"
  | "condition";

type Described = readonly [name: string, wrong: string, change: () => Change];

/** Faults of one kind that are alike in where their rule stands and in what it takes to see them. */
export function faultsOf(
  kind: Kind,
  how: Pick<Fault, "standsIn" | "needsWrites">,
  list: readonly Described[],
): Fault[] {
  return list.map(([name, wrong, change]) => ({ name, kind, wrong, ...how, change }));
}

export const inDocuments = { standsIn: "documents", needsWrites: false } as const;
export const inDocumentsByWrites = { standsIn: "documents", needsWrites: true } as const;
export const inWords = { standsIn: "words", needsWrites: false } as const;
export const inWordsByWrites = { standsIn: "words", needsWrites: true } as const;

/** Alters the body of good responses of an operation; what is altered is a copy. */
export function body(operation: string, alter: (body: Json, call: Call) => unknown): () => Change {
  return reply(operation, (given, call) => {
    const copy = structuredClone(given.body);
    given.body = alter(copy as Json, call) ?? copy;
  });
}

/** Alters each record of the good responses of an operation, which gives a list or pages of them. */
export function each(operation: string, alter: (entry: Json) => void): () => Change {
  return body(operation, (given) => {
    const entries = Array.isArray(given) ? given : (given["data"] as Json[]);
    for (const entry of entries) alter(entry as Json);
  });
}

/** Alters good responses of an operation; of "*", of all. */
export function reply(operation: string, alter: (reply: Reply, call: Call) => void): () => Change {
  return () => ({
    reply: (given, call) => {
      const isMeant = operation === "*" || operation === call.operation;
      if (isMeant && given.status < 300) alter(given, call);
    },
  });
}

/** Alters responses of an operation that have this status; of "*", of all. */
export function refusal(operation: string, status: number, alter: (reply: Reply, call: Call) => void): () => Change {
  return () => ({
    reply: (given, call) => {
      if ((operation === "*" || operation === call.operation) && given.status === status) alter(given, call);
    },
  });
}

/** Alters requests for an operation before they are read. */
export function request(operation: string, alter: (call: Call) => void): () => Change {
  return () => ({
    request: (call) => {
      if (operation === call.operation) alter(call);
    },
  });
}

/** Alters valid requests for an operation that only reads: what is not valid is refused as it should be. */
export function misread(operation: string, alter: (call: Call) => void): () => Change {
  return () => ({
    misread: (call) => {
      if (operation === call.operation) alter(call);
      return operation === call.operation;
    },
  });
}

/** Leaves a valid parameter of the query out, all members of it in the deepObject style. */
export function withoutQuery(operation: string, ...names: readonly string[]): () => Change {
  return misread(operation, (call) => dropQuery(call, ...names));
}

export function dropQuery(call: Call, ...names: readonly string[]): void {
  call.query = call.query.filter(([key]) => !names.includes(decodeURIComponent(key).split("[", 1)[0] ?? ""));
}

/** The value of a parameter of the query, decoded. */
export function queryOf(call: Call, name: string): string | undefined {
  const value = call.query.find(([key]) => key === name)?.[1];
  return value === undefined ? undefined : decodeURIComponent(value);
}

export function setQuery(call: Call, name: string, value: string): void {
  dropQuery(call, name);
  call.query.push([name, encodeURIComponent(value)]);
}

/** Alters the JSON body of requests for an operation, where it is an object. */
export function requestBody(operation: string, alter: (body: Json) => void): () => Change {
  return request(operation, (call) => {
    const value = parsed(call);
    if (value === undefined) return;
    alter(value);
    call.body = Buffer.from(JSON.stringify(value));
  });
}

/** The body of a request, if it is a JSON object; long integers are as inexact as JSON.parse makes them. */
export function parsed(call: Call): Json | undefined {
  try {
    const value: unknown = JSON.parse(call.body.toString());
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
  } catch {
    return undefined;
  }
}

/** Puts its fault into every twentieth good response. */
export function onceInTwenty(operation: string, alter: (reply: Reply, call: Call) => void): () => Change {
  return () => {
    let count = 0;
    return {
      reply: (given, call) => {
        if (call.operation !== operation || given.status >= 300) return;
        count += 1;
        if (count % 20 === 11) alter(given, call);
      },
    };
  };
}
