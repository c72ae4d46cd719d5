import { nodeDisk, type Disk } from "@beseda/log";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Person } from "../testing/person.ts";
import { refusalOf } from "../testing/registered.ts";
import { temporaryServer, type TemporaryServer } from "../testing/running-server.ts";
import { TcpClient } from "../testing/text-client.ts";

/** The disk of this machine, which returns nothing of the log while a test wants that. */
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
            ? Promise.reject(
                Object.assign(new Error("EIO: i/o error, read"), { code: "EIO", syscall: "read" }),
              )
            : read(buffer, position);
        return Object.assign(file, { read: failing });
      },
    },
  };
  return state;
};

describe("[LOG-16] a part of the log that the disk does not give back", () => {
  let disk: ReturnType<typeof unreadableDisk>;
  let server: TemporaryServer;
  let lines: { readonly level: number; readonly msg: string; readonly notice?: string }[];

  const health = async (): Promise<unknown> => (await fetch(`http://127.0.0.1:${server.port}/health`)).json();

  beforeEach(async () => {
    lines = [];
    disk = unreadableDisk();
    const write = (line: string): void => void lines.push(JSON.parse(line));
    // Nothing is in memory: everything is read from the disk.
    const options = { disk: disk.disk, tailBytes: 1, locale: "en" } as const;
    server = await temporaryServer({ ...options, logger: pino({ level: "error" }, { write }) });
  });
  afterEach(async () => {
    disk.fails = false;
    await server.stop();
  });

  test("is told to who asks, to the operator once, and to a monitor; everything else goes on", async () => {
    await using anna = await Person.come(server, { name: "Анна" });
    for (let said = 0; said < 20; said += 1) await anna.say(`${said}`);
    // A client that is behind the others by then is sent away.
    await anna.hears("19");
    disk.fails = true;
    for (let asked = 0; asked < 3; asked += 1) {
      expect(await refusalOf(anna.ask("room.history", { room: "lobby", before: 15 }))).toBe("log-unreadable");
    }
    await anna.say("и дальше");
    await anna.hears("и дальше");
    expect(lines).toMatchObject([{ level: 50, notice: "unreadable" }]);
    expect(await health()).toMatchObject({ status: "degraded", reason: "log-unreadable" });
    disk.fails = false;
    expect(await refusalOf(anna.ask("room.history", { room: "lobby" }))).toBe("nothing was refused");
    expect(await health()).toMatchObject({ status: "ok" });
  });

  test("keeps no newcomer out: the history begins behind it", async () => {
    await using anna = await Person.come(server, { name: "Анна" });
    await anna.say("раньше");
    await anna.hears("раньше");
    disk.fails = true;
    await using boris = await Person.come(server, { name: "Борис" });
    await using vera = await TcpClient.connect(server, { name: "Вера" });
    await anna.say("теперь");
    await boris.hears("теперь");
    expect(boris.records.map(({ message }) => message)).not.toContain("раньше");
    await vera.sees("теперь");
    expect(vera.lines.join("\n")).toContain("does not give back this part of the history");
    vera.type("/since 1");
    vera.type("/history");
    vera.type("ещё здесь");
    await anna.hears("ещё здесь");
    expect(lines).toHaveLength(1);
  });

  test("sends who misses it away with a code to come back by, and nothing is skipped", async () => {
    await using anna = await Person.come(server, { name: "Анна" });
    const boris = await Person.come(server, { name: "Борис" });
    const { token, session, log, run, seq } = boris.welcome;
    await boris[Symbol.asyncDispose]();
    for (let said = 0; said < 20; said += 1) await anna.say(`${said}`);
    disk.fails = true;
    const after = { after: { log, run, seq } };
    const again = await Person.come(server, { token, session }, after);
    expect(await again.closed).toMatchObject({
      code: 1011,
      reason: expect.stringContaining("Try again later"),
    });
    expect(again.records).toEqual([]);
    disk.fails = false;
    await using back = await Person.come(server, { token, session }, after);
    await back.hears("19");
    expect(back.records.map(({ message }) => message).filter((text) => /^\d+$/u.test(text))).toEqual(
      Array.from({ length: 20 }, (_, index) => `${index}`),
    );
  });
});
