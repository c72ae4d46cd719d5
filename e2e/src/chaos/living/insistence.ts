import { setTimeout as sleep } from "node:timers/promises";
import { TRPCClientError } from "@trpc/client";

/** Refusals that pass by themselves. */
const passing: ReadonlySet<string> = new Set(["shutting-down", "session-ended", "accounts-busy"]);

const refusalIn = (error: unknown): string | undefined => {
  if (!(error instanceof TRPCClientError)) return undefined;
  const code = (error.data as { beseda?: { code?: string } } | null)?.beseda?.code;
  return code === undefined || passing.has(code) ? undefined : code;
};

/** Asks again whatever was not answered, as a program does whose connection was lost. */
export class Insistence {
  /** Refusals that must not be. */
  readonly faults: string[] = [];
  /** How often each was refused that may be. */
  readonly refused = new Map<string, number>();
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
  }

  /** Asks until it is answered or refused; undefined where it was refused. */
  async insist<Answer>(ask: () => Promise<Answer>, what: string): Promise<Answer | undefined> {
    for (;;) {
      try {
        return await ask();
      } catch (error) {
        const code = refusalIn(error);
        if (code === "id-conflict" || code === "internal" || code === "bad-input")
          this.faults.push(`${this.#name}: ${what} was refused with ${code}`);
        if (code !== undefined) {
          this.refused.set(`${what} ${code}`, (this.refused.get(`${what} ${code}`) ?? 0) + 1);
          return undefined;
        }
        await sleep(30);
      }
    }
  }
}
