import { useEffect, useState } from "preact/hooks";

/** A value that others are told of when it becomes another. */
export interface Observable<Value> {
  readonly value: Value;
  set(value: Value): void;
  /** Calls the listener with each new value, until the function is called that it gives. */
  subscribe(listener: (value: Value) => void): () => void;
}

/** An observable with its first value. */
export function createObservable<Value>(first: Value): Observable<Value> {
  let current = first;
  const listeners = new Set<(value: Value) => void>();
  return {
    get value() {
      return current;
    },
    set(value) {
      if (Object.is(value, current)) return;
      current = value;
      for (const listener of listeners) listener(value);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The value of an observable; the component is rendered again with each new one. */
export function useObservable<Value>(observable: Observable<Value>): Value {
  const [value, setValue] = useState(observable.value);
  useEffect(() => {
    setValue(() => observable.value);
    return observable.subscribe((next) => setValue(() => next));
  }, [observable]);
  return value;
}
