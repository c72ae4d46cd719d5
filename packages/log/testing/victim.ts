import { flushCompileCache } from "node:module";
import { writeSync } from "node:fs";
import { join } from "node:path";
import { openLog } from "../src/open/open-log.ts";
import { said, started } from "./drafts.ts";

// A process to be killed: it appends as fast as it can, and reports each acknowledgement on its standard
// output, a file, before the next append of that sender. `node victim.ts DIRECTORY RUN SENDERS`

const [directory = "", run = "", senders = "1"] = process.argv.slice(2);

const log = await openLog({
  file: join(directory, "messages.json"),
  data: join(directory, "data"),
  start: started,
});
// Done explicitly: the process is killed before its end, where this would happen by itself.
flushCompileCache();
writeSync(1, "open\n");

const send = async (sender: number): Promise<void> => {
  for (let count = 0; ; count += 1) {
    const id = `${run}-${sender}-${count}`;
    const [entry] = await log.append([
      said("м".repeat(count % 300), { id, room: sender % 2 ? "сад" : "lobby" }),
    ]);
    writeSync(1, `${entry?.record.seq} ${id}\n`);
  }
};

await Promise.all(Array.from({ length: Number(senders) }, (_, sender) => send(sender)));
