import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DiskFile, OpenMode } from "../disk/disk.ts";
import { simulatedData, simulatedFile } from "../../testing/crash.ts";
import { started } from "../../testing/drafts.ts";
import { at, SimulatedDisk, type SimulatedDiskOptions } from "../../testing/simulated-disk.ts";
import { openLog } from "../open/open-log.ts";
import { importLog } from "./import-log.ts";
import { RowSplitter } from "./rows.ts";
import { verifyLog } from "./verify-log.ts";

const output = "/new.json";

const row = (message: string): object => ({
  time: "2025-05-06T10:00:00Z",
  client_id: "Анна",
  sender: "client",
  message,
});

const only = (content: string, options: SimulatedDiskOptions = {}): SimulatedDisk =>
  new SimulatedDisk(options, [[simulatedFile, Buffer.from(content)]]);

const take = (disk: SimulatedDisk) => importLog(simulatedFile, { output, disk, start: started });

const refusalOf = (disk: SimulatedDisk): Promise<unknown> =>
  take(disk).then(
    () => undefined,
    (error: unknown) => Object(error).code as unknown,
  );

describe("import", () => {
  test.each([
    ["an array", JSON.stringify([row("один"), row("два")], undefined, 2)],
    ["an array behind a byte order mark", `\uFEFF \n${JSON.stringify([row("один"), row("два")])}\n\n`],
    ["one object a line", `${JSON.stringify(row("один"))}\r\n\n${JSON.stringify(row("два"))}`],
  ])("[LOG-14] takes %s", async (_, content) => {
    const disk = only(content);
    expect(await take(disk)).toMatchObject({ taken: 2, left: 0 });
    expect(await verifyLog(output, { disk })).toMatchObject({ records: 3, faults: [] });
  });

  test("[LOG-14] one line alone is a log too, and so is nothing", async () => {
    expect(await take(only(JSON.stringify(row("один"))))).toMatchObject({ taken: 1, left: 0 });
    for (const nothing of ["", "[]", " [ ]\n"])
      expect(await take(only(nothing))).toMatchObject({ taken: 0, left: 0 });
  });

  test.each([
    ["text", "это не журнал"],
    ["an array without an end", JSON.stringify([row("один"), row("два")]).slice(0, -1)],
    ["an array with something behind it", `${JSON.stringify([row("один")])} и ещё`],
    ["an array with a hole", `[${JSON.stringify(row("один"))},,${JSON.stringify(row("два"))}]`],
    ["an array with a comma too many", `[${JSON.stringify(row("один"))},]`],
    ["a row that is no JSON", `[${JSON.stringify(row("один"))},{"time":}]`],
    ["an object over many lines", JSON.stringify({ messages: [row("один")] }, undefined, 2)],
  ])("[LOG-14] refuses %s, and leaves nothing behind", async (_, content) => {
    const disk = only(content);
    expect(await refusalOf(disk)).toBe("log-not-importable");
    expect(disk.paths()).toEqual([simulatedFile]);
  });

  test("[LOG-14] a log of our own is refused: it would lose what only it tells", async () => {
    const disk = new SimulatedDisk();
    const log = await openLog({ file: simulatedFile, data: simulatedData, disk, start: started });
    await log.close();
    expect(await refusalOf(disk)).toBe("log-own");
    expect(disk.paths()).not.toContain(output);
  });

  test("[LOG-14] what is not UTF-8 is refused, and leaves nothing behind", async () => {
    const bytes = Buffer.from(JSON.stringify([row("один")]), "utf16le");
    const disk = new SimulatedDisk({}, [[simulatedFile, bytes]]);
    expect(await refusalOf(disk)).toBe("log-not-importable");
    expect(disk.paths()).toEqual([simulatedFile]);
  });

  test("[LOG-14] the new file is whole or not there, whatever call of the system fails", async () => {
    const content = JSON.stringify(Array.from({ length: 50 }, (_, index) => row(`${index}`)));
    const whole = only(content);
    await take(whole);
    const codes = new Set<unknown>();
    const left = new Set<unknown>();
    for (let call = 1; call <= whole.calls; call += 1) {
      for (const code of ["ENOSPC", "EIO"]) {
        const disk = only(content, { fault: at(call, { kind: "error", code, bytes: 100 }) });
        codes.add(await refusalOf(disk));
        const files = disk.paths().filter((path) => path.startsWith(output));
        left.add(files.length === 0 ? "nothing" : disk.contentOf(output)?.length);
      }
    }
    expect([...codes]).toEqual(expect.arrayContaining(["log-full", "log-not-writable", "log-read-failed"]));
    // A file whose name failed to sync is still there, with its whole content.
    expect(left).toEqual(new Set(["nothing", whole.contentOf(output)?.length]));
    expect(await verifyLog(output, { disk: whole })).toMatchObject({ records: 51, faults: [] });
  });

  test("[LOG-14] what is not a record is counted, and the first of it told by number", async () => {
    const rows = Array.from({ length: 100 }, (_, index) => (index % 2 ? { text: "нет" } : row(`${index}`)));
    expect(await take(only(JSON.stringify(rows)))).toMatchObject({
      taken: 50,
      left: 50,
      firstLeft: [2, 4, 6, 8, 10, 12, 14, 16, 18, 20],
    });
  });

  test("[LOG-14] a file of any size is read in slices", async () => {
    let largest = 0;
    class Watched extends SimulatedDisk {
      override async open(path: string, mode: OpenMode): Promise<DiskFile> {
        const file = await super.open(path, mode);
        const read = file.read.bind(file);
        const watched: DiskFile["read"] = (buffer, position) => {
          largest = Math.max(largest, buffer.length);
          return read(buffer, position);
        };
        return Object.assign(file, { read: watched });
      }
    }
    const rows = Array.from({ length: 30_000 }, (_, index) => row(`${index} ${"я".repeat(100)}`));
    const disk = new Watched({}, [[simulatedFile, Buffer.from(JSON.stringify(rows))]]);
    expect(await take(disk)).toMatchObject({ taken: 30_000, left: 0 });
    expect(largest).toBeLessThanOrEqual(256 * 1024);
  });
});

test("rows are the same in whatever pieces they come, and however they are written", () => {
  const cuts = fc.array(fc.nat(400), { maxLength: 20 });
  const rows = fc.array(fc.jsonValue({ maxDepth: 3 }), { maxLength: 6 });
  fc.assert(
    fc.property(rows, cuts, fc.constantFrom(undefined, 2, "\t"), (values, places, indent) => {
      const bytes = Buffer.from(JSON.stringify(values, undefined, indent));
      const splitter = new RowSplitter();
      const found: unknown[] = [];
      let start = 0;
      for (const end of [...places.toSorted((one, other) => one - other), bytes.length]) {
        found.push(...splitter.push(bytes.subarray(start, end)));
        start = Math.max(start, end);
      }
      found.push(...splitter.end());
      expect(found).toEqual(JSON.parse(bytes.toString()));
    }),
  );
});
