import { nodeDisk, type Disk } from "@beseda/log";
import { pino } from "pino";
import { expect, test } from "vitest";
import { Person } from "./testing/person.ts";
import { refusalOf } from "./testing/registered.ts";
import { temporaryServer } from "./testing/running-server.ts";
import { TcpClient } from "./testing/text-client.ts";

/** The disk of this machine, which does not give back what the log has while a test wants that. */
const unreadableDisk = (): { readonly disk: Disk; fails: boolean } => {
  const real = nodeDisk();
  const state = {
    fails: false,
    disk: {
      ...real,
      open: async (path: string, mode: Parameters<Disk["open"]>[1]) => {
        const file = await real.open(path, mode);
        const read = file.read.bind(file);
        const failing: typeof file.read = (buffer, position) =>
          state.fails && mode === "append"
            ? Promise.reject(Object.assign(new Error("EIO: i/o error, read"), { code: "EIO", syscall: "read" }))
            : read(buffer, position);
        return Object.assign(file, { read: failing });
      },
    },
  };
  return state;
};

test("[LOG-5] who asks for what the disk does not give back is told so, the others go on, and so do they when it does", async () => {
  const lines: { readonly level: number; readonly err?: { readonly stack?: string } }[] = [];
  const write = (line: string): void => void lines.push(JSON.parse(line));
  const disk = unreadableDisk();
  await using server = await temporaryServer({
    disk: disk.disk,
    tailBytes: 1,
    logger: pino({ level: "error" }, { write }),
  });
  await using anna = await Person.come(server, { name: "Анна" });
  for (let said = 0; said < 20; said += 1) await anna.say(`${said}`);
  await using vera = await TcpClient.connect(server, { name: "Вера" });
  disk.fails = true;
  expect(await refusalOf(anna.ask("room.history", { room: "lobby", before: 15 }))).toBe("internal");
  vera.type("/since 1");
  await anna.say("и дальше");
  const boris = new Person(server, { name: "Борис" });
  expect((await boris.closed).code).toBe(1011);
  disk.fails = false;
  await anna.say("снова");
  expect(await refusalOf(anna.ask("room.history", { room: "lobby", before: 15 }))).toBe("nothing was refused");
  await using back = await Person.come(server, { name: "Глеб" });
  expect(back.welcome.seq).toBeGreaterThan(20);
  expect(await vera.closed).toBeDefined();
});
