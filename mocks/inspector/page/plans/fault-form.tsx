import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { given, type Mock } from "../connection/mock.ts";
import { Failure, TextField } from "../parts/field.tsx";
import { messageOf } from "../parts/loaded.ts";

/** Faults as they are written in settings, in the order in which people want them. */
const usual: readonly (readonly [fault: string, label: string])[] = [
  ["status=503", "503 Service Unavailable"],
  ["status=500", "500 Internal Server Error"],
  ["latency=2000", "Two seconds late"],
  ["rate-limit", "429 with Retry-After"],
  ["reset", "Connection reset"],
  ["truncated-body", "Half of the body"],
  ["malformed-json", "Malformed JSON"],
  ["html-page", "A proxy's HTML page"],
  ["slow-stream", "Body comes slowly"],
  ["daily-credits", "Daily credits used up"],
];

interface FaultFormProps {
  readonly mock: Mock;
  /** Undefined: faults are for all. */
  readonly operation: string | undefined;
  readonly onAdded: () => void;
}

/** Plans a fault of an operation, or of all, by a click. */
export function FaultForm({ mock, operation, onAdded }: FaultFormProps): JSX.Element {
  const [times, setTimes] = useState("1");
  const [own, setOwn] = useState("");
  const [error, setError] = useState<string | undefined>(undefined);

  async function add(fault: string): Promise<void> {
    try {
      const count = times === "" ? {} : { times: Number(times) };
      await given(mock.client.createFault({ body: { operation: operation ?? "*", fault, ...count } }));
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
        if (own !== "") void add(own);
      }}
    >
      <h3>Let something go wrong</h3>
      <p class="quiet">
        {"For "}
        {operation === undefined ? "every operation" : <code>{operation}</code>}
        {times === "" ? ", every request" : times === "1" ? ", the next request" : `, the next ${times} requests`}
      </p>
      <div class="fault-buttons">
        {usual.map(([fault, label]) => (
          <button key={fault} type="button" class="button" title={fault} onClick={() => void add(fault)}>
            {label}
          </button>
        ))}
      </div>
      <div class="inline">
        <TextField label="Times" hint="empty for every request" kind="number" value={times} onValue={setTimes} />
        <TextField
          label="Other faults"
          hint="latency=100-300, status=503;probability=0.1"
          kind="code"
          value={own}
          onValue={setOwn}
        />
        <button type="submit" class="button inline-button">
          Plan it
        </button>
      </div>
      <Failure message={error} />
    </form>
  );
}
