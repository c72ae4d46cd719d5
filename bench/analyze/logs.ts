import { existsSync, renameSync } from "node:fs";
import { join } from "node:path";
import { tell } from "../lib/options.ts";
import { generate } from "./generate.ts";

const stepShare = 0.1;

/** The log of so many records in a folder, made if it is not there yet. */
export const logOf = async (folder: string, records: number): Promise<string> => {
  const file = join(folder, `${records}.json`);
  if (existsSync(file)) return file;
  let told = 0;
  const onProgress = (made: number): void => {
    if (made < told) return;
    tell(`making a log of ${records} records: ${Math.round((made / records) * 100)} %`);
    told += records * stepShare;
  };
  await generate(`${file}.partial`, { records, onProgress });
  renameSync(`${file}.partial`, file);
  return file;
};
