import { join } from "node:path";
import { packageRoot } from "../../generator/settings/package-root.ts";
import { createControlHandle } from "../control-api/control-handle.ts";
import type { ControlledApi, StorageFigures } from "../control-api/server-handlers.ts";
import type { Handle } from "../http/edge.ts";
import { isLoopback } from "../http/host.ts";
import type { ApiOptions, ControlAccess } from "../pipeline/api-options.ts";
import { readSpec } from "./read-spec.ts";

/** An API that may be controlled over HTTP. */
export interface Controllable extends ControlledApi {
  /** What the options say, else the settings. */
  readonly control: ApiOptions["control"];
}

/** The server that is controlled. */
export interface ControlledServer {
  /** The address that it is bound to. */
  readonly boundHost: string;
  readonly control: ApiOptions["control"];
  readonly storeFigures: StorageFigures;
  /** Aborted when it is to close. */
  readonly closing: AbortSignal;
}

/** Where the control API of an API is, below its own prefix. */
const controlPath = "/__twinspec";

/**
 * The control APIs of those that may be controlled, by their prefixes: of each below its own, and at the root, where
 * there is no API, one that tells which there are.
 */
export function controlHandles(
  apis: readonly Controllable[],
  { boundHost, control, storeFigures, closing }: ControlledServer,
): ReadonlyMap<string, Handle> {
  let document: ReturnType<typeof readSpec> | undefined;
  const readDocument = () => {
    document ??= readSpec([join(packageRoot(), "spec", "twinspec-control")]);
    return document;
  };
  const handleOf = (those: readonly Controllable[], served: Controllable | undefined, access: ControlAccess): Handle =>
    createControlHandle({ readDocument, apis: those, served, storeFigures, boundHost, access, closing });
  const controllable = apis.filter((api) => api.control !== false);
  const handles = new Map(
    controllable.map((api) => [api.prefix + controlPath, handleOf([api], api, accessOf(api.control))]),
  );
  if (control !== false && !apis.some(({ prefix }) => prefix === ""))
    handles.set(controlPath, handleOf(controllable, undefined, accessOf(control)));
  return handles;
}

/**
 * The path of the inspector: at the root, else of the first API that has one; undefined where nobody may open it.
 */
export function inspectorPath(
  handles: ReadonlyMap<string, Handle>,
  { boundHost, control }: Pick<ControlledServer, "boundHost" | "control">,
): string | undefined {
  const paths = [...handles.keys()];
  const path = paths.includes(controlPath) ? controlPath : paths[0];
  const isOpen = isLoopback(boundHost) || accessOf(control).token !== undefined;
  return path !== undefined && isOpen ? `${path}/` : undefined;
}

/** What the options say of access, beside what the settings do. */
export function combinedControl(
  options: ApiOptions["control"],
  settings: ApiOptions["control"],
): ApiOptions["control"] {
  if (options === false || (options === undefined && settings === false)) return false;
  return { ...accessOf(settings), ...accessOf(options) };
}

function accessOf(control: ApiOptions["control"]): ControlAccess {
  return typeof control === "object" ? control : {};
}
