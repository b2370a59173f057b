import type { JSX } from "preact";
import { useCallback, useState } from "preact/hooks";
import type { StoredRecords } from "../../../../generated/twinspec-control/schemas/StoredRecords.ts";
import { given, type Mock } from "../connection/mock.ts";
import { say } from "../parts/announcements.tsx";
import { Empty } from "../parts/empty.tsx";
import { Failure, Field } from "../parts/field.tsx";
import { Json } from "../parts/json.tsx";
import { messageOf, useLoaded } from "../parts/loaded.ts";

/** The records of a mock that keeps state: read, change, reset. */
export function StateView({ mock, newest }: { readonly mock: Mock; readonly newest: number }): JSX.Element {
  const { value, error, reload } = useLoaded(
    useCallback(() => given(mock.client.readState()), [mock]),
    newest,
  );
  const [failure, setFailure] = useState<string | undefined>(undefined);

  async function reset(): Promise<void> {
    try {
      await given(mock.client.resetState());
      setFailure(undefined);
      say("The records are those of the document's examples");
    } catch (thrown) {
      setFailure(messageOf(thrown));
    }
    reload();
  }

  // The mock says so where it keeps none.
  if (error !== undefined && value === undefined)
    return (
      <div class="page">
        <h2>State</h2>
        <Empty title="This mock keeps no state">
          <p>{error}</p>
          <p>
            Start it with <code>--stateful</code>, and it keeps what clients create, change and delete.
          </p>
        </Empty>
      </div>
    );
  return (
    <div class="page">
      <div class="page-head">
        <h2>State</h2>
        <button type="button" class="button" onClick={() => void reset()}>
          Reset to the examples
        </button>
      </div>
      <Failure message={failure} />
      {value?.length === 0 && (
        <Empty title="No records yet">
          <p>They appear here as clients create them, or list those of the document's examples.</p>
        </Empty>
      )}
      <div class="stack">
        {value?.map((collection) => (
          <Collection key={collection.path} mock={mock} collection={collection} onChanged={reload} />
        ))}
      </div>
    </div>
  );
}

interface CollectionProps {
  readonly mock: Mock;
  readonly collection: StoredRecords;
  readonly onChanged: () => void;
}

function Collection({ mock, collection, onChanged }: CollectionProps): JSX.Element {
  const { path, records } = collection;
  const [text, setText] = useState<string | undefined>(undefined);
  const [error, setError] = useState<string | undefined>(undefined);

  async function save(): Promise<void> {
    try {
      const changed = JSON.parse(text ?? "[]") as StoredRecords["records"];
      await given(mock.client.seedState({ body: [{ path, records: changed }] }));
      setText(undefined);
      setError(undefined);
      say(`The records of ${path} are changed`);
      onChanged();
    } catch (thrown) {
      setError(thrown instanceof SyntaxError ? "That is not valid JSON." : messageOf(thrown));
    }
  }

  return (
    <section aria-label={path}>
      <div class="page-head">
        <h3>
          <code class="path">{path}</code>{" "}
          <span class="quiet">{`${records.length} record${records.length === 1 ? "" : "s"}`}</span>
        </h3>
        {text === undefined ? (
          <button type="button" class="button" onClick={() => setText(JSON.stringify(records, undefined, 2))}>
            Change<span class="unseen">{` ${path}`}</span>
          </button>
        ) : (
          <span class="actions">
            <button type="button" class="button" onClick={() => setText(undefined)}>
              Leave
            </button>
            <button type="button" class="button button-main" onClick={() => void save()}>
              Save
            </button>
          </span>
        )}
      </div>
      {text === undefined ? (
        <Json label={`Records of ${path}`} value={records} />
      ) : (
        <Field label="Records, as JSON" error={error}>
          {(ids) => (
            <textarea
              {...ids}
              rows={Math.min(24, text.split("\n").length + 1)}
              spellcheck={false}
              value={text}
              onInput={({ currentTarget }) => setText(currentTarget.value)}
            />
          )}
        </Field>
      )}
    </section>
  );
}
