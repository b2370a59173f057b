import type { Place } from "../../diagnostics/diagnostic.ts";
import { camelCase } from "../identifiers/identifier.ts";
import { isSafeName, safeName } from "../identifiers/reserved.ts";
import { operationKey } from "../operation-key.ts";
import type { Registration } from "../registration.ts";
import { nameFromPath } from "./path-words.ts";

/** A name that the settings give to an operation. */
export interface Override {
  readonly name: string;
  /** Where the settings say so. */
  readonly at?: Place;
}

/** The name a registration asks for. */
export interface WantedName {
  /** Safe to be used as it is. */
  readonly name: string;
  /** The text it was made of, such as the operationId. */
  readonly text: string;
  readonly source: "extension" | "operationId" | "path";
  /** Whether the text is a reserved word. */
  readonly isEscaped: boolean;
}

/** The name a registration asks for by itself: `x-twinspec-name`, else its operationId, else its method and path. */
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

/** The name somebody chose for a client: kept to the letter where that is possible. */
export function explicitName(text: string): { name: string; isEscaped: boolean } {
  return isSafeName(text, "operation") ? { name: text, isEscaped: false } : escaped(camelCase(text));
}

function escaped(identifier: string): { name: string; isEscaped: boolean } {
  const name = safeName(identifier, "operation");
  return { name, isEscaped: name !== identifier };
}
