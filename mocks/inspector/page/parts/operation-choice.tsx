import type { JSX } from "preact";
import { useCallback, useId, useState } from "preact/hooks";
import { given, type Mock } from "../connection/mock.ts";
import { useLoaded } from "./loaded.ts";
import { hashOf } from "./location.ts";
import { keyOf } from "./operations.ts";

/** The operation that an item names, and the id of a request after a question mark. */
export function splitItem(item: string | undefined): {
  readonly operation: string | undefined;
  readonly request: number | undefined;
} {
  const [, operation, id] = /^(.*?)(?:\?(\d+))?$/s.exec(item ?? "") ?? [];
  return { operation: operation || undefined, request: id === undefined ? undefined : Number(id) };
}

interface OperationChoiceProps {
  readonly mock: Mock;
  /** Where one is once an operation is chosen. */
  readonly section: string;
  readonly chosen: string | undefined;
}

/** Chooses an operation by its name. */
export function OperationChoice({ mock, section, chosen }: OperationChoiceProps): JSX.Element {
  const { value = [] } = useLoaded(useCallback(() => given(mock.client.listOperations()), [mock]));
  const [text, setText] = useState(chosen ?? "");
  const [latest, setLatest] = useState(chosen);
  const id = useId();
  if (latest !== chosen) {
    setLatest(chosen);
    setText(chosen ?? "");
  }
  return (
    <div class="field choice">
      <label for={id}>Operation</label>
      <input
        id={id}
        list={`${id}-all`}
        autocomplete="off"
        spellcheck={false}
        placeholder={value[0] === undefined ? "" : keyOf(value[0])}
        value={text}
        onInput={({ currentTarget }) => {
          setText(currentTarget.value);
          if (value.some((each) => keyOf(each) === currentTarget.value))
            location.hash = hashOf(section, currentTarget.value);
        }}
      />
      <datalist id={`${id}-all`}>
        {value.map((each) => (
          <option key={keyOf(each)} value={keyOf(each)}>{`${each.method} ${each.path}`}</option>
        ))}
      </datalist>
    </div>
  );
}
