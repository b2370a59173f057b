import type { JSX } from "preact";
import { useCallback } from "preact/hooks";
import type { RequestEntry } from "../../../../generated/twinspec-control/schemas/RequestEntry.ts";
import { given, type Mock } from "../connection/mock.ts";
import { say } from "../parts/announcements.tsx";
import { Empty } from "../parts/empty.tsx";
import { Failure } from "../parts/field.tsx";
import { useLoaded } from "../parts/loaded.ts";
import { OperationChoice, splitItem } from "../parts/operation-choice.tsx";
import { FaultForm } from "./fault-form.tsx";
import { FaultList, ResponseList } from "./plan-lists.tsx";
import { ResponseForm } from "./response-form.tsx";

interface PlansViewProps {
  readonly mock: Mock;
  /** The operation, and after a question mark the request that the response is for. */
  readonly item: string | undefined;
  /** Changes when requests came, each of which may have used one up. */
  readonly newest: number;
}

/** Scripted responses and faults: those that hold, and new ones. */
export function PlansView({ mock, item, newest }: PlansViewProps): JSX.Element {
  const { operation, request } = splitItem(item);
  const plans = useLoaded(
    useCallback(async () => {
      const [responses, faults] = await Promise.all([
        given(mock.client.listResponses()),
        given(mock.client.listFaults()),
      ]);
      return { responses, faults };
    }, [mock]),
    newest,
  );
  const chosen = useLoaded(
    useCallback(async () => {
      const [described, before] = await Promise.all([
        operation === undefined ? undefined : given(mock.client.describeOperation({ operationName: operation })),
        request === undefined
          ? undefined
          : given<RequestEntry>(mock.client.getRequest({ requestId: request })).catch(() => undefined),
      ]);
      return { described, before, operation, request };
    }, [mock, operation, request]),
  );
  const { value } = chosen;
  const isCurrent = value?.operation === operation && value?.request === request;
  const added = (what: string): void => {
    say(what);
    plans.reload();
  };
  return (
    <div class="page">
      <h2>Responses and faults</h2>
      <div class="columns">
        <div class="stack">
          <OperationChoice mock={mock} section="plans" chosen={operation} />
          <Failure message={chosen.error} />
          {operation === undefined && (
            <p class="quiet">Choose an operation to say what its next requests get. A fault can be for all of them.</p>
          )}
          {isCurrent && value?.described !== undefined && (
            <ResponseForm
              key={`${operation}?${request}`}
              mock={mock}
              described={value.described}
              before={value.before}
              onAdded={() => added("The response is scripted")}
            />
          )}
          <FaultForm key={operation} mock={mock} operation={operation} onAdded={() => added("The fault is planned")} />
        </div>
        <div class="stack">
          <Failure message={plans.error} />
          <ResponseList mock={mock} responses={plans.value?.responses ?? []} onChanged={plans.reload} />
          <FaultList mock={mock} faults={plans.value?.faults ?? []} onChanged={plans.reload} />
          {plans.value?.responses.length === 0 && plans.value.faults.length === 0 && (
            <Empty title="Nothing is scripted">
              <p>The document responds. What you add here holds for requests from anywhere, tests included.</p>
            </Empty>
          )}
        </div>
      </div>
    </div>
  );
}
