import { expect, test } from "vitest";
import { generousRates } from "../../testing/generous-rates.ts";
import { Person } from "../../testing/person.ts";
import { refusalOf } from "../../testing/registered.ts";
import { temporaryServer } from "../../testing/running-server.ts";
import { until } from "../../testing/until.ts";

const once = { perSecond: 0.001, burst: 1 };
/** Rates at which the first request uses up the allowance of an address. */
const rates = { ...generousRates, commandsFromAddress: once, ownShare: once, ownSharesFromAddress: once };

/** Resolves when a subscription has begun or was refused. */
const subscribe = async (person: Person, path: string, input: object = {}): Promise<void> => {
  void person.ask(path, input).catch(() => undefined);
  const asked = person.asked;
  await until(
    () => `an answer to ${path}`,
    () => person.frames.some((frame) => frame.startsWith(`{"id":${asked},`)),
  );
};

test("[DEL-14] whoever comes back follows and gets signals, whatever the others of their address have asked for", async () => {
  await using server = await temporaryServer({ rates });
  await using anna = await Person.come(server, { name: "Анна" });
  await using boris = await Person.come(server, { name: "Борис", session: "new" });
  const { session, token, log, run, seq } = boris.welcome;
  await Promise.allSettled(Array.from({ length: 3 }, () => anna.ask("room.list")));
  expect(anna.refusals[0]?.data.beseda.code).toBe("rate");

  boris.vanish();
  await boris.closed;
  await anna.say("пока никого");
  await using again = new Person(server, { session, token });
  await again.opened();
  await subscribe(again, "events.follow", { after: { log, run, seq } });
  await subscribe(again, "events.signals");
  expect(again.refusals).toEqual([]);
  await again.hears("пока никого");
  expect(again.welcome.session).toBe(session);
  // Other requests of a connection have the limits of its address.
  expect(await refusalOf(again.ask("room.list"))).toBe("rate");
  expect(await refusalOf(again.ask("events.follow"))).toBe("rate");
});
