import type { JSX } from "preact";
import { useCallback } from "preact/hooks";
import { given, type Mock, rootOf } from "./connection/mock.ts";
import { useLoaded } from "./parts/loaded.ts";

/** The APIs on this port, where there are several: each has its own inspector. */
export function ApiChoice({ mock }: { readonly mock: Mock }): JSX.Element | null {
  const { value } = useLoaded(
    useCallback(async () => (await given(rootOf(mock).client.getHealth())).apis?.map(({ prefix }) => prefix), [mock]),
  );
  const others = (value ?? []).filter((prefix) => prefix !== mock.prefix);
  if (others.length === 0) return null;
  return (
    <nav class="apis" aria-label="APIs">
      {others.map((prefix) => (
        <a key={prefix} href={`${prefix}/__twinspec/`}>
          {prefix === "" ? "/" : prefix}
        </a>
      ))}
    </nav>
  );
}
