import type { JSX } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { watchRequests } from "./connection/live-requests.ts";
import type { Mock } from "./connection/mock.ts";
import { hashOf, useLocation } from "./parts/location.ts";
import { useObservable } from "./parts/observable.ts";
import { RequestsView } from "./requests/requests-view.tsx";
import { ThemeChoice } from "./theme.tsx";

const sections = [["requests", "Requests"]] as const;

/** The page of a mock: what it is of, where one is, and one of the sections. */
export function Shell({ mock }: { readonly mock: Mock }): JSX.Element {
  const requests = useMemo(() => watchRequests(mock), [mock]);
  useEffect(() => () => requests.close(), [requests]);
  const liveness = useObservable(requests.liveness);
  const { section, item } = useLocation();
  const known = sections.find(([name]) => name === section)?.[0] ?? "requests";

  return (
    <div class="shell-page">
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <header class="top">
        <h1 class="brand">
          twinspec <span>inspector</span>
        </h1>
        <code class="address">{mock.url}</code>
        <p class={`live live-${liveness}`} role="status">
          {liveness === "live" ? "Live" : liveness === "connecting" ? "Connecting" : "Reconnecting"}
        </p>
        <ThemeChoice />
      </header>
      <nav class="sections" aria-label="Sections">
        {sections.map(([name, title]) => (
          <a key={name} href={hashOf(name)} aria-current={name === known ? "page" : undefined}>
            {title}
          </a>
        ))}
      </nav>
      <main id="main" tabIndex={-1}>
        <RequestsView mock={mock} requests={requests} item={item} />
      </main>
    </div>
  );
}
