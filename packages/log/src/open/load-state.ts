import type { Disk, DiskFile } from "../disk/disk.ts";
import type { Projection } from "../state/projection.ts";
import { checkOf } from "../format/format.ts";
import { release } from "../memory.ts";
import type { LogProgress } from "../progress.ts";
import { loadCheckpoint } from "../state/checkpoint.ts";
import { LogState } from "../state/log-state.ts";
import { scan } from "./scan.ts";

const sliceBytes = 256 * 1024;

export interface LoadOptions {
  readonly disk: Disk;
  readonly file: DiskFile;
  /** Directory of the checkpoint. */
  readonly data: string;
  readonly projections: readonly Projection[];
  readonly onProgress: (progress: LogProgress) => void;
}

/** The result of reading a log. */
export interface Loaded {
  readonly state: LogState;
  /** `seq` of the checkpoint used, 0 for none. */
  readonly savedSeq: number;
}

/**
 * Reads a log up to its last proven record. With a checkpoint only the records after it are parsed; the bytes
 * before it are compared with the checkpoint's CRC-32 of them, so that damage is found at every start and not
 * only when it is read.
 */
export const loadState = async (options: LoadOptions): Promise<Loaded> => {
  const { disk, file, data, projections, onProgress } = options;
  const empty = projections.map((projection) => projection.save());
  let state = new LogState(projections);
  if (!(await loadCheckpoint(disk, data, state)) || !(await isSameFile(file, state, onProgress))) {
    state = new LogState(projections);
    for (const [index, projection] of projections.entries())
      projection.load(empty[index] ?? new Uint8Array());
  }
  const savedSeq = state.seq;
  await scan(file, state, onProgress);
  return { state, savedSeq };
};

/** Whether the bytes up to the checkpoint are the same as when it was made. */
const isSameFile = async (
  file: DiskFile,
  { end, fileCheck }: LogState,
  onProgress: (progress: LogProgress) => void,
): Promise<boolean> => {
  const slice = Buffer.allocUnsafeSlow(Math.min(sliceBytes, end));
  let check = 0;
  for (let position = 0; position < end; position += sliceBytes) {
    const wanted = Math.min(sliceBytes, end - position);
    if ((await file.read(slice.subarray(0, wanted), position)) < wanted) return false;
    check = checkOf(slice.subarray(0, wanted), check);
    onProgress({ records: 0, bytes: position + wanted, totalBytes: end });
  }
  release(slice);
  return check === fileCheck;
};
