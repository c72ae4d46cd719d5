import { dirname } from "node:path";
import { crc32 } from "node:zlib";
import { type Disk, type DiskFile, isFull, systemCode, writeWhole } from "../disk/disk.ts";
import { LogRefusedError } from "../error.ts";
import { checkLength, closing, readCheck } from "../format/format.ts";

/** Bytes that a redaction writes over others of the same length, or after the last record. */
export interface Overwrite {
  readonly offset: number;
  readonly bytes: Buffer;
}

/**
 * The bytes that a redaction is about to write. The intent is stored in a file beside the log from before the
 * first byte is written until all of them are durable, so that a crash in between leaves nothing undone: the
 * next opening of the log writes them again. It holds no removed text, only the replacement.
 */
export interface RedactionIntent {
  /** The byte after the last record before the redaction, and that record's check: they identify the log. */
  readonly end: number;
  readonly check: number;
  /** The redaction records and the closing bracket; written at `end`. */
  readonly appended: Buffer;
  readonly overwrites: readonly Overwrite[];
}

const maxBytes = 256 * 1024 * 1024;

const pathBeside = async (disk: Disk, log: string): Promise<string> =>
  `${(await disk.locate(log)).path}.redaction`;

/** The log that a redaction writes to. */
interface Place {
  readonly disk: Disk;
  readonly log: string;
  readonly file: DiskFile;
}

/** Saves an intent beside a log: whole and durable, or not at all. */
export const keepIntent = async ({ disk, log }: Place, intent: RedactionIntent): Promise<void> => {
  const path = await pathBeside(disk, log);
  const temporary = `${path}.new`;
  await disk.remove(temporary);
  const file = await disk.open(temporary, "create");
  try {
    await writeWhole(file, [encode(intent)], { position: 0, sync: true });
  } catch (error) {
    // The original failure is reported, not that of the clean-up.
    await disk.remove(temporary).catch(() => undefined);
    throw error;
  } finally {
    await file.close();
  }
  await disk.rename(temporary, path);
  await disk.syncDirectory(dirname(path));
};

/**
 * Writes the redaction records of a saved intent. If the disk has no room for them, the intent is withdrawn:
 * nothing was overwritten yet, and the log is as it was.
 */
export const announce = async (place: Place, { end, appended }: RedactionIntent): Promise<void> => {
  const { disk, log, file } = place;
  if (appended.length === 0) return;
  try {
    await writeWhole(file, [appended], { position: end, sync: true });
  } catch (error) {
    if (!isFull(systemCode(error))) throw error;
    await file.truncate(end + closing.length);
    await writeWhole(file, [closing], { position: end, sync: true });
    await removeIntent(disk, log);
    throw error;
  }
};

/** Removes the texts, durably, and then the intent. */
export const blankOut = async (
  { disk, log, file }: Place,
  { overwrites }: RedactionIntent,
): Promise<void> => {
  for (const { offset, bytes } of overwrites)
    await writeWhole(file, [bytes], { position: offset, sync: false });
  await file.sync();
  await removeIntent(disk, log);
};

const removeIntent = async (disk: Disk, log: string): Promise<void> => {
  const path = await pathBeside(disk, log);
  await disk.remove(path);
  await disk.syncDirectory(dirname(path));
};

/**
 * Finishes a redaction whose intent a crash left beside a log, if any. The caller holds the lock of the log.
 * @throws {LogRefusedError} the intent beside the log does not belong to it in its present state
 */
export const finishRedaction = async (disk: Disk, log: string, file: DiskFile): Promise<void> => {
  const intent = await readIntent(disk, log, file);
  if (!intent) return;
  const { end, appended } = intent;
  // Texts may be overwritten already: the records are not withdrawn any more.
  if (appended.length > 0) await writeWhole(file, [appended], { position: end, sync: true });
  await blankOut({ disk, log, file }, intent);
};

/** Presents a read-only log as it will be once the redaction that a crash interrupted is finished. */
export const asRedacted = async (disk: Disk, log: string, file: DiskFile): Promise<DiskFile> => {
  const intent = await readIntent(disk, log, file);
  if (!intent) return file;
  const { end, appended, overwrites } = intent;
  const writes = [{ offset: end, bytes: appended }, ...overwrites];
  const size = async (): Promise<number> => Math.max(await file.size(), end + appended.length);
  const read = async (buffer: Uint8Array, position: number): Promise<number> => {
    await file.read(buffer, position);
    for (const { offset, bytes } of writes) {
      const from = Math.max(offset, position);
      const to = Math.min(offset + bytes.length, position + buffer.length);
      if (from < to) buffer.set(bytes.subarray(from - offset, to - offset), from - position);
    }
    return Math.max(0, Math.min(buffer.length, (await size()) - position));
  };
  return {
    size,
    read,
    identity: () => file.identity(),
    write: (chunks, position, sync) => file.write(chunks, position, sync),
    sync: () => file.sync(),
    truncate: (to) => file.truncate(to),
    prove: () => file.prove(),
    lock: () => file.lock(),
    close: () => file.close(),
  };
};

const readIntent = async (disk: Disk, log: string, file: DiskFile): Promise<RedactionIntent | undefined> => {
  const path = await pathBeside(disk, log);
  const bytes = await contentOf(disk, path);
  if (!bytes) return undefined;
  const intent = decode(bytes);
  if (!intent || !(await isOf(file, intent))) throw new LogRefusedError("log-redaction-strange", path);
  return intent;
};

const contentOf = async (disk: Disk, path: string): Promise<Buffer | undefined> => {
  let file: DiskFile;
  try {
    file = await disk.open(path, "read");
  } catch (error) {
    if (systemCode(error) === "ENOENT") return undefined;
    throw error;
  }
  try {
    const bytes = Buffer.alloc(Math.min(await file.size(), maxBytes));
    await file.read(bytes, 0);
    return bytes;
  } finally {
    await file.close();
  }
};

/** Whether an intent was made for this log, and only the intent itself was written to it since. */
const isOf = async (file: DiskFile, { end, check, appended }: RedactionIntent): Promise<boolean> => {
  const last = Buffer.alloc(checkLength + 1);
  await file.read(last, end - last.length);
  if (readCheck(last, { start: 0, end: last.length }) !== check) return false;
  // Nothing is written behind the last record, so that whatever is there stays.
  if (appended.length === 0) return true;
  const behind = Buffer.alloc(Math.max(0, (await file.size()) - end));
  if (behind.length > Math.max(appended.length, closing.length)) return false;
  await file.read(behind, end);
  return behind.every((byte, at) => byte === appended[at] || byte === (closing[at] ?? 0));
};

const encode = ({ end, check, appended, overwrites }: RedactionIntent): Buffer => {
  const content = JSON.stringify({
    end,
    check,
    appended: appended.toString("base64"),
    overwrites: overwrites.map(({ offset, bytes }) => [offset, bytes.toString("base64")]),
  });
  return Buffer.from(`${content}\n${crc32(content)}\n`);
};

const decode = (bytes: Buffer): RedactionIntent | undefined => {
  const [content = "", check] = bytes.toString("utf8").split("\n");
  if (String(crc32(content)) !== check) return undefined;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its check proves that this program wrote it
  const read = JSON.parse(content) as {
    readonly end: number;
    readonly check: number;
    readonly appended: string;
    readonly overwrites: readonly (readonly [offset: number, bytes: string])[];
  };
  return {
    ...read,
    appended: Buffer.from(read.appended, "base64"),
    overwrites: read.overwrites.map(([offset, text]) => ({ offset, bytes: Buffer.from(text, "base64") })),
  };
};
