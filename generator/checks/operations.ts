import { placeOf } from "../diagnostics/places.ts";
import type { Check } from "./check.ts";

/** Documents that nobody can call anything of: often one that is half written, or a part of another. */
export const checkOperations: Check = ({ api: { operations, webhooks, paths } }) => {
  if (operations.length > 0 || webhooks.length > 0 || !paths) return [];
  const message = "the documents describe no operations";
  return [{ code: "no-operations", severity: "warning", message, at: placeOf(paths, "key") }];
};
