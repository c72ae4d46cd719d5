import { expect, test } from "vitest";
import { generousRates } from "../../testing/generous-rates.ts";
import { Person } from "../../testing/person.ts";
import { RawTrpcClient } from "../../testing/raw-trpc-client.ts";
import { temporaryServer, type TemporaryServer } from "../../testing/running-server.ts";
import { until } from "../../testing/until.ts";

const never = { perSecond: 0.0001, burst: 1 };
const often = { perSecond: 50, burst: 1 };

/**
 * A client that sends requests without waiting, each in its own frame; `refused` has the numbers of the
 * refused ones.
 */
const impatient = async (server: TemporaryServer, name: string) => {
  const refused: number[] = [];
  const client = await RawTrpcClient.connect(server, name, (text) => {
    const { id, error } = JSON.parse(text) as { id: number; error?: object };
    if (error) refused.push(id);
  });
  const ask = (times: number): void => {
    for (let id = 100; id < 100 + times; id += 1) {
      const params = { path: "session.rename", input: { name: `Поток${id}` } };
      client.socket.send(JSON.stringify({ id, method: "mutation", params }));
    }
  };
  return { ask, refused, [Symbol.dispose]: () => client.socket.terminate() };
};

test("[LIM-1] who goes on asking after refusals is not read for a while, with all of the address who do", async () => {
  const rates = { ...generousRates, changes: never, haste: never, hasteFromAddress: never };
  await using server = await temporaryServer({ rates });
  using boris = await impatient(server, "Борис");
  using vera = await impatient(server, "Вера");
  await using anna = await Person.come(server, { name: "Анна" });
  for (const flood of [boris, vera]) flood.ask(500);
  await until(
    () => `the first refusals: ${boris.refused.length}, ${vera.refused.length}`,
    () => boris.refused.length > 0 && vera.refused.length > 0,
    5000,
  );
  for (const text of ["и", "мне", "слово"]) {
    await anna.say(text);
    await anna.hears(text);
  }
  // Each gets two refusals, and one for each rest of two seconds that ended meanwhile.
  expect(boris.refused.length + vera.refused.length).toBeLessThan(50);
});

test("[LIM-1] whoever was not read is heard to the last frame, in order", async () => {
  const rates = { ...generousRates, changes: never, haste: never, hasteFromAddress: often };
  await using server = await temporaryServer({ rates });
  using boris = await impatient(server, "Борис");
  boris.ask(20);
  // The first request is granted.
  await until(
    () => `all refusals, of ${boris.refused.length}`,
    () => boris.refused.length === 19,
  );
  expect(boris.refused).toEqual(Array.from({ length: 19 }, (_, index) => 101 + index));
});
