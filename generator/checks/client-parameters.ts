import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { didYouMean } from "../diagnostics/suggestion.ts";
import { namesOf, operationNamed } from "../model/operation-names.ts";
import { type Check, settingsFault } from "./check.ts";

/** Parameters of the settings that no operation declares, and operations of theirs that are not there. */
export const checkClientParameters: Check = ({ model: { operations }, settings: { client } }) =>
  [...client.parameters].flatMap(([name, { in: place, exclude, at }]): Diagnostic[] => {
    const faults: Diagnostic[] = [];
    const declared = operations.flatMap(({ parameters }) => parameters);
    if (place === "query" && !declared.some((parameter) => parameter.name === name && parameter.isClientWide)) {
      const known = new Set(declared.map((parameter) => parameter.name));
      faults.push(settingsFault(at, `no operation declares the parameter "${name}"`, didYouMean(name, known)));
    }
    for (const each of exclude.filter((wanted) => !operationNamed(wanted, operations))) {
      const help = didYouMean(each, operations.flatMap(namesOf));
      faults.push(settingsFault(at, `"${name}" excludes "${each}", which is not an operation`, help));
    }
    return faults;
  });
