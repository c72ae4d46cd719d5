import { existsSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { findMessages } from "./find-messages.ts";
import { saidBy, textIn, type SaidText } from "./said.ts";
import { makeSearchFile, openSearchFile, type SearchFileOptions } from "./search-file.ts";
import type { IndexedPart } from "./search-index.ts";
import { SearchStore, UnknownTextError, type Changes } from "./search-store.ts";
import type { Answer, Numbered, Request } from "./thread-messages.ts";

const options: SearchFileOptions = workerData;
const codes = { full: 13, corrupt: 11, notADatabase: 26 };

let store: SearchStore | undefined;
/** What is to be written when the texts are there that it takes the place of. */
let waiting: { readonly changes: Changes; readonly part: IndexedPart } | undefined;

const codeOf = (error: unknown): number =>
  error instanceof Error && "errcode" in error && typeof error.errcode === "number"
    ? error.errcode & 0xff
    : 0;

const isDamage = (error: unknown): boolean =>
  error instanceof UnknownTextError || [codes.corrupt, codes.notADatabase].includes(codeOf(error));

const opened = (): SearchStore => {
  if (store && existsSync(options.file)) return store;
  shut();
  return (store = new SearchStore(openSearchFile(options)));
};

const shut = (): void => {
  try {
    store?.close();
  } catch {
    // It is to be written anew.
  }
  store = undefined;
  waiting = undefined;
};

const linesOf = (bytes: Uint8Array): readonly string[] =>
  bytes.length === 0 ? [] : new TextDecoder().decode(bytes).split("\n");

const part = (): Answer => ({ kind: "part", part: opened().part });

const take = ({ lines, after, part: upto }: Extract<Request, { kind: "take" }>): Answer => {
  // Where the file was lost meanwhile, there is nothing that these records follow.
  if ((opened().part?.seq ?? 0) !== after) return part();
  const changes = opened().changesOf(linesOf(lines).flatMap((line) => saidBy(line) ?? []));
  waiting = { changes, part: upto };
  // The name of a file stands in its own record, whatever record has what was written with it.
  const seqs = changes.changed.flatMap(({ seq, kept }) => (kept.isFile ? [seq, kept.text] : [kept.text]));
  return seqs.length === 0 ? write(new Uint8Array()) : { kind: "needs", seqs: seqs.sort((a, b) => a - b) };
};

const write = (lines: Uint8Array): Answer => {
  const found = linesOf(lines).map((line): [number, SaidText] => [seqIn(line), textIn(line)]);
  // An index that was lost since then takes it from its beginning.
  if (waiting) opened().write(waiting.changes, new Map(found), waiting.part);
  waiting = undefined;
  return part();
};

const seqIn = (line: string): number => {
  const { seq }: { seq?: unknown } = Object(JSON.parse(line));
  return Number(seq);
};

const answerTo = (request: Request): Answer => {
  switch (request.kind) {
    case "open":
      return part();
    case "clear":
      shut();
      store = new SearchStore(makeSearchFile(options));
      return part();
    case "take":
      return take(request);
    case "texts":
      return write(request.lines);
    case "find":
      return { kind: "found", found: findMessages(opened(), request.wanted) };
    case "end":
      shut();
      process.exit();
  }
};

const answered = (request: Request): Answer => {
  try {
    return answerTo(request);
  } catch (error) {
    if (!isDamage(error)) return failure(error);
  }
  try {
    shut();
    store = new SearchStore(makeSearchFile(options));
    return part();
  } catch (error) {
    return failure(error);
  }
};

const failure = (error: unknown): Answer => ({
  kind: "failed",
  trouble: codeOf(error) === codes.full ? "disk-full" : "disk-failed",
  message: error instanceof Error ? error.message : String(error),
});

parentPort?.on("message", ({ id, ...request }: Numbered<Request>) => {
  parentPort?.postMessage({ id, ...answered(request) } satisfies Numbered<Answer>);
});
