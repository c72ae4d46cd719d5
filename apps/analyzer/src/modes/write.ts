import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Report } from "@beseda/protocol";
import type { Options } from "../command.ts";
import type { Cells } from "../folds/cells.ts";
import { jsonOf } from "../output/data/json.ts";
import { htmlOf } from "../output/html/html.ts";
import { cleanData } from "../output/terminal/clean-data.ts";
import type { Style } from "../output/terminal/style.ts";
import { terminalText } from "../output/terminal/terminal.ts";
import { allCsv, dataOf } from "../output/write.ts";
import { replaceFile } from "../replace-file.ts";
import { UserError } from "../user-error.ts";

/** Whether a terminal gets colours: unless they were asked to be left out (https://no-color.org). */
export const isColored = ({ isTTY }: { isTTY?: boolean }, env: NodeJS.ProcessEnv): boolean =>
  isTTY === true && (env["NO_COLOR"] ?? "") === "";

const styleFor = (options: Options): Style => {
  const rows = options.rows === 0 ? Infinity : options.rows;
  const { isTTY, columns } = process.stdout;
  if (!isTTY || options.output !== undefined) return { isDrawn: false, isColored: false, rows };
  return { isDrawn: true, isColored: isColored(process.stdout, process.env), rows, width: columns };
};

/** The text that was asked for, piece by piece. */
const piecesOf = async (
  report: Report,
  cells: Cells | undefined,
  options: Options,
): Promise<Iterable<string>> => {
  const { format, lang, table } = options;
  if (format === "text") return [`${terminalText(report, lang, styleFor(options))}\n`];
  if (format === "json") return jsonOf(report);
  if (format !== "html") return [dataOf(report, format, { locale: lang, table })];
  if (!cells) throw new Error("The page was not asked for when the log was read.");
  return [await htmlOf({ report, cells, locale: lang, isLive: false })];
};

const putTables = async (report: Report, options: Options, folder: string): Promise<void> => {
  // Only this one: what Node calls `recursive` never ends where the system lets no folder be made.
  await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw new UserError("outputDirectory", folder);
  });
  for (const [key, csv] of allCsv(report, options.lang)) await replaceFile(join(folder, `${key}.csv`), [csv]);
};

/** Writes the report to the requested output. */
export const put = async (report: Report, cells: Cells | undefined, options: Options): Promise<void> => {
  const { output, format } = options;
  if (output !== undefined && format === "csv") return putTables(report, options, output);
  const pieces = await piecesOf(report, cells, options);
  if (output !== undefined) return replaceFile(output, pieces);
  // Output that is drawn for a person is clean already.
  const isShown = process.stdout.isTTY && format !== "text";
  for (const piece of pieces) {
    const text = isShown ? cleanData(piece, format) : piece;
    if (!process.stdout.write(text)) await once(process.stdout, "drain");
  }
};
