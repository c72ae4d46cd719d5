import type { Welcome } from "@beseda/protocol";
import { useMemo } from "react";
import type { Keep } from "../store/keep.ts";
import { useCell } from "../store/use-cell.ts";
import { createReadMarks, type Marks, type ReadMarks } from "./read-marks.ts";

/** The read marks of the log that the server greeted with; another log begins anew. */
export const useReadMarks = (
  keep: Keep,
  welcome: Welcome | undefined,
): Pick<ReadMarks, "read"> & { marks: Marks } => {
  const log = welcome?.log ?? "";
  const readMarks = useMemo(() => {
    const initial = new Map(welcome?.rooms.map(({ room, last }) => [room, last]));
    return createReadMarks({ keep, log, initial });
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- of a log only the first greeting says what is history
  }, [keep, log]);
  return { marks: useCell(readMarks.cell), read: readMarks.read };
};
