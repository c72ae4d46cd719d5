import { closeSync, fdatasyncSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { percentile } from "../lib/statistics.ts";

const record = Buffer.alloc(300, "x");

/** The cost of one append and `fdatasync` on this disk, in milliseconds, with nothing else around it. */
export const syncTime = (
  directory: string,
  count: number,
): { readonly p50: number; readonly p99: number } => {
  const descriptor = openSync(join(directory, "sync"), "w");
  const times = Array.from({ length: count }, (_, index) => {
    const before = performance.now();
    writeSync(descriptor, record, 0, record.length, index * record.length);
    fdatasyncSync(descriptor);
    return performance.now() - before;
  });
  closeSync(descriptor);
  const sorted = times.toSorted((one, other) => one - other);
  return { p50: percentile(sorted, 0.5), p99: percentile(sorted, 0.99) };
};
