import { randomBytes } from "node:crypto";
import { dirname } from "node:path";
import type { RecordDraft } from "@beseda/protocol";
import { Sequencer } from "../append/sequencer.ts";
import { type Disk, systemCode, writeWhole } from "../disk/disk.ts";
import { opening } from "../format/format.ts";
import { LineWriter } from "../format/line-writer.ts";

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

/** Makes a name of random characters that are not mistaken for one another, 5 bits in each. */
const randomName = (length: number): string =>
  [...randomBytes(length)].map((byte) => alphabet[byte % 32]).join("");

export const randomLogId = (): string => randomName(12);

/** Makes the name of a run; a log has some hundreds of runs. */
export const randomRunId = (): string => randomName(8);

export interface CreateLogOptions {
  readonly disk: Disk;
  readonly path: string;
  /** The record that begins the log. */
  readonly first: RecordDraft;
  readonly clock: () => number;
}

/**
 * Creates a log of one record. It gets its name only once it is whole and durable, so that no crash leaves a
 * log without the record that names it.
 */
export const createLog = async ({ disk, path, first, clock }: CreateLogOptions): Promise<void> => {
  const nothing = { seq: 0, time: "", lastOf: () => 0 };
  const writer = new LineWriter();
  writer.add(JSON.stringify(new Sequencer(nothing, clock).give(first)), 0);
  const [line = Buffer.alloc(0)] = writer.take().chunks;
  // The opening bracket is as long as the separator that it replaces.
  const content = [opening, line.subarray(opening.length)];
  const temporary = `${path}.new`;
  await disk.remove(temporary);
  const file = await disk.open(temporary, "create");
  try {
    await writeWhole(file, content, { position: 0, sync: true });
  } finally {
    await file.close();
  }
  try {
    await disk.rename(temporary, path);
  } catch (error) {
    await disk.remove(temporary);
    if (systemCode(error) !== "EBUSY") throw error;
    await fillIn(disk, path, content);
  }
  await disk.syncDirectory(dirname(path));
};

/**
 * Writes into a file that is its own mount, as in containers, since it cannot be replaced. The first record
 * is shorter than a sector, so it is there as a whole or not at all.
 */
const fillIn = async (disk: Disk, path: string, content: readonly Uint8Array[]): Promise<void> => {
  const file = await disk.open(path, "append");
  try {
    await writeWhole(file, content, { position: 0, sync: true });
  } catch (error) {
    await file.truncate(0);
    throw error;
  } finally {
    await file.close();
  }
};
