import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { didYouMean } from "../diagnostics/suggestion.ts";
import { identifiersOf, linkOptions } from "../model/links.ts";
import { namesOf, operationNamed } from "../model/operation-names.ts";
import { type Check, settingsFault } from "./check.ts";

/** Links of the settings whose identifiers cannot be told from options, and operations of theirs that are not there. */
export const checkLinks: Check = ({ model: { operations }, settings: { client } }) =>
  [...client.links].flatMap(([name, { url, requires, operations: linked, at }]): Diagnostic[] => {
    const faults: Diagnostic[] = [];
    const clash = [...identifiersOf(url).all, ...requires].find((identifier) => linkOptions.has(identifier));
    if (clash !== undefined) {
      const message = `client.links.${name}: an identifier cannot be called "${clash}", which is an option`;
      faults.push(settingsFault(at, message));
    }
    for (const wanted of linked.filter((each) => !operationNamed(each, operations))) {
      const help = didYouMean(wanted, operations.flatMap(namesOf));
      faults.push(settingsFault(at, `client.links.${name}: there is no operation "${wanted}"`, help));
    }
    return faults;
  });
