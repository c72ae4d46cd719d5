import { dirname, join } from "node:path";
import { crc32 } from "node:zlib";
import { type Disk, type DiskFile, systemCode, writeWhole } from "../disk/disk.ts";
import { release } from "../memory.ts";
import type { LogState } from "./log-state.ts";
import type { Projection } from "./projection.ts";

/** Changes with the format of what is saved: an older checkpoint is then ignored. */
const format = 2;
/** Numbers are saved in the byte order of this machine, and are useless to one with another order. */
const byteOrder = Buffer.from(Uint32Array.of(0x01020304).buffer).toString("hex");
const sliceBytes = 256 * 1024;
const checkBytes = 4;

interface Section {
  readonly name: string;
  readonly version: number;
  readonly bytes: number;
}

interface Header {
  readonly format: number;
  readonly byteOrder: string;
  readonly version: string;
  readonly seq: number;
  readonly time: string;
  readonly end: number;
  readonly check: number;
  readonly fileCheck: number;
  readonly sections: readonly Section[];
}

/** The saved parts of a log, one after the other. */
type Part = Pick<Projection, "name" | "version" | "save" | "load">;

const partsOf = (state: LogState): readonly Part[] => [
  {
    name: "offsets",
    version: 1,
    save: () => state.offsets.save(),
    load: (bytes) => state.offsets.load(bytes, state.seq),
  },
  ...state.own,
  ...state.projections.map((projection) => ({
    name: `projection ${projection.name}`,
    version: projection.version,
    save: () => projection.save(),
    load: (bytes: Uint8Array) => projection.load(bytes),
  })),
];

/** Its name in the data folder, with which its temporary names also begin. */
export const checkpointName = "log.checkpoint";

const pathIn = (directory: string): string => join(directory, checkpointName);

/** The state of a log at one record, as bytes: a line that describes the parts, then the parts. */
export const snapshot = (state: LogState): readonly Uint8Array[] => {
  const parts = partsOf(state);
  const contents = parts.map((part) => part.save());
  const sections = parts.map(({ name, version }, index) => ({
    name,
    version,
    bytes: contents[index]?.length ?? 0,
  }));
  const { version, seq, time, end, check, fileCheck } = state;
  const header: Header = { format, byteOrder, version, seq, time, end, check, fileCheck, sections };
  return [Buffer.from(`${JSON.stringify(header)}\n`), ...contents];
};

/** Replaces the last checkpoint by a snapshot, whole or not at all. Releases its memory. */
export const writeCheckpoint = async (
  disk: Disk,
  directory: string,
  parts: readonly Uint8Array[],
): Promise<void> => {
  const path = pathIn(directory);
  const temporary = `${path}.new`;
  await disk.remove(temporary);
  const file = await disk.open(temporary, "create");
  try {
    await writeParts(file, parts);
  } finally {
    await file.close();
  }
  await disk.rename(temporary, path);
  await disk.syncDirectory(dirname(path));
};

const writeParts = async (file: DiskFile, parts: readonly Uint8Array[]): Promise<void> => {
  let position = 0;
  let check = 0;
  for (const part of parts) {
    for (let start = 0; start < part.length; start += sliceBytes) {
      const slice = part.subarray(start, start + sliceBytes);
      check = crc32(slice, check);
      // Synced slice by slice: one long flush would delay the commits of the log on the same disk.
      await writeWhole(file, [slice], { position, sync: slice.length === sliceBytes });
      position += slice.length;
    }
    release(part);
  }
  await writeWhole(file, [encodeCheck(check)], { position, sync: true });
};

const encodeCheck = (check: number): Buffer => {
  const bytes = Buffer.alloc(checkBytes);
  bytes.writeUInt32LE(check);
  return bytes;
};

/**
 * Loads the checkpoint in a directory into a new state. Returns false if there is none that is whole and fits
 * the log and these projections; the state is then unusable.
 */
export const loadCheckpoint = async (disk: Disk, directory: string, state: LogState): Promise<boolean> => {
  let file: DiskFile | undefined;
  try {
    file = await disk.open(pathIn(directory), "read");
    return (await isWhole(file)) && (await loadParts(file, state));
  } catch (error) {
    // An unreadable checkpoint is made anew: without one, a log is read from its first record.
    if (systemCode(error) === undefined) throw error;
    return false;
  } finally {
    await file?.close();
  }
};

const isWhole = async (file: DiskFile): Promise<boolean> => {
  const end = (await file.size()) - checkBytes;
  const slice = Buffer.allocUnsafeSlow(Math.max(0, Math.min(sliceBytes, end)));
  let check = 0;
  for (let position = 0; position < end; position += sliceBytes) {
    const length = await file.read(slice.subarray(0, Math.min(sliceBytes, end - position)), position);
    check = crc32(slice.subarray(0, length), check);
  }
  release(slice);
  const expected = Buffer.alloc(checkBytes);
  return end > 0 && (await file.read(expected, end)) === checkBytes && expected.equals(encodeCheck(check));
};

const loadParts = async (file: DiskFile, state: LogState): Promise<boolean> => {
  const { header, length } = await readHeader(file);
  if (header?.format !== format || header.byteOrder !== byteOrder) return false;
  const parts = partsOf(state);
  const fits =
    header.sections.length === parts.length &&
    parts.every(({ name, version }, index) => {
      const section = header.sections[index];
      return section?.name === name && section.version === version;
    });
  if (!fits) return false;
  const { version, seq, time, end, check, fileCheck } = header;
  Object.assign(state, { version, seq, time, end, check, fileCheck });
  let position = length;
  for (const [index, part] of parts.entries()) {
    const bytes = Buffer.allocUnsafeSlow(header.sections[index]?.bytes ?? 0);
    await file.read(bytes, position);
    position += bytes.length;
    if (!accepts(part, bytes)) return false;
  }
  return true;
};

/** A part throws on bytes that it does not understand; the log is then read from its first record. */
const accepts = (part: Part, bytes: Uint8Array): boolean => {
  try {
    part.load(bytes);
    return true;
  } catch {
    return false;
  }
};

const readHeader = async (file: DiskFile): Promise<{ header: Header | undefined; length: number }> => {
  const bytes = Buffer.alloc(64 * 1024);
  const length = bytes.subarray(0, await file.read(bytes, 0)).indexOf("\n") + 1;
  if (length === 0) return { header: undefined, length };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the check of the file proves that this program wrote it
  return { header: JSON.parse(bytes.toString("utf8", 0, length)) as Header, length };
};
