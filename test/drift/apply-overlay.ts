/** An action of an overlay. */
export interface Action {
  readonly target: string;
  readonly update?: unknown;
  readonly remove?: boolean;
}

type Step = { readonly name: string } | { readonly index: number } | { readonly equals: string };

/**
 * Applies an overlay by the words of the Overlay Specification 1.0.0, as far as its targets are names, indexes and
 * filters of equal strings. Throws where a target is nothing, or the overlay is not valid.
 */
export function applyOverlay(document: object, overlay: unknown): void {
  const {
    overlay: version,
    info,
    actions,
  } = overlay as {
    overlay: string;
    info: { title: string; version: string };
    actions: Action[];
  };
  if (version !== "1.0.0" || typeof info.title !== "string" || typeof info.version !== "string")
    throw new Error("not an overlay");
  if (actions.length === 0) throw new Error("an overlay has at least one action");
  for (const action of actions) apply(document, action);
}

function apply(document: object, { target, update, remove }: Action): void {
  const steps = stepsOf(target);
  const last = steps.pop();
  if (last === undefined) throw new Error(`${target} is the whole document`);
  let holder: unknown = document;
  for (const step of steps) holder = at(holder, step);
  const found = at(holder, last);
  if (found === undefined) throw new Error(`${target} is not there`);
  if (remove === true) {
    if (Array.isArray(holder)) holder.splice("equals" in last ? holder.indexOf(last.equals) : 0, 1);
    else delete (holder as Record<string, unknown>)["name" in last ? last.name : ""];
  } else if (Array.isArray(found)) found.push(update);
  else merge(found as Record<string, unknown>, update as Record<string, unknown>, target);
}

/** Objects are merged; arrays are put behind each other; anything else takes the place of what was there. */
function merge(into: Record<string, unknown>, update: Record<string, unknown>, target: string): void {
  if (typeof into !== "object" || into === null) throw new Error(`${target} is no object to merge with`);
  for (const [name, value] of Object.entries(update)) {
    const before = into[name];
    if (Array.isArray(before) && Array.isArray(value)) before.push(...(value as unknown[]));
    else if (isMap(before) && isMap(value)) merge(before, value, target);
    else into[name] = value;
  }
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function at(value: unknown, step: Step): unknown {
  if (Array.isArray(value)) {
    if ("index" in step) return value[step.index];
    return "equals" in step ? value.find((each) => each === step.equals) : undefined;
  }
  return isMap(value) && "name" in step && Object.hasOwn(value, step.name) ? value[step.name] : undefined;
}

/** The steps of a JSONPath (RFC 9535). */
function stepsOf(path: string): Step[] {
  const token = /\.([A-Za-z_]\w*)|\['((?:[^'\\]|\\.)*)'\]|\[(\d+)\]|\[\?@ == '((?:[^'\\]|\\.)*)'\]/gy;
  const steps: Step[] = [];
  token.lastIndex = 1;
  if (!path.startsWith("$")) throw new Error(`${path} is no JSONPath`);
  while (token.lastIndex < path.length) {
    const [all, plain, name, index, equals] = token.exec(path) ?? [];
    if (all === undefined) throw new Error(`${path} is no JSONPath of known steps`);
    if (index !== undefined) steps.push({ index: Number(index) });
    else if (equals !== undefined) steps.push({ equals: text(equals) });
    else steps.push({ name: plain ?? text(name ?? "") });
  }
  return steps;
}

function text(quoted: string): string {
  return JSON.parse(`"${quoted.replaceAll("\\'", "'").replaceAll('"', '\\"')}"`) as string;
}
