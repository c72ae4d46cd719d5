import { remainsOf } from "../../src/open/remains.ts";
import { scan } from "../../src/open/scan.ts";
import { LogState } from "../../src/state/log-state.ts";
import { openSimulated, simulatedFile } from "../crash.ts";
import { said } from "../drafts.ts";
import { SimulatedDisk } from "../simulated-disk.ts";
import type { Tally } from "./tally.ts";

/** The place where a record's line begins, and the state that a scan from there needs. */
interface Start {
  readonly end: number;
  readonly seq: number;
  readonly check: number;
}

/**
 * Flips every bit of the last bytes of a log, and reads it again from a record before. Each flip must be
 * noticed, and no record after it may be accepted.
 */
export const flipEverything = async (bytes: number, tally: Tally): Promise<void> => {
  const content = await logOf(bytes);
  const starts = await startsIn(content);
  const last = starts.at(-1)?.end ?? 0;
  for (let byte = Math.max(2, last - bytes); byte < last; byte += 1) {
    const from = starts.findLast(({ end }) => end <= byte) ?? { end: 0, seq: 0, check: 0 };
    for (let bit = 0; bit < 8; bit += 1) {
      content.writeUInt8(content.readUInt8(byte) ^ (1 << bit), byte);
      const taken = await takenFrom(content, from);
      content.writeUInt8(content.readUInt8(byte) ^ (1 << bit), byte);
      tally.flips += 1;
      if (taken === from.seq) continue;
      tally.undetected += 1;
      tally.fail(`bit ${bit} of byte ${byte} was flipped, and record ${taken} was taken`);
    }
  }
};

const logOf = async (bytes: number): Promise<Buffer> => {
  const disk = new SimulatedDisk();
  const log = await openSimulated(disk);
  for (let count = 0; (disk.contentOf(simulatedFile)?.length ?? 0) < bytes; count += 1) {
    await log.append([said(`Привет ${"ы".repeat(count % 90)}`, { id: `${count}` })]);
  }
  return disk.contentOf(simulatedFile) ?? Buffer.alloc(0);
};

const startsIn = async (content: Buffer): Promise<readonly Start[]> => {
  const starts: Start[] = [{ end: 0, seq: 0, check: 0 }];
  const state: LogState = new LogState([
    {
      name: "starts",
      version: 1,
      apply: () => starts.push({ end: state.end, seq: state.seq, check: state.check }),
      save: () => new Uint8Array(),
      load: () => {},
    },
  ]);
  await scan(await fileOf(content), state, () => {});
  return starts;
};

/** `seq` of the last record accepted from a place on; the place's own if damage follows it. */
const takenFrom = async (content: Buffer, { end, seq, check }: Start): Promise<number> => {
  const state = Object.assign(new LogState([]), { end, seq, check });
  // Two more lines are enough to see whether any later record is accepted.
  const upto = content.indexOf("\n", content.indexOf("\n", end + 3) + 1) + 400;
  await scan(await fileOf(content.subarray(0, Math.min(upto, content.length))), state, () => {});
  const behind = content.subarray(state.end);
  const remains = remainsOf({ bytes: behind, offset: state.end, nextSeq: state.seq + 1, isBehindMark: true });
  return remains === "damage" ? state.seq : Number.POSITIVE_INFINITY;
};

const fileOf = (content: Buffer) => new SimulatedDisk({}, [["/log", content]]).open("/log", "read");
