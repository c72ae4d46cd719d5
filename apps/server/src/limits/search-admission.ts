import { ChatError } from "@beseda/protocol";
import type { Rates } from "./rates.ts";
import { TokenBuckets } from "./token-bucket.ts";

interface Limited {
  readonly hasLimits: boolean;
  readonly rates: Pick<Rates, "searches">;
  readonly clock: { elapsed(): number };
}

/** Returns what counts the searches of each client, and refuses those that come too fast (`rate`). */
export const searchAdmission = ({ hasLimits, rates, clock }: Limited): ((clientId: string) => void) => {
  const buckets = new TokenBuckets(rates.searches);
  return (clientId) => {
    if (!hasLimits) return;
    const now = clock.elapsed();
    const bucket = buckets.of(clientId, now);
    const waitMs = bucket.waitMs(now);
    if (waitMs > 0) throw new ChatError("rate", waitMs);
    bucket.take(now);
  };
};
