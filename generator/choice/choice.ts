import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { ChoiceSettings, ChosenText } from "../settings/settings.ts";
import { type Choosable, type Selector, selectorOf } from "./selector.ts";

/** What the settings choose of an API. */
export interface Chooser {
  readonly isChosen: (each: Choosable) => boolean;
  /** What is wrong with the choice: texts that mean nothing, and a choice that leaves nothing. */
  readonly faults: (all: readonly Choosable[]) => Diagnostic[];
}

interface Entry extends ChosenText {
  readonly isNegated: boolean;
  readonly selector: Selector;
}

/**
 * By two lists, each read from the top, as a .gitignore is: what the last fitting entry says holds, and `!` takes away
 * what entries before it gave. A list that begins with one takes away from everything.
 */
export function chooserOf({ include, exclude }: ChoiceSettings): Chooser {
  const [included, excluded] = [include.map(entryOf), exclude.map(entryOf)];
  const isChosen = (each: Choosable) =>
    (included.length === 0 || isIn(included, each)) && !(excluded.length > 0 && isIn(excluded, each));
  return {
    isChosen,
    faults: (all) => {
      const unmatched = [...included, ...excluded].flatMap(({ selector, at }): Diagnostic[] => {
        if (all.some((each) => selector.matches(each))) return [];
        const { message, help } = selector.unmatched(all);
        const place = at && { at };
        return [
          { code: "choice-unmatched", severity: "warning", message, ...place, ...(help !== undefined && { help }) },
        ];
      });
      if (all.length === 0 || all.some(isChosen)) return unmatched;
      const { at } = [...include, ...exclude][0] ?? {};
      const message = "`include` and `exclude` leave no operation";
      return [...unmatched, { code: "choice-empty", severity: "error", message, ...(at && { at }) }];
    },
  };
}

function entryOf({ text, at }: ChosenText): Entry {
  const isNegated = text.startsWith("!");
  return { text, isNegated, selector: selectorOf(isNegated ? text.slice(1) : text), ...(at && { at }) };
}

function isIn(entries: readonly Entry[], each: Choosable): boolean {
  const last = entries.findLast(({ selector }) => selector.matches(each));
  return last ? !last.isNegated : (entries[0]?.isNegated ?? false);
}
