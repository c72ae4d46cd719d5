import type { Options } from "../command.ts";
import { follow, type FollowedLog } from "../live/follow.ts";
import { showLive } from "../live/screen.ts";
import { LivePage, servePage } from "../live/serve.ts";
import { textsIn } from "../locale/texts.ts";
import type { PageData } from "../page/page-data.ts";
import type { Question } from "../question.ts";
import { loadState } from "../state/state-file.ts";
import { isColored } from "./write.ts";
import { oneFile, questionOf } from "./question.ts";
import { redacted } from "./redaction.ts";
import { saveState } from "./save-state.ts";

const stopSignal = (): AbortSignal => {
  const stop = new AbortController();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(name, () => stop.abort());
  return stop.signal;
};

interface Followed extends Question {
  readonly file: string;
  readonly withCells: boolean;
}

const load = (of: Followed, { state }: Options) => (state === undefined ? undefined : loadState(state, of));

const save = async (of: Followed, log: FollowedLog | undefined, { state }: Options): Promise<void> => {
  const saved = log?.saved();
  if (state !== undefined && saved) await saveState(state, of, saved);
};

/** Draws the report in the terminal as the log grows, until it is stopped. */
export const followInTerminal = async (options: Options): Promise<void> => {
  const of: Followed = {
    ...questionOf(options, Date.now()),
    file: oneFile(options, "followOne"),
    withCells: false,
  };
  const last = await showLive({
    ...of,
    saved: await load(of, options),
    signal: stopSignal(),
    lang: options.lang,
    screen: process.stdout,
    isColored: isColored(process.stdout, process.env),
    rows: options.rows === 0 ? Infinity : options.rows,
    redact: (report) => redacted(report, undefined, options).report,
  });
  await save(of, last, options);
};

/** How often the served page can be new: its report is made from the whole state each time. */
const pageMs = 1000;

const pageOf = (log: FollowedLog, options: Options): PageData | undefined => {
  const cells = log.cells();
  if (!cells) return undefined;
  const told = redacted(log.report(), cells, options);
  return { report: told.report, cells: told.other, locale: options.lang, isLive: true };
};

/** Serves the report as a page that is always up to date, until it is stopped. */
export const serveReport = async (options: Options, port: number): Promise<void> => {
  const of: Followed = {
    ...questionOf(options, Date.now()),
    file: oneFile(options, "followOne"),
    withCells: true,
  };
  const texts = textsIn(options.lang);
  const signal = stopSignal();
  let page: LivePage | undefined;
  let last: FollowedLog | undefined;
  for await (const log of follow({ ...of, saved: await load(of, options), pollMs: pageMs, signal })) {
    if (!log) {
      process.stderr.write(`${texts.waiting(of.file)}\n`);
      continue;
    }
    last = log;
    const data = pageOf(log, options);
    if (!data) continue;
    if (page) page.show(data);
    else {
      page = new LivePage(data);
      const open = await servePage(page, port, signal);
      process.stdout.write(`${texts.serving(`http://localhost:${open}/`)}\n`);
    }
  }
  await save(of, last, options);
};
