import type { RecordDraft } from "@beseda/protocol";
import type { BranchPoint } from "../state/ancestry.ts";
import type { Settings } from "./options.ts";

/** Returns the record that begins a run, and also a branch if the log continues another one (LOG-11). */
export const beginningOf =
  ({ start, createRun }: Pick<Settings, "start" | "createRun">, continues?: BranchPoint) =>
  (log: string): RecordDraft => {
    const draft = start(log);
    if (draft.type !== "server-started") return draft;
    return { ...draft, run: createRun(), ...(continues && { continues }) };
  };
