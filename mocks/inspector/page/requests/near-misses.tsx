import type { JSX } from "preact";
import { useCallback } from "preact/hooks";
import { given, type Mock } from "../connection/mock.ts";
import { Method } from "../parts/badges.tsx";
import { useLoaded } from "../parts/loaded.ts";
import { hashOf } from "../parts/location.ts";
import { keyOf } from "../parts/operations.ts";

/** Which operations a request that found none may have meant. */
export function NearMisses({ mock, id }: { readonly mock: Mock; readonly id: number }): JSX.Element | null {
  const { value = [] } = useLoaded(useCallback(() => given(mock.client.listNearMisses({ requestId: id })), [mock, id]));
  if (value.length === 0) return null;
  return (
    <>
      <p class="hint">It may have meant:</p>
      <ul class="near">
        {value.slice(0, 3).map(({ operation, differences }) => (
          <li key={keyOf(operation)}>
            <Method method={operation.method} />{" "}
            <a href={hashOf("operations", keyOf(operation))}>
              <code class="path">{operation.path}</code>
            </a>
            <span class="quiet"> {differences.join("; ")}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
