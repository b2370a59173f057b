import type { Source } from "../http/response.ts";

/** Where a parameter or a body is in a message. */
export type Place = "path" | "query" | "header" | "cookie" | "body";

/**
 * One way in which a message breaks the document, as it is shown in `sl-violations` and in the `validation` list of a
 * problem.
 */
export interface Violation {
  /** `["request", "query", "p", "departmentId"]`, `["response", "body", "data", "0", "id"]`. */
  readonly location: readonly string[];
  readonly severity: "Error" | "Warning";
  /** The keyword of JSON Schema that is broken, or one of `faultCodes`. */
  readonly code: string;
  /** A sentence that names the field; it never quotes the value, which may be a secret. */
  readonly message: string;
  /** Whose fault it is; of an example also its key, where it has one. */
  readonly source?: Source;
  readonly example?: string;
}

/** What can be wrong before any schema is looked at. */
export const faultCodes = [
  "percent-encoding",
  "json",
  "form",
  "media-type",
  "repeated",
  "style",
  "status",
  "nesting",
  "xml",
  "xml-root",
] as const;

/** One of `faultCodes`. */
export type FaultCode = (typeof faultCodes)[number];

/** Something wrong inside one argument, before it has a place: `path` leads to it from the argument's own value. */
export interface Fault {
  readonly path: readonly string[];
  readonly code: string;
  /** How the sentence goes on after the field's name: `must be integer`. */
  readonly predicate: string;
}

/** An argument as a sentence names it. */
export interface Subject {
  readonly side: "request" | "response";
  readonly place: Place;
  /** The parameter's name; undefined for a body. */
  readonly name: string | undefined;
  /** True where nested fields are written with brackets on the wire: `p[departmentId]`. */
  readonly isBracketed: boolean;
}

/** The fault as a violation. */
export function violationOf(subject: Subject, { path, code, predicate }: Fault): Violation {
  const { side, place, name } = subject;
  return {
    location: [side, place, ...(name === undefined ? [] : [name]), ...path],
    severity: "Error",
    code,
    message: `${nameOf(subject, path)} ${predicate}`,
  };
}

/** The same as something to know, for which no request is refused. */
export function noteOf(subject: Subject, fault: Fault): Violation {
  return { ...violationOf(subject, fault), severity: "Warning" };
}

function nameOf({ side, place, name, isBracketed }: Subject, path: readonly string[]): string {
  const start = side === "request" ? "Request" : "Response";
  const field = path.reduce((text, key) => {
    if (isBracketed || /^\d+$/.test(key)) return `${text}[${key}]`;
    return text === "" ? key : `${text}.${key}`;
  }, name ?? "");
  if (place === "body") return field === "" ? `${start} body` : `${start} body property ${field}`;
  const kind = place === "header" ? "header" : `${place} ${place === "cookie" ? "" : "parameter "}`.trim();
  return side === "request" && place !== "header"
    ? `${kind.charAt(0).toUpperCase()}${kind.slice(1)} ${field}`
    : `${start} ${kind} ${field}`;
}

/** Whose part of a message breaks the document, as the subject of a sentence. */
export function whose({ source, example }: Violation): string {
  switch (source) {
    case "request":
      return "The request";
    case "script":
      return "The response that a test scripted";
    case "example":
      return `The document's own example${example === undefined ? "" : ` "${example}"`}`;
    case "made-up":
      return "The response that the mock made up";
    case "state":
      return "The record that the mock keeps";
    case "upstream":
      return "The response of the API itself";
    case "receiver":
      return "The response of the receiver";
    default:
      return "The response";
  }
}
