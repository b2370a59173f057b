import type { JSX } from "preact";
import type { RequestEntry } from "../../../../generated/twinspec-control/schemas/RequestEntry.ts";
import type { Violation } from "../../../../generated/twinspec-control/schemas/Violation.ts";
import type { Mock } from "../connection/mock.ts";
import { Method, Scope, Status } from "../parts/badges.tsx";
import { Copy } from "../parts/copy.tsx";
import { curlOf } from "../parts/curl.ts";
import { Json } from "../parts/json.tsx";
import { durationOf } from "./request-list.tsx";

/** One request, and what became of it. */
export function RequestDetails({ entry, mock }: { readonly entry: RequestEntry; readonly mock: Mock }): JSX.Element {
  const { method, url, status, operation, violations, duration, time, headers } = entry;
  const { body } = entry.arguments;
  const sent = typeof body === "string" ? body : body === undefined ? undefined : JSON.stringify(body);
  const curl = curlOf({ method, url: mock.url + url, headers, body: sent });
  return (
    <article class="details">
      <header class="details-head">
        <h2>
          <Method method={method} /> <code class="path">{url}</code>
        </h2>
        <p class="facts">
          <Status status={status} />
          <span>{operation?.name ?? "no operation"}</span>
          <span>{durationOf(duration)}</span>
          <time dateTime={new Date(time).toISOString()}>{new Date(time).toLocaleTimeString()}</time>
          <Copy text={curl}>Copy as curl</Copy>
        </p>
      </header>
      {violations.length > 0 && <Violations violations={violations} />}
      {operation !== undefined && operation.scopes.length > 0 && (
        <section>
          <h3>Scopes needed</h3>
          <p class="scopes">
            {operation.scopes.map((set, index) => (
              <span key={set.join(" ")} class="scope-set">
                {index > 0 && <span class="quiet">or </span>}
                {set.map((scope) => (
                  <Scope key={scope} scope={scope} />
                ))}
              </span>
            ))}
          </p>
        </section>
      )}
      <section>
        <h3>Arguments</h3>
        <Json label="Arguments" value={entry.arguments} />
      </section>
      <section>
        <h3>Request headers</h3>
        <Headers headers={headers} />
      </section>
    </article>
  );
}

/** How a request and its response break the document, with their places. */
export function Violations({ violations }: { readonly violations: readonly Violation[] }): JSX.Element {
  return (
    <section>
      <h3>Violations</h3>
      <ul class="violations">
        {violations.map(({ location, message, code, source, severity }) => (
          <li key={`${location.join(".")} ${code} ${message}`} class={`violation violation-${severity.toLowerCase()}`}>
            <p class="violation-place">
              <code>{location.join(" › ")}</code>
              <span class="quiet">{[code, source].filter(Boolean).join(", ")}</span>
            </p>
            <p>{message}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Headers by name. */
export function Headers({ headers }: { readonly headers: Readonly<Record<string, string>> }): JSX.Element {
  return (
    <dl class="pairs">
      {Object.entries(headers).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
