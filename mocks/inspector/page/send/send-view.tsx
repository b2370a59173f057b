import type { JSX } from "preact";
import { useCallback } from "preact/hooks";
import type { RequestEntry } from "../../../../generated/twinspec-control/schemas/RequestEntry.ts";
import { given, type Mock } from "../connection/mock.ts";
import { Empty } from "../parts/empty.tsx";
import { Failure } from "../parts/field.tsx";
import { useLoaded } from "../parts/loaded.ts";
import { OperationChoice, splitItem } from "../parts/operation-choice.tsx";
import { SendForm } from "./send-form.tsx";

interface SendViewProps {
  readonly mock: Mock;
  /** The operation, and after a question mark the request whose arguments it begins with. */
  readonly item: string | undefined;
}

/** Sends a request to an operation, from what the document says of it. */
export function SendView({ mock, item }: SendViewProps): JSX.Element {
  const { operation, request } = splitItem(item);
  const load = useCallback(async () => {
    const [access, described, before] = await Promise.all([
      given(mock.client.getAccess()),
      operation === undefined ? undefined : given(mock.client.describeOperation({ operationName: operation })),
      request === undefined
        ? undefined
        : given<RequestEntry>(mock.client.getRequest({ requestId: request })).catch(() => undefined),
    ]);
    return { access, described, before, operation, request };
  }, [mock, operation, request]);
  const { value, error } = useLoaded(load);
  const isCurrent = value !== undefined && value.operation === operation && value.request === request;
  return (
    <div class="page">
      <h2>Send a request</h2>
      <OperationChoice mock={mock} section="send" chosen={operation} />
      <Failure message={error} />
      {operation === undefined && (
        <Empty title="Choose an operation">
          <p>Its arguments appear here with the document's examples, and a token of the scopes that you choose.</p>
        </Empty>
      )}
      {isCurrent && value.described !== undefined && (
        <SendForm
          key={`${operation}?${request}`}
          mock={mock}
          access={value.access}
          described={value.described}
          before={value.before}
        />
      )}
    </div>
  );
}
