import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { DescribedOperation } from "../../../../generated/twinspec-control/schemas/DescribedOperation.ts";
import type { RequestEntry } from "../../../../generated/twinspec-control/schemas/RequestEntry.ts";
import type { ResponseRule } from "../../../../generated/twinspec-control/schemas/ResponseRule.ts";
import { given, type Mock } from "../connection/mock.ts";
import { CodeField, Failure, Field, TextField } from "../parts/field.tsx";
import { messageOf } from "../parts/loaded.ts";

interface ResponseFormProps {
  readonly mock: Mock;
  readonly described: DescribedOperation;
  /** A request whose arguments the response is for. */
  readonly before: RequestEntry | undefined;
  readonly onAdded: () => void;
}

/** Scripts a response of an operation: one that the document describes, or any other. */
export function ResponseForm({ mock, described, before, onAdded }: ResponseFormProps): JSX.Element {
  const { operation, responses } = described;
  const [status, setStatus] = useState(() => firstStatus(described));
  const [body, setBody] = useState(() => exampleOf(described, firstStatus(described)));
  const [when, setWhen] = useState(() => whenOf(before));
  const [times, setTimes] = useState("1");
  const [delay, setDelay] = useState("");
  const [isTemplate, setTemplate] = useState(false);
  const [error, setError] = useState<string | undefined>(undefined);

  async function add(): Promise<void> {
    try {
      const rule: ResponseRule = {
        operation: `${operation.method} ${operation.path}`,
        ...(status !== "" && { status: Number(status) }),
        ...(body.trim() !== "" && { body: json(body, "body") }),
        ...(when.trim() !== "" && { when: json(when, "condition") as { [key: string]: unknown } }),
        ...(times !== "" && { times: Number(times) }),
        ...(delay !== "" && { delay: Number(delay) }),
        ...(isTemplate && { isTemplate }),
      };
      await given(mock.client.createResponse({ body: rule }));
      setError(undefined);
      onAdded();
    } catch (failure) {
      setError(messageOf(failure));
    }
  }

  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <h3>Script a response</h3>
      <div class="inline">
        <Field label="Status" hint={described.responses.find((each) => each.status === status)?.description}>
          {(ids) => (
            <input
              {...ids}
              list="described-statuses"
              inputMode="numeric"
              value={status}
              onInput={({ currentTarget }) => {
                setStatus(currentTarget.value);
                if (responses.some((each) => each.status === currentTarget.value))
                  setBody(exampleOf(described, currentTarget.value));
              }}
            />
          )}
        </Field>
        <datalist id="described-statuses">
          {responses.map((each) => (
            <option key={each.status} value={each.status}>
              {each.description ?? ""}
            </option>
          ))}
        </datalist>
        <TextField label="Times" hint="empty for every request" kind="number" value={times} onValue={setTimes} />
        <TextField label="Delay" hint="milliseconds" kind="number" value={delay} onValue={setDelay} />
      </div>
      <CodeField label="Body" hint="JSON; left empty, none" rows={[3, 14]} value={body} onValue={setBody} />
      <label class="check">
        <input
          type="checkbox"
          checked={isTemplate}
          onChange={({ currentTarget }) => setTemplate(currentTarget.checked)}
        />
        <span>
          Fill arguments of the request in for <code>{"{{args.petId}}"}</code>
        </span>
      </label>
      <TextField
        label="Only when"
        hint={'Arguments that a request must have, as JSON: {"petId": "17"}'}
        kind="code"
        value={when}
        onValue={setWhen}
      />
      <Failure message={error} />
      <p class="actions">
        <button type="submit" class="button button-main">
          Script it
        </button>
      </p>
    </form>
  );
}

function firstStatus({ responses }: DescribedOperation): string {
  const statuses = responses.map(({ status }) => status).filter((status) => /^\d{3}$/.test(status));
  return statuses.find((status) => status.startsWith("4")) ?? statuses[0] ?? "200";
}

function exampleOf({ responses }: DescribedOperation, status: string): string {
  const [content] = responses.find((each) => each.status === status)?.contents ?? [];
  return content?.example === undefined ? "" : JSON.stringify(content.example, undefined, 2);
}

/** The arguments of a request that are neither a body nor a secret. */
function whenOf(before: RequestEntry | undefined): string {
  if (before === undefined) return "";
  const plain = Object.entries(before.arguments).filter(
    ([, value]) => ["string", "number", "boolean"].includes(typeof value) && value !== "[redacted]",
  );
  return plain.length === 0 ? "" : JSON.stringify(Object.fromEntries(plain));
}

function json(text: string, what: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Error(`The ${what} is not valid JSON.`);
  }
}
