import { setTimeout as sleep } from "node:timers/promises";
import { temporaryFolder } from "../harness/place.ts";
import { ServerProcess } from "../harness/server.ts";
import { until } from "../harness/until.ts";
import { check, type Verdict } from "./check.ts";
import { FaultProxy, faults } from "./fault-proxy.ts";
import { SdkParticipant, StockParticipant, type Participant } from "./people.ts";
import { Random } from "./random.ts";

export interface DeliveryChaosOptions {
  readonly seed: number;
  /** Half of them use the project's client, half the stock one. */
  readonly clients: number;
  /** Messages in all. */
  readonly messages: number;
  /** Faults to connections; kills and restarts of the server come on top. */
  readonly faults: number;
  /** Ends of the server in the middle, by turns with SIGKILL and SIGTERM. */
  readonly restarts: number;
  /** How the records get to the readers. */
  readonly fanout: "hub" | "pull";
  /** Called with a line on what is being done. */
  readonly onProgress?: (line: string) => void;
}

export interface DeliveryChaosResult extends Verdict {
  readonly seed: number;
  readonly clients: number;
  readonly faults: number;
  readonly restarts: number;
  readonly acknowledged: number;
  readonly recoveryMs: number;
}

/** Many clients, random faults, then the check: all acknowledged is there, once, in one order, for all. */
export const deliveryChaos = async (options: DeliveryChaosOptions): Promise<DeliveryChaosResult> => {
  const random = new Random(options.seed);
  const tell = options.onProgress ?? ((): void => {});
  await using folder = await temporaryFolder();
  const start = (): Promise<ServerProcess> =>
    ServerProcess.start({
      folder: folder.path,
      arguments: ["--fanout", options.fanout, "--heartbeat", "1000"],
    });
  let server = await start();
  await using proxy = await FaultProxy.start(server.port, random);
  const people: Participant[] = [];
  for (let index = 0; index < options.clients; index += 1) {
    const name = `${index}`;
    people.push(
      index % 2 === 0 ? new SdkParticipant(proxy.url, name) : await StockParticipant.start(proxy.url, name),
    );
  }
  await until("everybody's arrival", () => people.every(({ hasArrived }) => hasArrived));

  let struck = 0;
  let restarted = 0;
  for (let said = 0; said < options.messages; said += 1) {
    random.pick(people).say(`${said}: ${"…".repeat(random.below(120))}`);
    while (struck < (options.faults * (said + 1)) / options.messages) {
      if (!proxy.strike(random.pick(faults), 20 + random.below(400))) await sleep(20);
      struck += 1;
    }
    if (restarted < Math.floor(((options.restarts + 0.5) * (said + 1)) / options.messages)) {
      restarted += 1;
      tell(`restart ${restarted} of ${options.restarts} after ${said} messages`);
      server.program.kill(restarted % 2 === 0 ? "SIGTERM" : "SIGKILL");
      await server.program.exited();
      server = await start();
      proxy.target = server.port;
    }
    await sleep(random.below(6));
  }

  tell("everything was said; the network heals");
  const healedAt = performance.now();
  proxy.healAll();
  await Promise.all(people.map((person) => person.settled()));
  const last = "the last word";
  people[0]?.say(last);
  await people[0]?.settled();
  await until("the last word everywhere", () =>
    people.every((person) => person.seen().at(-1)?.text === last),
  );
  const recoveryMs = Math.round(performance.now() - healedAt);

  await Promise.all(people.map((person) => person.close()));
  await server.stop();
  const verdict = check(await server.records(), people);
  return {
    seed: options.seed,
    clients: people.length,
    faults: struck,
    restarts: restarted,
    acknowledged: people.reduce((sum, { acknowledged }) => sum + acknowledged.size, 0),
    recoveryMs,
    ...verdict,
  };
};
