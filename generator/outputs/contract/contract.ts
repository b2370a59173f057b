import { didYouMean } from "../../diagnostics/suggestion.ts";
import { isObject, type JsonObject } from "../../document/json.ts";
import { type Output, OutputOptionError } from "../../emit/output.ts";
import type { Toolkit } from "../../emit/toolkit.ts";
import type { Model } from "../../model/model.ts";
import { contractFile, contractFileName } from "./contract-file.ts";
import type { ContractChoices } from "./contract-test.ts";

/** A file for vitest with a test for each operation, against the mock or another server. */
export const contract: Output = {
  name: "contract",
  requires: ["client"],
  emit(model, { settings, options }) {
    const file = contractFile({ model, settings }, choicesOf(options, model));
    return { files: new Map([[contractFileName, file]]) };
  },
};

/** The options: operations to leave out, and arguments in place of those from the documents. */
function choicesOf(options: Toolkit["options"], { operations }: Model): ContractChoices {
  const names = new Set(operations.map(({ name }) => name));
  const { skip = [], arguments: given = {}, ...others } = options;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw new OutputOptionError(`there is no option "${unknown}", but skip and arguments`);
  if (!Array.isArray(skip) || !skip.every((name) => typeof name === "string"))
    throw new OutputOptionError("skip must be an array of names of operations");
  if (!isObject(given) || !Object.values(given).every(isObject))
    throw new OutputOptionError("arguments must be an object of objects, by the names of operations");
  for (const name of [...skip, ...Object.keys(given)])
    if (!names.has(name)) {
      const help = didYouMean(name, names);
      throw new OutputOptionError(`there is no operation "${name}"${help === undefined ? "" : `; ${help}`}`);
    }
  return { skipped: new Set<string>(skip), given: new Map(Object.entries(given as Record<string, JsonObject>)) };
}
