import { isOf } from "@beseda/protocol";
import { pino } from "pino";
import { expect, test } from "vitest";
import { temporaryServer } from "../../testing/running-server.ts";
import { TcpClient } from "../../testing/text-client.ts";
import { until } from "../../testing/until.ts";

test("[DEL-6] what somebody asked to see is not looked up when they are gone, and what they said is said", async () => {
  const commands: string[] = [];
  const write = (line: string): void =>
    void commands.push(String(/"command":"(?:\w+\.)?(\w+)"/u.exec(line)?.[1]));
  await using server = await temporaryServer({ logger: pino({ level: "info" }, { write }) });
  await using anna = await TcpClient.connect(server, { name: "Анна" });
  for (let said = 0; said < 60; said += 1) anna.type(`${said} ${"я".repeat(3900)}`);
  const boris = await TcpClient.connect(server, { name: "Борис" });
  // Ask after the greeting: a client that reads none of it asks for nothing.
  await boris.ask("готов", "Принято");
  boris.stall();
  for (let asked = 0; asked < 20; asked += 1) boris.type("/history 200");
  for (let asked = 0; asked < 20; asked += 1) boris.type("/since 0");
  boris.type("/me прощается");
  const asked = (): number => commands.filter((command) => ["history", "since"].includes(command)).length;
  await until(
    () => "the first answer",
    () => asked() > 0,
  );
  boris.vanish();
  await until(
    () => "the end of the session",
    async () => (await server.records()).some((record) => isOf(record, "disconnected")),
  );
  expect(asked()).toBeLessThan(10);
  expect((await server.records()).filter((record) => isOf(record, "message") && record.action)).toHaveLength(
    1,
  );
});
