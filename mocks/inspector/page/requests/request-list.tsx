import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { RequestEntry } from "../../../../generated/twinspec-control/schemas/RequestEntry.ts";
import { Method, Status } from "../parts/badges.tsx";
import { hashOf } from "../parts/location.ts";
import { moveByArrows } from "../parts/rows.ts";
import { shortReason } from "./reason.tsx";

interface RequestListProps {
  readonly entries: readonly RequestEntry[];
  readonly selected: number | undefined;
}

/** How many are rendered at first, and how many more each time. */
const atOnce = 200;

/** Requests, newest first; the arrow keys move from one to the next. */
export function RequestList({ entries, selected }: RequestListProps): JSX.Element {
  const [count, setCount] = useState(atOnce);
  const shown = entries.slice(0, count);
  return (
    <>
      <ol class="rows" onKeyDown={moveByArrows}>
        {shown.map((entry) => (
          <li key={entry.id}>
            <Row entry={entry} isSelected={entry.id === selected} />
          </li>
        ))}
      </ol>
      {entries.length > count && (
        <button type="button" class="button more" onClick={() => setCount(count + atOnce)}>
          {`${entries.length - count} earlier ones`}
        </button>
      )}
    </>
  );
}

function Row({ entry, isSelected }: { readonly entry: RequestEntry; readonly isSelected: boolean }): JSX.Element {
  const { id, method, url, operation, status, duration, violations, faults, callback, webhook, reason } = entry;
  const name = callback ?? webhook ?? operation?.name ?? operation?.operationId;
  const errors = violations.length;
  return (
    <a class="row" href={hashOf("requests", id)} aria-current={isSelected ? "true" : undefined}>
      <Method method={method} />
      <span class="row-text">
        <code class="path">{url}</code>
        <span class="row-note">{name ?? "no operation"}</span>
      </span>
      <span class="row-marks">
        {reason !== undefined && reason.kind !== "fault" && (
          <span class={`mark mark-reason-${reason.kind}`}>{shortReason(entry)}</span>
        )}
        {faults.length > 0 && <span class="mark mark-fault">{faults.join(", ")}</span>}
        {errors > 0 && (
          <span class="mark mark-violation">
            {errors}
            <span class="unseen">{` violation${errors === 1 ? "" : "s"}`}</span>
          </span>
        )}
        <span class="row-note">{durationOf(duration)}</span>
      </span>
      <Status status={status} />
    </a>
  );
}

/** A duration in milliseconds, for people. */
export function durationOf(milliseconds: number): string {
  if (milliseconds >= 1_000) return `${(milliseconds / 1_000).toFixed(1)} s`;
  return `${milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`;
}
