import { thisLog } from "./contestants.ts";
import { draftOf } from "./contestant.ts";
import { residentKb } from "../lib/usage.ts";

// Opens a log in a process of its own and reports how long it took: `node opener-process.ts DIRECTORY`

const mb = (): number => residentKb(process.pid) / 1024;

const [directory = ""] = process.argv.slice(2);
const mbBefore = mb();
const before = performance.now();
const log = await thisLog(directory);
const ms = performance.now() - before;
const answer: unknown = await log.append(draftOf(0));
const records: unknown = Array.isArray(answer) ? answer[0]?.record?.seq : undefined;
const mbAfter = mb();
await log.close();
process.stdout.write(JSON.stringify({ records, ms, mbBefore, mbAfter }));
