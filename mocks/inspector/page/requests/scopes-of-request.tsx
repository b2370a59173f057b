import type { JSX } from "preact";
import type { RequestEntry } from "../../../../generated/twinspec-control/schemas/RequestEntry.ts";
import { Scope } from "../parts/badges.tsx";

/** Which scopes an operation needs, and which of them the token of the request has. */
export function ScopesOfRequest({ entry }: { readonly entry: RequestEntry }): JSX.Element | null {
  const { operation, access } = entry;
  const needed = operation?.scopes ?? [];
  if (needed.length === 0 && access?.given === undefined) return null;
  const given = new Set(access?.given);
  const all = new Set(needed.flat());
  const further = [...given].filter((scope) => !all.has(scope));
  return (
    <section>
      <h3>Scopes</h3>
      <dl class="pairs">
        <div>
          <dt>Needed</dt>
          <dd>
            {needed.length === 0 && "none"}
            <ScopeSets sets={needed} {...(access?.given && { given })} />
          </dd>
        </div>
        <div>
          <dt>Given</dt>
          <dd>
            {access?.given === undefined ? (
              <span class="quiet">{access === undefined ? "no token of this mock" : "no valid token"}</span>
            ) : (
              <span class="scopes">
                {access.given.length === 0 && "none"}
                {[...all]
                  .filter((scope) => given.has(scope))
                  .concat(further)
                  .map((scope) => (
                    <Scope key={scope} scope={scope} />
                  ))}
              </span>
            )}
          </dd>
        </div>
      </dl>
    </section>
  );
}

interface ScopeSetsProps {
  readonly sets: readonly (readonly string[])[];
  /** Those that a token has, where there is one. */
  readonly given?: ReadonlySet<string>;
}

/** Alternatives of sets of scopes. */
export function ScopeSets({ sets, given }: ScopeSetsProps): JSX.Element {
  return (
    <span class="scopes">
      {sets.map((set, index) => (
        <span key={set.join(" ")} class="scope-set">
          {index > 0 && <span class="quiet">or </span>}
          {set.map((scope) => (
            <Scope key={scope} scope={scope} {...(given && { state: given.has(scope) ? "given" : "missing" })} />
          ))}
        </span>
      ))}
    </span>
  );
}
