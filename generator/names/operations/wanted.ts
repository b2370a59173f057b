import type { Place } from "../../diagnostics/diagnostic.ts";
import { camelCase } from "../identifiers/identifier.ts";
import { isSafeName, safeName } from "../identifiers/reserved.ts";
import { operationKey } from "../operation-key.ts";
import type { Registration } from "../registration.ts";
import { nameFromPath } from "./path-words.ts";

/** A name that the settings give an operation. */
export interface Override {
  readonly name: string;
  /** Its place in the settings. */
  readonly at?: Place;
}

/** The name that a registration wants. */
export interface WantedName {
  /** Safe to use as it is. */
  readonly name: string;
  /** The text that it was made from, such as the operationId. */
  readonly text: string;
  readonly source: "extension" | "operationId" | "path";
  /** Whether the text is a reserved word. */
  readonly isEscaped: boolean;
}

/** The name that a registration wants by itself: `x-twinspec-name`, else its operationId, else its method and path. */
export function wantedName(registration: Registration): WantedName {
  const { method, path, operationId, extensionName } = registration;
  if (extensionName !== undefined && camelCase(extensionName, "") !== "") {
    return { ...explicitName(extensionName), text: extensionName, source: "extension" };
  }
  if (operationId !== undefined && camelCase(operationId, "") !== "") {
    return { ...escaped(camelCase(operationId)), text: operationId, source: "operationId" };
  }
  return { ...escaped(nameFromPath(method, path)), text: operationKey(method, path), source: "path" };
}

/** A name that somebody chose for the client: kept literally where possible. */
export function explicitName(text: string): { name: string; isEscaped: boolean } {
  return isSafeName(text, "operation") ? { name: text, isEscaped: false } : escaped(camelCase(text));
}

function escaped(identifier: string): { name: string; isEscaped: boolean } {
  const name = safeName(identifier, "operation");
  return { name, isEscaped: name !== identifier };
}
