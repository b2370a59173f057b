import type { JSX } from "preact";
import { ScopeList } from "../parts/scope-list.tsx";

interface ScopeChoiceProps {
  readonly known: readonly string[];
  /** Alternatives of sets that an operation needs. */
  readonly needed: readonly (readonly string[])[];
  /** Undefined: no token is sent. */
  readonly chosen: readonly string[] | undefined;
  readonly onChosen: (scopes: readonly string[] | undefined) => void;
}

/** Which scopes the token has that goes with a request, or that none does. */
export function ScopeChoice({ known, needed, chosen, onChosen }: ScopeChoiceProps): JSX.Element {
  const needs = new Set(needed.flat());
  const all = [...new Set([...needs, ...known])];
  const has = new Set(chosen);
  return (
    <fieldset class="scope-choice">
      <legend>Token</legend>
      <label class="check">
        <input
          type="checkbox"
          checked={chosen !== undefined}
          onChange={({ currentTarget }) => onChosen(currentTarget.checked ? (needed[0] ?? []) : undefined)}
        />
        Send a new token with these scopes
      </label>
      {chosen !== undefined && (
        <ScopeList scopes={all} chosen={has} needed={needs} onChosen={(scopes) => onChosen([...scopes])} />
      )}
    </fieldset>
  );
}
