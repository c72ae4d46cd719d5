/** One value that changes, for `useSyncExternalStore`. */
export interface Observable<Value> {
  readonly get: () => Value;
  /** Tells the listeners, unless the value is the one it has. */
  readonly set: (value: Value) => void;
  /** Calls the listener after each change; returns the function that stops it. */
  readonly subscribe: (listener: () => void) => () => void;
}

export const createObservable = <Value>(initial: Value): Observable<Value> => {
  let current = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => current,
    set: (value) => {
      if (Object.is(value, current)) return;
      current = value;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
