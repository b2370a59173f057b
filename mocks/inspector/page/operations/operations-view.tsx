import type { JSX } from "preact";
import { useCallback, useState } from "preact/hooks";
import type { PlacedOperation } from "../../../../generated/twinspec-control/schemas/PlacedOperation.ts";
import { given, type Mock } from "../connection/mock.ts";
import { Method } from "../parts/badges.tsx";
import { Empty } from "../parts/empty.tsx";
import { Failure } from "../parts/field.tsx";
import { useLoaded } from "../parts/loaded.ts";
import { hashOf } from "../parts/location.ts";
import { keyOf } from "../parts/operations.ts";
import { moveByArrows } from "../parts/rows.ts";
import { OperationDetails } from "./operation-details.tsx";

/** What naming did that a reader should look at. */
const marked = new Map([
  ["clash", "clash"],
  ["twin", "twins"],
  ["twins-differ", "twins differ"],
  ["held", "held by the lock"],
  ["moved", "moved"],
]);

/** The operations of the API, and one of them whole. */
export function OperationsView({
  mock,
  item,
}: {
  readonly mock: Mock;
  readonly item: string | undefined;
}): JSX.Element {
  const { value, error } = useLoaded(useCallback(() => given(mock.client.listOperations()), [mock]));
  const [text, setText] = useState("");
  const shown = (value ?? []).filter((operation) => fits(operation, text));
  const selected = value?.find((operation) => isCalled(operation, item));
  return (
    <div class="split">
      <section class="pane pane-list" aria-label="Operations">
        <div class="toolbar">
          <label class="grow">
            <span class="unseen">Filter by path, name, scope or note</span>
            <input
              type="search"
              placeholder="Filter by path, name, scope or note"
              value={text}
              onInput={({ currentTarget }) => setText(currentTarget.value)}
            />
          </label>
          <span class="quiet count">{value === undefined ? "" : `${shown.length} of ${value.length}`}</span>
        </div>
        <Failure message={error} />
        <ol class="rows" onKeyDown={moveByArrows}>
          {shown.slice(0, 500).map((operation) => (
            <li key={`${operation.method} ${operation.path}`}>
              <Row operation={operation} isSelected={operation === selected} />
            </li>
          ))}
        </ol>
        {value !== undefined && shown.length === 0 && <Empty title="No operation fits the filter" />}
      </section>
      <section class="pane pane-item" aria-label="Operation">
        {selected === undefined ? (
          <Empty title="Choose an operation">
            <p>Its names and where they come from, what it takes and gives, and what was exercised of it.</p>
          </Empty>
        ) : (
          <OperationDetails key={keyOf(selected)} mock={mock} operation={selected} />
        )}
      </section>
    </div>
  );
}

function Row({
  operation,
  isSelected,
}: {
  readonly operation: PlacedOperation;
  readonly isSelected: boolean;
}): JSX.Element {
  const { method, path, aliases, naming = [] } = operation;
  const notes = naming.flatMap(({ kind }) => marked.get(kind) ?? []);
  return (
    <a class="row" href={hashOf("operations", keyOf(operation))} aria-current={isSelected ? "true" : undefined}>
      <Method method={method} />
      <span class="row-text">
        <code class="path">{path}</code>
        <span class="row-note">{[keyOf(operation), ...aliases].join(", ")}</span>
      </span>
      <span class="row-marks">
        {[...new Set(notes)].map((note) => (
          <span key={note} class="mark mark-note">
            {note}
          </span>
        ))}
      </span>
    </a>
  );
}

function isCalled(operation: PlacedOperation, item: string | undefined): boolean {
  return item !== undefined && (keyOf(operation) === item || operation.aliases.includes(item));
}

function fits(operation: PlacedOperation, text: string): boolean {
  const { method, path, aliases, operationId = "", scopes, naming = [] } = operation;
  const notes = naming.map(({ kind }) => marked.get(kind) ?? kind);
  const all = [method, path, keyOf(operation), operationId, ...aliases, ...scopes.flat(), ...notes]
    .join(" ")
    .toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}
