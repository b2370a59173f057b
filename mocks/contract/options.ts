import type { Place } from "../../generator/diagnostics/diagnostic.ts";
import type { JsonObject } from "../../generator/document/json.ts";
import type { ScopeSettings } from "../../generator/settings/settings.ts";
import type { OperationNames } from "../document/operations.ts";
import type { OperationInfo, Part } from "./finding.ts";
import type { Send } from "./message.ts";
import type { FixedArgument } from "./tested/fixed-arguments.ts";

/** Where a part of an operation stands. */
export type FindPlace = (operation: Pick<OperationInfo, "method" | "path">, part: Part) => Place | undefined;

/** The API that a server is held to: `readSpec` and `readPartPlaces` give it. */
export interface ContractApi {
  /** One self-contained OpenAPI 3.x document. */
  readonly openapi: JsonObject;
  readonly names: OperationNames;
  /** Where the documents have a part of an operation; the nearest that is there. */
  readonly placeOf?: FindPlace;
  /** What scopes mean beyond what OpenAPI says of them. */
  readonly scopes?: ScopeSettings;
}

/** Whose credentials a request is sent with. */
export type Holder =
  | { readonly kind: "valid" }
  /** Of somebody who had access until a moment ago. */
  | { readonly kind: "expired" }
  /** With every scope that is needed but this one. */
  | { readonly kind: "without-scope"; readonly scope: string }
  /** With these scopes and no others, whatever is needed. */
  | { readonly kind: "with-scopes"; readonly scopes: readonly string[] }
  /** Of another organisation, which has access to none of what is the first one's. */
  | { readonly kind: "other-tenant" };

/** One scheme that an operation needs (section 4.8.30). */
export interface NeededScheme {
  /** As the documents call it. */
  readonly name: string;
  /** The Security Scheme Object. */
  readonly scheme: JsonObject;
  /** What one requirement of the operation asks for. */
  readonly scopes: readonly string[];
}

/** What a request is authorised by. */
export interface Authorization {
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly query?: readonly (readonly [name: string, value: string])[];
  readonly cookies?: readonly (readonly [name: string, value: string])[];
  /** By secret text the variable of the environment that stands for it: `TWINSPEC_TOKEN`. */
  readonly secrets: ReadonlyMap<string, string>;
  /** Whether the server takes any other secret as well, as the mock does with keys. */
  readonly isUnchecked?: boolean;
}

/** Gives what a request is authorised by; undefined where such credentials cannot be had. */
export type Credentials = (needed: NeededScheme, holder: Holder) => Promise<Authorization | undefined>;

/** What a run tests, and how far it goes. */
export interface ContractOptions {
  readonly api: ContractApi;
  /** The address of the server, with the path that all operations begin with. */
  readonly url: string;
  /** Default: one request at a time, 10 seconds each. */
  readonly send?: Send;
  /** Default: none are to be had. */
  readonly credentials?: Credentials;
  /** Arguments that every request has: they are neither left out nor varied, and what they name is not removed. */
  readonly arguments?: readonly FixedArgument[];
  /** Whether methods that change something are called at all (RFC 9110, section 9.2.1). */
  readonly allowWrites?: boolean;
  /** Whether members and headers that the documents do not list are findings. */
  readonly strict?: boolean;
  /** The same seed makes the same cases. Default: 0. */
  readonly seed?: number;
  /** How many requests an operation gets at most, without clean-up. Default: 100. */
  readonly maxCases?: number;
  /** When no further case is begun, as `Date.now()` has it. */
  readonly until?: number;
  /** When it is aborted, what was made is removed, and the run ends. */
  readonly signal?: AbortSignal;
  /** Which operations are tested; the others may be called to find what exists, where that changes nothing. */
  readonly chosen?: (operation: OperationInfo) => boolean;
  /** Operations that an earlier run has finished, by name. */
  readonly done?: ReadonlySet<string>;
}
