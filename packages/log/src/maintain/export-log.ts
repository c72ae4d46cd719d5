import { nodeDisk } from "../disk/node-disk.ts";
import { LogDamagedError } from "../error.ts";
import { openToRead } from "./open-for.ts";
import { survey } from "./survey.ts";
import { type MaintainOptions, verifyLog } from "./verify-log.ts";

const lineEnd = Buffer.from("\n");

/**
 * Exports the proven records of a log as NDJSON: one record per line, without `check`. Needs no lock; a
 * record that a server is still writing is not included.
 *
 * @throws {LogDamagedError} a record is not as it was written; nothing after it is exported
 * @throws {LogRefusedError} there is no file, nothing in it, or nothing that was ever a log
 */
export async function* exportLog(
  path: string,
  { disk = nodeDisk(), onProgress }: MaintainOptions = {},
): AsyncGenerator<Buffer> {
  const file = await openToRead(disk, path);
  try {
    const totalBytes = await file.size();
    let records = 0;
    let bytes = 0;
    for await (const findings of survey(file)) {
      const lines: Buffer[] = [];
      for (const finding of findings) {
        bytes = finding.offset + finding.length;
        if (finding.kind === "unsound") {
          // A file that was never a log is not a damaged log.
          if (records === 0) await verifyLog(path, { disk });
          throw new LogDamagedError({ file: path, seq: records + 1, offset: finding.offset });
        }
        if (finding.kind === "record") {
          lines.push(finding.bytes, lineEnd);
          records = finding.record.seq;
        }
      }
      if (lines.length > 0) yield Buffer.concat(lines);
      onProgress?.({ records, bytes, totalBytes });
    }
  } finally {
    await file.close();
  }
}
