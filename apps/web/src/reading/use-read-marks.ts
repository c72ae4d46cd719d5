import type { Welcome } from "@beseda/protocol";
import { useMemo } from "react";
import type { KeyValueStore } from "../store/key-value-store.ts";
import { useObservable } from "../store/use-observable.ts";
import { createReadMarks, type Marks, type ReadMarks } from "./read-marks.ts";

/** Returns the read marks of the log that the server greeted with; another log begins anew. */
export const useReadMarks = (
  store: KeyValueStore,
  welcome: Welcome | undefined,
): Pick<ReadMarks, "read"> & { marks: Marks } => {
  const log = welcome?.log ?? "";
  const readMarks = useMemo(() => {
    const initial = new Map(welcome?.rooms.map(({ room, last }) => [room, last]));
    return createReadMarks({ store, log, initial });
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- a log's first greeting says what is history
  }, [store, log]);
  return { marks: useObservable(readMarks.observable), read: readMarks.read };
};
