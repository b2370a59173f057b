import type { JSX } from "preact";
import { useCallback, useState } from "preact/hooks";
import type { Coverage } from "../../../../generated/twinspec-control/schemas/Coverage.ts";
import type { OperationCoverage } from "../../../../generated/twinspec-control/schemas/OperationCoverage.ts";
import { given, type Mock } from "../connection/mock.ts";
import { Method } from "../parts/badges.tsx";
import { Empty } from "../parts/empty.tsx";
import { Failure } from "../parts/field.tsx";
import { useLoaded } from "../parts/loaded.ts";
import { keyOf } from "../parts/operations.ts";

interface CoverageViewProps {
  readonly mock: Mock;
  readonly newest: number;
}

/**
 * What requests exercised of the API, and what they did not, as they come. A large API has hundreds of thousands of
 * items: those of an operation are asked for where it is opened.
 */
export function CoverageView({ mock, newest }: CoverageViewProps): JSX.Element {
  const { value, error } = useLoaded(
    useCallback(() => given(mock.client.getCoverage({ items: false })), [mock]),
    newest,
  );
  return (
    <div class="page">
      <h2>Coverage</h2>
      <Failure message={error} />
      {value !== undefined && <Totals coverage={value} />}
      {value?.operations.length === 0 && <Empty title="The API has no operations" />}
      <ol class="coverage">
        {value?.operations.map((operation) => (
          <li key={`${operation.method} ${operation.path}`}>
            <OperationRow mock={mock} newest={newest} operation={operation} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function Totals({ coverage }: { readonly coverage: Coverage }): JSX.Element {
  const { covered, total, kinds, unmatched } = coverage;
  return (
    <section class="totals" aria-label="Totals">
      <p class="total">
        <strong>{percent(covered, total)}</strong> <span class="quiet">{`${covered} of ${total} items`}</span>
      </p>
      <dl class="kinds">
        {kinds.map(({ kind, covered: some, total: all }) => (
          <div key={kind}>
            <dt>{kind.replaceAll("-", " ")}</dt>
            <dd>
              <Bar covered={some} total={all} label={kind} />
              <span class="ratio">{`${some}/${all}`}</span>
            </dd>
          </div>
        ))}
      </dl>
      {unmatched > 0 && (
        <p class="quiet">{`${unmatched} request${unmatched === 1 ? "" : "s"} to no operation of the document`}</p>
      )}
    </section>
  );
}

interface OperationRowProps extends CoverageViewProps {
  readonly operation: OperationCoverage;
}

function OperationRow({ operation, ...asked }: OperationRowProps): JSX.Element {
  const { method, path, name, covered, total, requests } = operation;
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="coverage-row" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <Method method={method} />
        <span class="row-text">
          <code class="path">{path}</code>
          <span class="row-note">{name ?? ""}</span>
        </span>
        <span class="quiet">{`${requests} request${requests === 1 ? "" : "s"}`}</span>
        <Bar covered={covered} total={total} label={name ?? path} />
        <span class="ratio">{`${covered}/${total}`}</span>
      </summary>
      {isOpen && <Items operation={operation} {...asked} />}
    </details>
  );
}

function Items({ mock, newest, operation }: OperationRowProps): JSX.Element {
  const key = keyOf(operation);
  const { value, error } = useLoaded(
    useCallback(() => given(mock.client.getCoverage({ operation: key })), [mock, key]),
    newest,
  );
  const missing = value?.operations[0]?.items.filter(({ isCovered }) => !isCovered);
  return (
    <div class="coverage-items">
      <p class="statuses">
        {operation.statuses.map(({ status, requests: count, isDescribed }) => (
          <span key={status} class={count > 0 ? "item item-covered" : "item item-missing"}>
            {status} <span>{count > 0 ? `× ${count}` : "never"}</span>
            {!isDescribed && " not described"}
          </span>
        ))}
      </p>
      <Failure message={error} />
      {missing?.length === 0 && <p class="quiet">Everything that the document says of it was exercised.</p>}
      {missing !== undefined && missing.length > 0 && (
        <>
          <h3>Not exercised</h3>
          <ul class="missing">
            {missing.map(({ kind, name: item }) => (
              <li key={`${kind} ${item}`}>
                <span class="quiet">{kind.replaceAll("-", " ")}</span> <code>{item}</code>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function Bar({
  covered,
  total,
  label,
}: {
  readonly covered: number;
  readonly total: number;
  readonly label: string;
}): JSX.Element {
  return (
    <progress value={covered} max={Math.max(1, total)} aria-label={label}>
      {percent(covered, total)}
    </progress>
  );
}

function percent(covered: number, total: number): string {
  return total === 0 ? "–" : `${Math.floor((covered / total) * 100)} %`;
}
