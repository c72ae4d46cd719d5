import type { EventLog } from "../src/event-log.ts";
import { LogFullError } from "../src/error.ts";
import { openLog } from "../src/open/open-log.ts";
import type { Settings } from "../src/open/options.ts";
import { said, started } from "./drafts.ts";
import type { SimulatedDisk } from "./simulated-disk.ts";

export const simulatedFile = "/messages.json";
export const simulatedData = "/data";

/** The knowledge of a log's clients: what they sent, and what was acknowledged where. */
export interface Journal {
  readonly sent: Set<string>;
  /** Id by `seq`. */
  readonly acknowledged: Map<number, string>;
  /** The errors that the log answered instead. */
  readonly errors: unknown[];
}

export const newJournal = (): Journal => ({ sent: new Set(), acknowledged: new Map(), errors: [] });

export const openSimulated = (
  disk: SimulatedDisk,
  { clock = () => 1_795_255_200_000, ...rest }: Partial<Pick<Settings, "clock" | "commitDelay">> = {},
): Promise<EventLog> =>
  openLog({ file: simulatedFile, data: simulatedData, disk, start: started, clock, tailBytes: 0, ...rest });

/** Records shown to a reader must persist, like acknowledged ones. */
const remember = async (log: EventLog, journal: Journal): Promise<void> => {
  for (const { record } of await log.read({ after: 0, limit: log.last.seq })) {
    if ("id" in record && typeof record.id === "string") journal.acknowledged.set(record.seq, record.id);
  }
};

export interface Load {
  readonly senders: number;
  readonly messagesEach: number;
  /** Makes the text of a message from its id. */
  readonly textOf: (id: string) => string;
}

/** Opens the log, has clients send at once, closes it; ends early if the disk stops. Fills the journal. */
export const liveThrough = async (disk: SimulatedDisk, journal: Journal, load: Load): Promise<void> => {
  const live = async (): Promise<void> => {
    const log = await openSimulated(disk);
    await remember(log, journal);
    await Promise.all(Array.from({ length: load.senders }, (_, sender) => send(log, sender)));
    await log.close();
  };
  const send = async (log: EventLog, sender: number): Promise<void> => {
    for (let count = 0; count < load.messagesEach; count += 1) {
      const id = `${journal.sent.size}-${sender}`;
      journal.sent.add(id);
      try {
        const [entry] = await log.append([said(load.textOf(id), { id, room: sender % 2 ? "сад" : "lobby" })]);
        if (entry) journal.acknowledged.set(entry.record.seq, id);
      } catch (error) {
        journal.errors.push(error);
        // A client that is told that the disk is full tries the next message.
        if (!(error instanceof LogFullError)) return;
        JSON.parse(disk.contentOf(simulatedFile)?.toString() ?? "");
      }
    }
  };
  const ended = live().catch((error: unknown) => {
    journal.errors.push(error);
  });
  await Promise.race([ended, disk.stopped]);
};
