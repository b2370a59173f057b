import type { JSX } from "preact";
import type { RequestEntry } from "../../../../generated/twinspec-control/schemas/RequestEntry.ts";
import { hashOf } from "../parts/location.ts";

type Kind = NonNullable<RequestEntry["reason"]>["kind"];

const shortReasons: { readonly [Each in Kind]: string } = {
  oauth: "OAuth",
  cors: "CORS",
  "no-operation": "no operation",
  fault: "fault",
  access: "no access",
  request: "refused",
  script: "scripted",
  rule: "rule",
  state: "state",
  example: "example",
  "made-up": "made up",
  upstream: "real API",
  "invalid-response": "invalid response",
  problem: "problem",
};

const sentences: { readonly [Each in Kind]: string } = {
  oauth: "An OAuth endpoint of the mock responded.",
  cors: "A browser asked whether it may send a request (CORS); the mock allows it.",
  "no-operation": "The document has no operation with this method and path.",
  fault: "A fault took the place of a response.",
  access: "The request has no access.",
  request: "The request breaks the document.",
  script: "A scripted response fits the request.",
  rule: "A rule of the settings fits the request.",
  state: "The records that the mock keeps responded.",
  example: "The document has an example for it.",
  "made-up": "The document has no example, so the body was made up for its schema.",
  upstream: "The real API, or what was recorded of it, responded.",
  "invalid-response": "The response would have broken the document, which --errors makes an error.",
  problem: "The mock could not respond as the request asks.",
};

/** Why a request got its response, in a word or two. */
export function shortReason(entry: RequestEntry): string {
  const kind = entry.reason?.kind ?? "problem";
  return isWithoutBody(entry) ? "described" : shortReasons[kind];
}

/** A response for which there is nothing to make up. */
function isWithoutBody({ reason, response, status }: RequestEntry): boolean {
  const hasBody = response?.text !== undefined || response?.base64 !== undefined;
  return reason?.kind === "made-up" && !hasBody && (response !== undefined || status === 204);
}

/** Why a request got its response. */
export function WhyThisResponse({ entry }: { readonly entry: RequestEntry }): JSX.Element {
  const { reason, faults, access } = entry;
  if (reason === undefined) return <p>The mock sent this request itself.</p>;
  const { kind, example, id } = reason;
  const spoilt = kind === "fault" || faults.length === 0 ? "" : ` A fault changed it: ${faults.join(", ")}.`;
  return (
    <p class="why">
      <span class={`mark mark-reason-${kind}`}>{shortReason(entry)}</span>
      <span>
        {isWithoutBody(entry) ? "The document describes this response, which has no body." : sentences[kind]}
        {example !== undefined && (
          <>
            {" Its example is "}
            <code>{example}</code>.
          </>
        )}
        {kind === "fault" && ` It was ${faults.join(", ")}.`}
        {spoilt}
        {kind === "access" && access?.detail !== undefined && ` ${access.detail}`}
        {id !== undefined && (
          <>
            {" "}
            <a href={hashOf("plans")}>All scripted responses</a>
          </>
        )}
      </span>
    </p>
  );
}
