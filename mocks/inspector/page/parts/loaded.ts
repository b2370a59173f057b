import { useCallback, useEffect, useState } from "preact/hooks";

/** What was asked of the mock: not there yet, there, or why it is not. */
export interface Loaded<Value> {
  readonly value: Value | undefined;
  readonly error: string | undefined;
  /** Asks again; what is there stays until the new is. */
  readonly reload: () => void;
}

/** Asks when it is first shown, when `ask` becomes another function, and each time that `trigger` changes. */
export function useLoaded<Value>(ask: () => Promise<Value>, trigger?: unknown): Loaded<Value> {
  const [state, setState] = useState<Pick<Loaded<Value>, "error" | "value">>({ value: undefined, error: undefined });
  const [count, setCount] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    ask().then(
      (value) => isCurrent && setState({ value, error: undefined }),
      (error: unknown) => isCurrent && setState(({ value }) => ({ value, error: messageOf(error) })),
    );
    return () => {
      isCurrent = false;
    };
  }, [ask, trigger, count]);
  const reload = useCallback(() => setCount((before) => before + 1), []);
  return { ...state, reload };
}

/** What an error says. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** A value that changes often, not oftener than so many milliseconds apart. */
export function useCalm<Value>(value: Value, milliseconds: number): Value {
  const [calm, setCalm] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setCalm(() => value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return calm;
}
