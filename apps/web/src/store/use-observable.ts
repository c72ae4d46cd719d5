import { useSyncExternalStore } from "react";
import type { Observable } from "./observable.ts";

/** The value of an observable; the component renders again when it changes. */
export const useObservable = <Value>(observable: Pick<Observable<Value>, "get" | "subscribe">): Value =>
  useSyncExternalStore(observable.subscribe, observable.get, observable.get);
