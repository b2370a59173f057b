import type { JSX } from "preact";
import type { Fault } from "../../../../generated/twinspec-control/schemas/Fault.ts";
import type { KeptFault } from "../../../../generated/twinspec-control/schemas/KeptFault.ts";
import type { KeptResponse } from "../../../../generated/twinspec-control/schemas/KeptResponse.ts";
import { given, type Mock } from "../connection/mock.ts";
import { say } from "../parts/announcements.tsx";
import { Status } from "../parts/badges.tsx";
import { messageOf } from "../parts/loaded.ts";

interface ListProps {
  readonly mock: Mock;
  readonly onChanged: () => void;
}

/** The scripted responses that hold, with a button that takes each back. */
export function ResponseList({
  mock,
  responses,
  onChanged,
}: ListProps & { readonly responses: readonly KeptResponse[] }): JSX.Element | null {
  if (responses.length === 0) return null;
  async function remove(responseId: string): Promise<void> {
    await given(mock.client.deleteResponse({ responseId })).then(
      () => say("The response is taken back"),
      (error: unknown) => say(messageOf(error)),
    );
    onChanged();
  }
  return (
    <section>
      <h3>Scripted responses</h3>
      <ul class="cards">
        {responses.map(
          ({ id, operation, status, when, example, body, delay, left, isTemplate, isComputed, isShared }) => (
            <li key={id} class="card">
              <div class="card-text">
                <p>
                  <code>{operation}</code> → {status === undefined ? "its success" : <Status status={status} />}
                  {example !== undefined && (
                    <>
                      {" example "}
                      <code>{example}</code>
                    </>
                  )}
                </p>
                {when !== undefined && (
                  <p class="clip">
                    when <code>{JSON.stringify(when)}</code>
                  </p>
                )}
                {body !== undefined && (
                  <p class="clip">
                    <code>{JSON.stringify(body)}</code>
                  </p>
                )}
                <p class="quiet">
                  {[
                    left === undefined ? "every request" : `${left} left`,
                    delay !== undefined && `after ${delay} ms`,
                    isTemplate && "filled in from the request",
                    isComputed && "by a function of the test",
                    !isShared && "of the mock's own process",
                  ]
                    .filter(Boolean)
                    .join(", ")}
                </p>
              </div>
              <button type="button" class="button button-bad" onClick={() => void remove(id)}>
                Take back<span class="unseen">{` the response of ${operation}`}</span>
              </button>
            </li>
          ),
        )}
      </ul>
    </section>
  );
}

/** The faults that hold, with a button that takes each back. */
export function FaultList({
  mock,
  faults,
  onChanged,
}: ListProps & { readonly faults: readonly KeptFault[] }): JSX.Element | null {
  if (faults.length === 0) return null;
  async function remove(faultId: string): Promise<void> {
    await given(mock.client.deleteFault({ faultId })).then(
      () => say("The fault is taken back"),
      (error: unknown) => say(messageOf(error)),
    );
    onChanged();
  }
  return (
    <section>
      <h3>Faults</h3>
      <ul class="cards">
        {faults.map(({ id, operation, faults: those, left }) => (
          <li key={id} class="card">
            <div class="card-text">
              <p>
                <code>{operation === "*" ? "every operation" : operation}</code> → {those.map(faultText).join(", ")}
              </p>
              <p class="quiet">{left === undefined ? "every request" : `${left} left`}</p>
            </div>
            <button type="button" class="button button-bad" onClick={() => void remove(id)}>
              Take back<span class="unseen">{` the fault of ${operation}`}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function faultText({ kind, status, milliseconds, probability = 1 }: Fault): string {
  const time = milliseconds === undefined ? [] : [`${[milliseconds].flat().join(" to ")} ms`];
  const chance = probability === 1 ? [] : [`(${Math.round(probability * 100)} %)`];
  return [kind, ...(status === undefined ? time : [status]), ...chance].join(" ");
}
