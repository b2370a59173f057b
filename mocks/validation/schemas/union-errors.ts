import type { ErrorObject } from "ajv/dist/2020.js";

/**
 * Of a value that fits no alternative of `anyOf` or `oneOf`, ajv says what is wrong with every one. Where type or a
 * constant shows which was meant, only what is wrong with that one stays, else only that none fits. Of `contains` and
 * `propertyNames` only the keyword itself stays.
 */
export function withoutUnionNoise(errors: readonly ErrorObject[]): ErrorObject[] {
  let left = errors.filter(({ keyword }) => keyword !== "if" || errors.length === 1);
  for (const whole of left.filter(({ keyword }) => keyword === "contains" || keyword === "propertyNames")) {
    left = left.filter((error) => error === whole || !isBelow(error, whole));
  }
  const unions = left.filter(({ keyword }) => keyword === "anyOf" || keyword === "oneOf");
  // The inner ones first: what is left of them is what the outer ones go by.
  for (const union of unions.toSorted((a, b) => b.schemaPath.length - a.schemaPath.length)) {
    if (!left.includes(union)) continue;
    const branches = new Map<string, ErrorObject[]>();
    for (const error of left) {
      if (error === union || !isBelow(error, union)) continue;
      const branch = error.schemaPath.slice(union.schemaPath.length + 1).split("/")[0] ?? "";
      branches.set(branch, [...(branches.get(branch) ?? []), error]);
    }
    if (branches.size === 0) continue;
    const meant = [...branches.values()].filter((branch) => !branch.some((error) => tellsApart(error, union)));
    const all = new Set([...branches.values()].flat());
    const [only] = meant;
    left = left.filter((error) =>
      meant.length === 1 && only !== undefined
        ? error !== union && (!all.has(error) || only.includes(error))
        : !all.has(error),
    );
  }
  return left;
}

function isBelow(error: ErrorObject, union: ErrorObject): boolean {
  const isInside = error.instancePath === union.instancePath || error.instancePath.startsWith(`${union.instancePath}/`);
  return isInside && error.schemaPath.startsWith(`${union.schemaPath}/`);
}

/**
 * Whether the error shows that its alternative was not meant: another type of value, or another constant in one of its
 * fields.
 */
function tellsApart({ keyword, instancePath }: ErrorObject, union: ErrorObject): boolean {
  const path = instancePath.slice(union.instancePath.length);
  if (keyword === "type") return path === "";
  return (keyword === "const" || keyword === "enum") && path.split("/").length <= 2;
}
