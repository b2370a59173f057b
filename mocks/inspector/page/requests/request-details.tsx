import type { JSX } from "preact";
import type { RequestEntry } from "../../../../generated/twinspec-control/schemas/RequestEntry.ts";
import type { Violation } from "../../../../generated/twinspec-control/schemas/Violation.ts";
import type { Mock } from "../connection/mock.ts";
import { Method, Status } from "../parts/badges.tsx";
import { Body } from "../parts/body.tsx";
import { Copy } from "../parts/copy.tsx";
import { curlOf } from "../parts/curl.ts";
import { Json } from "../parts/json.tsx";
import { hashOf } from "../parts/location.ts";
import { keyOf } from "../parts/operations.ts";
import { NearMisses } from "./near-misses.tsx";
import { WhyThisResponse } from "./reason.tsx";
import { durationOf } from "./request-list.tsx";
import { ScopesOfRequest } from "./scopes-of-request.tsx";

/** One request, and what became of it. */
export function RequestDetails({ entry, mock }: { readonly entry: RequestEntry; readonly mock: Mock }): JSX.Element {
  const { method, url, status, operation, violations, duration, time, headers, cutBody, response, id } = entry;
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
          {operation === undefined ? (
            <span>{entry.webhook ?? entry.callback ?? "no operation"}</span>
          ) : (
            <a href={hashOf("operations", keyOf(operation))}>{keyOf(operation)}</a>
          )}
          <span>{durationOf(duration)}</span>
          <time dateTime={new Date(time).toISOString()}>{new Date(time).toLocaleTimeString()}</time>
        </p>
        <p class="actions">
          <Copy text={curl}>Copy as curl</Copy>
          {operation !== undefined && (
            <>
              <a class="button" href={hashOf("send", `${keyOf(operation)}?${id}`)}>
                Send again
              </a>
              <a class="button" href={hashOf("plans", `${keyOf(operation)}?${id}`)}>
                Script a response
              </a>
            </>
          )}
        </p>
      </header>
      <section>
        <h3>Why this response</h3>
        <WhyThisResponse entry={entry} />
        {operation === undefined && entry.webhook === undefined && entry.callback === undefined && (
          <NearMisses mock={mock} id={id} />
        )}
      </section>
      {violations.length > 0 && <Violations violations={violations} />}
      <ScopesOfRequest entry={entry} />
      <section>
        <h3>Arguments</h3>
        <Json label="Arguments" value={entry.arguments} />
        {cutBody !== undefined && <p class="hint">{`The beginning of a body of ${cutBody.bytes} bytes`}</p>}
      </section>
      <section>
        <h3>Response</h3>
        {response === undefined ? (
          <p class="quiet">The journal has no room for it any more.</p>
        ) : entry.reason?.kind === "oauth" ? (
          <p class="quiet">Responses of OAuth endpoints have tokens, and are not kept.</p>
        ) : (
          <Body label="Response body" text={response.text} base64={response.base64} />
        )}
        {response?.cutBody !== undefined && (
          <p class="hint">{`The beginning of a body of ${response.cutBody.bytes} bytes`}</p>
        )}
      </section>
      {response !== undefined && (
        <section>
          <h3>Response headers</h3>
          <Headers headers={response.headers} />
        </section>
      )}
      <section>
        <h3>Request headers</h3>
        <Headers headers={headers} />
      </section>
    </article>
  );
}

/** How a request and its response break the document, with their places. */
function Violations({ violations }: { readonly violations: readonly Violation[] }): JSX.Element {
  return (
    <section>
      <h3>Violations</h3>
      <ul class="violations">
        {violations.map(({ location, message, code, source, severity }, index) => (
          <li key={index} class={`violation violation-${severity.toLowerCase()}`}>
            <p class="violation-place">
              <code>{location.join(" › ")}</code>
              <span>{[code, source].filter(Boolean).join(", ")}</span>
            </p>
            <p>{message}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Headers by name. */
function Headers({ headers }: { readonly headers: Readonly<Record<string, string>> }): JSX.Element {
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
