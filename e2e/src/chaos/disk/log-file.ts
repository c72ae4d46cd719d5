import { readFileSync } from "node:fs";
import { crc32 } from "node:zlib";

// Reads a log by the documentation of the file, and shares no code with its writer.

/** A record as it stands in the file. */
export interface StoredRecord {
  readonly seq: number;
  readonly type: string;
  readonly message: string;
  readonly client_id: string;
  readonly name?: string;
  readonly session?: string;
}

export interface LogFile {
  readonly records: readonly StoredRecord[];
  /** Everything that is not as it should be, one sentence each. */
  readonly faults: readonly string[];
}

const ending = /,"check":"([0-9a-f]{8})"\}$/u;

/** Every record, with each check proven, `seq` dense and the whole a JSON array. */
export const readLogFile = (path: string): LogFile => {
  const text = readFileSync(path, "utf8");
  const faults: string[] = [];
  try {
    JSON.parse(text);
  } catch (error) {
    faults.push(`no JSON: ${String(error)}`);
  }
  const records: StoredRecord[] = [];
  let check = 0;
  for (const line of text.split("\n").filter((part) => part.startsWith("{"))) {
    const record = line.endsWith(",") ? line.slice(0, -1) : line;
    check = crc32(record.replace(ending, "}"), check);
    const claimed = Number.parseInt(ending.exec(record)?.[1] ?? "", 16);
    const parsed = recordOf(record);
    if (!parsed) {
      faults.push(`no record: ${record.slice(0, 40)}`);
      break;
    }
    if (claimed !== check) faults.push(`record ${parsed.seq}: its check does not fit`);
    if (parsed.seq !== records.length + 1) faults.push(`record ${parsed.seq} is the ${records.length + 1}th`);
    records.push(parsed);
  }
  return { records, faults };
};

const recordOf = (text: string): StoredRecord | undefined => {
  try {
    return JSON.parse(text) as StoredRecord;
  } catch {
    return undefined;
  }
};

/** How many of these acknowledgements, text by `seq`, the records do not have. */
export const lostOf = (
  acknowledged: ReadonlyMap<number, string>,
  records: readonly StoredRecord[],
): number => {
  const said = new Map(records.map(({ seq, message }) => [seq, message]));
  return [...acknowledged].filter(([seq, text]) => said.get(seq) !== text).length;
};
