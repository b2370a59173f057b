import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { Request, Response } from "./exchange.ts";

/** What of a response is compared. */
export const facets = ["status", "type", "body", "violations", "headers"] as const;

/** One of them. */
export type Facet = (typeof facets)[number];

interface Violation {
  readonly location: readonly string[];
  readonly severity: string;
}

const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);

const corsHeaders = [
  "access-control-allow-origin",
  "access-control-allow-headers",
  "access-control-allow-credentials",
  "access-control-expose-headers",
  "access-control-allow-methods",
];

/** In what two responses to a request differ. */
export function differingFacets(request: Request, prism: Response, ours: Response): Facet[] {
  const differs: Record<Facet, boolean> = {
    status: prism.status !== ours.status,
    type: typeOf(prism) !== typeOf(ours),
    body: !isSameBody(request, prism, ours),
    violations: !areSameViolations(prism, ours),
    headers: [...corsHeaders, ...(request.compares ?? [])].some(
      (name) => headerOf(prism, name) !== headerOf(ours, name),
    ),
  };
  return facets.filter((facet) => differs[facet]);
}

/** A header's text; of challenges which schemes they name. */
function headerOf({ headers }: Response, name: string): string {
  const text = String(headers[name]);
  if (name !== "www-authenticate") return text;
  return [...text.matchAll(/(?:^|,)\s*([\w-]+)(?=\s+[\w-]+=|\s*(?:,|$))/g)]
    .map(([, scheme]) => scheme?.toLowerCase())
    .join(" ");
}

/** The media type, parameters aside. */
function typeOf({ headers }: Response): string {
  return (headers["content-type"] ?? "").split(";", 1)[0]!.trim().toLowerCase();
}

/**
 * Whether the bodies mean the same: problems are of one kind, made-up bodies of their schema, all others equal texts, in
 * JSON with their members in one order.
 */
function isSameBody({ madeUp }: Request, prism: Response, ours: Response): boolean {
  const [left, right] = [jsonOf(prism), jsonOf(ours)];
  if (typeOf(prism).endsWith("problem+json") && typeOf(ours).endsWith("problem+json")) {
    return kindOf(left) === kindOf(right);
  }
  if (madeUp !== undefined && !typeOf(ours).endsWith("problem+json")) return ajv.validate(madeUp, right ?? ours.body);
  if (left === undefined || right === undefined) return prism.body === ours.body;
  return JSON.stringify(left) === JSON.stringify(right);
}

function kindOf(problem: unknown): string {
  const { type, status } = problem as Record<string, unknown>;
  return `${type} ${status}`;
}

function jsonOf({ body }: Response): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/**
 * Whether the violations are the same by their side, their place in the message and their severity; the words are each
 * one's own, and Prism does not say the place of all.
 */
function areSameViolations(prism: Response, ours: Response): boolean {
  const [left, right] = [violationsOf(prism), violationsOf(ours)];
  const sides = ({ location: [side], severity }: Violation) => `${side} ${severity}`;
  const places = ({ location: [side, place], severity }: Violation) => `${side} ${place} ${severity}`;
  const kinds = left.every(({ location }) => location.length > 1) ? places : sides;
  return textOf(left.map(kinds)) === textOf(right.map(kinds));
}

function violationsOf({ headers }: Response): readonly Violation[] {
  const text = headers["sl-violations"];
  return text === undefined ? [] : (JSON.parse(String(text)) as readonly Violation[]);
}

function textOf(kinds: readonly string[]): string {
  return [...new Set(kinds)].sort().join(", ");
}
