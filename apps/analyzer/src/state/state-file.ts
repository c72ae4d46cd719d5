import { createHash } from "node:crypto";
import { open, readFile } from "node:fs/promises";
import { deserialize, serialize } from "node:v8";
import { fingerprintOf } from "@beseda/bin/fingerprint";
import type { AnalysisState } from "../analysis.ts";
import { home } from "../home.ts";
import type { FilePosition } from "../input/damage.ts";
import { withoutTexts } from "../input/text/text-counts.ts";
import type { Question } from "../question.ts";

/** The state of an analysis of a log. */
export interface Saved {
  /** Just after the last record that was read. */
  readonly settled: FilePosition;
  readonly analysis: AnalysisState;
}

/** The question about a log, as far as another answer to it would need another state. */
export interface StateOf extends Question {
  /** The log. */
  readonly file: string;
  readonly withCells?: boolean;
}

const headBytes = 4096;
const tailBytes = 1024;
const newline = 0x0a;
const title = "beseda analyzer state";

const bytesAt = async (file: string, start: number, length: number): Promise<Buffer> => {
  await using handle = await open(file);
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, start);
  return buffer.subarray(0, bytesRead);
};

/** Changes with the program, with the question, and with the part of the log that was read. */
const keyOf = async (
  { file, sections, filter, clock, withCells = false }: StateOf,
  settled: FilePosition,
): Promise<string> => {
  const sets = Object.entries(filter).map(([name, value]) => [
    name,
    typeof value === "object" ? [...value] : value,
  ]);
  const tail = Math.max(0, settled.byte - tailBytes);
  return (
    createHash("sha256")
      // Any source may define the shape and meaning of a state; the engine defines how values are written.
      .update(`${fingerprintOf(home)} ${process.version}`)
      .update(JSON.stringify({ sections, sets, zone: clock.zone, withCells }))
      .update(await bytesAt(file, 0, Math.min(headBytes, settled.byte)))
      .update(await bytesAt(file, tail, settled.byte - tail))
      .digest("hex")
  );
};

interface Header extends FilePosition {
  readonly title: string;
  readonly key: string;
}

const isHeader = (value: unknown): value is Header =>
  typeof value === "object" &&
  value !== null &&
  "title" in value &&
  value.title === title &&
  "key" in value &&
  "line" in value &&
  "byte" in value &&
  typeof value.line === "number" &&
  typeof value.byte === "number";

const headerOf = (bytes: Buffer): Header | undefined => {
  try {
    const header: unknown = JSON.parse(bytes.toString("utf8", 0, bytes.indexOf(newline)));
    return isHeader(header) ? header : undefined;
  } catch {
    return undefined;
  }
};

/** Whether a file that begins so is a state, of whatever version. */
export const isState = (head: Buffer): boolean => head.toString("latin1").startsWith(`{"title":"${title}"`);

/** The state that was saved for this question of this log; undefined if none fits. */
export const loadState = async (stateFile: string, of: StateOf): Promise<Saved | undefined> => {
  const bytes = await readFile(stateFile).catch(() => undefined);
  const header = bytes && headerOf(bytes);
  if (!bytes || !header) return undefined;
  const settled: FilePosition = { line: header.line, byte: header.byte };
  const key = await keyOf(of, settled).catch(() => undefined);
  if (key !== header.key) return undefined;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the key says that this program wrote it
  return { settled, analysis: deserialize(bytes.subarray(bytes.indexOf(newline) + 1)) as AnalysisState };
};

/** Returns the content of a state file. */
export const bytesOfState = async (of: StateOf, { settled, analysis }: Saved): Promise<Buffer> => {
  const header: Header = { title, key: await keyOf(of, settled), ...settled };
  const state: AnalysisState = {
    ...analysis,
    texts: [withoutTexts(analysis.texts, analysis.taken)],
    taken: [],
  };
  return Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), serialize(state)]);
};
