import { copyFileSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generate } from "../analyze/generate.ts";
import { tell } from "../lib/options.ts";
import { thisServer, type Side } from "../lib/side.ts";
import { Annotations } from "./annotations.ts";

export interface AnnotatedLog {
  readonly file: string;
  /** A message among those that very much was done to, at the end of the log. */
  readonly hotSeq: number;
}

/** The log of so many records with edits and reactions in a folder, made if it is not there yet. */
export const annotatedLog = async (folder: string, records: number): Promise<AnnotatedLog> => {
  const file = join(folder, `annotated-${records}.json`);
  const about = `${file}.hot`;
  if (!existsSync(file)) {
    const annotations = new Annotations(records);
    let told = 0;
    const onProgress = (made: number): void => {
      if (made < told) return;
      tell(`making a log of ${records} records: ${Math.round((made / records) * 100)} %`);
      told += records / 10;
    };
    await generate(`${file}.partial`, {
      records,
      onProgress,
      after: (draft, seq) => annotations.after(draft, seq),
    });
    writeFileSync(about, String(annotations.hotSeq));
    renameSync(`${file}.partial`, file);
  }
  return { file, hotSeq: Number(readFileSync(about, "utf8")) };
};

/** This server on a copy of a log. */
export const serverOn = (file: string): Side => {
  const side = thisServer("Beseda");
  const command = (folder: string): ReturnType<Side["command"]> => {
    const log = join(folder, "messages.json");
    if (!existsSync(log)) copyFileSync(file, log);
    return side.command(folder);
  };
  return { ...side, command };
};
