import type { JSX } from "preact";

interface ScopeListProps {
  readonly scopes: readonly string[];
  readonly chosen: ReadonlySet<string>;
  /** Those that are marked as needed. */
  readonly needed?: ReadonlySet<string>;
  readonly onChosen: (scopes: ReadonlySet<string>) => void;
}

/** Scopes of an API, to be chosen one by one. */
export function ScopeList({ scopes, chosen, needed, onChosen }: ScopeListProps): JSX.Element {
  function choose(scope: string, isChosen: boolean): void {
    const others = [...chosen].filter((each) => each !== scope);
    onChosen(new Set(isChosen ? [...others, scope] : others));
  }
  return (
    <div class="scope-list">
      {scopes.length === 0 && <p class="quiet">The API names no scopes.</p>}
      {scopes.map((scope) => (
        <label key={scope} class="check">
          <input
            type="checkbox"
            checked={chosen.has(scope)}
            onChange={({ currentTarget }) => choose(scope, currentTarget.checked)}
          />
          <code>{scope}</code>
          {needed?.has(scope) === true && <span class="quiet">needed</span>}
        </label>
      ))}
    </div>
  );
}
