import type { JSX } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { ApiChoice } from "./api-choice.tsx";
import { type LiveRequests, watchRequests } from "./connection/live-requests.ts";
import { given, type Mock } from "./connection/mock.ts";
import { CoverageView } from "./covered/coverage-view.tsx";
import { OperationsView } from "./operations/operations-view.tsx";
import { say } from "./parts/announcements.tsx";
import { useCalm } from "./parts/loaded.ts";
import { hashOf, useLocation } from "./parts/location.ts";
import { useObservable } from "./parts/observable.ts";
import { PlansView } from "./plans/plans-view.tsx";
import { RequestsView } from "./requests/requests-view.tsx";
import { SendView } from "./send/send-view.tsx";
import { StateView } from "./state/state-view.tsx";
import { ThemeChoice } from "./theme.tsx";
import { TokensView } from "./tokens/tokens-view.tsx";

const sections = [
  ["requests", "Requests"],
  ["operations", "Operations"],
  ["send", "Send"],
  ["plans", "Responses and faults"],
  ["tokens", "Tokens"],
  ["state", "State"],
  ["coverage", "Coverage"],
] as const;

type Section = (typeof sections)[number][0];

/** What is shown of the journal's changes elsewhere is asked for anew at most so often, in milliseconds. */
const calm = 300;

/** The page of a mock: what it is of, where one is, and one of the sections. */
export function Shell({ mock }: { readonly mock: Mock }): JSX.Element {
  const requests = useMemo(() => watchRequests(mock), [mock]);
  useEffect(() => () => requests.close(), [requests]);
  const liveness = useObservable(requests.liveness);
  const { section, item } = useLocation();
  const shown = sections.find(([name]) => name === section)?.[0] ?? "requests";
  const main = useRef<HTMLElement>(null);
  const title = sections.find(([name]) => name === shown)?.[1] ?? "";

  useEffect(() => {
    document.title = `${title} · twinspec inspector`;
  }, [title]);

  async function reset(): Promise<void> {
    await given(mock.client.resetMock()).catch(() => undefined);
    requests.forget();
    say("The mock is reset: no scripted responses, no faults, no requests");
  }

  return (
    <div class="shell-page">
      <button type="button" class="skip" onClick={() => main.current?.focus()}>
        Skip to the content
      </button>
      <header class="top">
        <h1 class="brand">
          twinspec <span>inspector</span>
        </h1>
        <code class="address">{mock.url}</code>
        <ApiChoice mock={mock} />
        <p class={`live live-${liveness}`} role="status">
          {liveness === "live" ? "Live" : liveness === "connecting" ? "Connecting" : "Reconnecting"}
        </p>
        <button type="button" class="button" title="Begins a new test; tokens stay" onClick={() => void reset()}>
          Reset the mock
        </button>
        <ThemeChoice />
      </header>
      <nav class="sections" aria-label="Sections">
        {sections.map(([name, label]) => (
          <a key={name} href={hashOf(name)} aria-current={name === shown ? "page" : undefined}>
            {label}
          </a>
        ))}
      </nav>
      <main id="main" ref={main} tabIndex={-1}>
        <View section={shown} item={item} mock={mock} requests={requests} />
      </main>
    </div>
  );
}

interface ViewProps {
  readonly section: Section;
  readonly item: string | undefined;
  readonly mock: Mock;
  readonly requests: LiveRequests;
}

function View({ section, item, mock, requests }: ViewProps): JSX.Element {
  const entries = useObservable(requests.entries);
  const newest = useCalm(entries[0]?.id ?? 0, calm);
  switch (section) {
    case "requests":
      return <RequestsView mock={mock} requests={requests} item={item} />;
    case "operations":
      return <OperationsView mock={mock} item={item} />;
    case "send":
      return <SendView mock={mock} item={item} />;
    case "plans":
      return <PlansView mock={mock} item={item} newest={newest} />;
    case "tokens":
      return <TokensView mock={mock} newest={newest} />;
    case "state":
      return <StateView mock={mock} newest={newest} />;
    case "coverage":
      return <CoverageView mock={mock} newest={newest} />;
  }
}
