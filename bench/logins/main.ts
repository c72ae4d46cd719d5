import type { Benchmark } from "../benchmark.ts";
import { Caller } from "../lib/beside/caller.ts";
import { header, measurePairs, outcomeOf, rowsOf } from "../lib/beside/pairs.ts";
import { Witness } from "../lib/beside/witness.ts";
import { readOptions } from "../lib/options.ts";
import { SideProcess, thisServer } from "../lib/side.ts";
import { table } from "../lib/table.ts";

const account = { name: "Анна", password: "очень длинный пароль" };

/** How long acknowledgements and deliveries take alone, and while logins keep the hashing busy. */
export const run: Benchmark = async (args) => {
  const { quick, json, own } = readOptions(args, ["logins", "rounds", "seconds"]);
  const inFlight = Number(own["logins"] ?? 8);
  const rounds = Number(own["rounds"] ?? (quick ? 2 : 16));
  const seconds = Number(own["seconds"] ?? (quick ? 1 : 3));
  await using server = await SideProcess.start(thisServer("Beseda"));
  const { port } = server;
  const registrar = await Caller.connect({ port, name: account.name });
  await registrar.ask("account.register", { password: account.password });
  const callers = await Promise.all(
    Array.from({ length: inFlight }, (_, index) => Caller.connect({ port, name: `Гость ${index}` })),
  );
  const witness = await Witness.open(port);
  await witness.talk(1);
  let logins = 0;
  const begin = async (): Promise<AsyncDisposable> => {
    const over = new AbortController();
    const loops = callers.map(async (caller) => {
      while (!over.signal.aborted) {
        await caller.ask("account.login", account);
        logins += 1;
      }
    });
    return {
      [Symbol.asyncDispose]: async () => {
        over.abort();
        await Promise.all(loops);
      },
    };
  };
  const pairs = await measurePairs({ witness, rounds, seconds, begin });
  witness.close();
  for (const caller of [registrar, ...callers]) caller.close();
  if (json) {
    process.stdout.write(`${JSON.stringify({ bench: "logins", inFlight, logins, ...outcomeOf(pairs) })}\n`);
    return;
  }
  const rows = rowsOf(`${inFlight} logins`, pairs);
  const { load } = outcomeOf(pairs);
  process.stdout.write(
    `\n${table(header, rows)}\n\n${logins} logins, ${rounds} rounds of ${seconds} s, ms, load ${load}\n`,
  );
};
