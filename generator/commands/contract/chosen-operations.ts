import type { OperationInfo } from "../../../mocks/contract/finding.ts";
import { contractRules, type RuleName } from "../../../mocks/contract/rules.ts";
import { choosableOf, chooseOperations } from "../../../mocks/control/choose-operations.ts";
import { createFindOperation, UnknownOperationError } from "../../../mocks/control/find-operation.ts";
import type { ServedOperation } from "../../../mocks/document/operations.ts";
import { selectorOf } from "../../choice/selector.ts";
import { didYouMean } from "../../diagnostics/suggestion.ts";
import { UsageError } from "../command.ts";

/** What a command line chooses among the operations of its APIs. */
export interface Choice {
  readonly only: readonly string[];
  readonly skip: readonly string[];
}

/**
 * The operations of each API that are tested, by `only` and `skip`: names, with `*` for any part of them, tags
 * (`tag:orders`), and paths (`GET /pets/**`). A usage error where a text means none in any of the APIs, and where
 * nothing is left.
 */
export function chosenOperations(
  { only, skip }: Choice,
  apis: readonly (readonly ServedOperation[])[],
): (operation: OperationInfo) => boolean {
  const meant = (option: string, texts: readonly string[]) =>
    new Set(texts.flatMap((text) => operationsOf({ option, text }, apis).map(keyOf)));
  const [wanted, unwanted] = [meant("only", only), meant("skip", skip)];
  const isChosen = (operation: Pick<OperationInfo, "method" | "path">) =>
    (only.length === 0 || wanted.has(keyOf(operation))) && !unwanted.has(keyOf(operation));
  if (!apis.flat().some(isChosen) && apis.flat().length > 0)
    throw new UsageError('"--only" and "--skip" leave no operation to test');
  return isChosen;
}

function operationsOf(
  { option, text }: { readonly option: string; readonly text: string },
  apis: readonly (readonly ServedOperation[])[],
): ServedOperation[] {
  let fault: UnknownOperationError | undefined;
  const { matches: named } = selectorOf(text);
  const found = apis.flatMap((operations) => {
    // `get*` and the like
    if (/^[^/\s:]*\*[^/\s:]*$/.test(text)) return operations.filter((each) => named(choosableOf(each)));
    try {
      return chooseOperations(text, operations, createFindOperation(operations));
    } catch (error) {
      if (!(error instanceof UnknownOperationError)) throw error;
      fault ??= error;
      return [];
    }
  });
  if (found.length > 0) return [...found];
  if (fault) throw new UsageError(`"--${option}": ${fault.message}`, "twinspec inspect lists them");
  const names = apis.flat().flatMap(({ name }) => name ?? []);
  throw new UsageError(
    `"--${option}": there is no operation with a name like "${text}"`,
    didYouMean(text.replaceAll("*", ""), names) ?? "twinspec inspect lists them",
  );
}

/** The rules that are reported. A usage error where a text is no rule, and where none is left. */
export function chosenRules(only: readonly string[], skip: readonly string[]): (rule: RuleName) => boolean {
  const names = Object.keys(contractRules);
  const none = [...only.map((text) => ["rule", text]), ...skip.map((text) => ["skip-rule", text])].find(
    ([, text = ""]) => !names.includes(text),
  );
  if (none) {
    const [option, text = ""] = none;
    const help = didYouMean(text, names) ?? "docs/reference/contract-rules.md lists them";
    throw new UsageError(`"--${option}": there is no rule "${text}"`, help);
  }
  const isChosen = (rule: string): boolean => (only.length === 0 || only.includes(rule)) && !skip.includes(rule);
  if (!names.some(isChosen)) throw new UsageError('"--rule" and "--skip-rule" leave no rule');
  return isChosen;
}

function keyOf({ method, path }: Pick<OperationInfo, "method" | "path">): string {
  return `${method} ${path}`;
}
