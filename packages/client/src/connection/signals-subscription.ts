import { procedures, signalSchema, type Signal } from "@beseda/protocol";
import type { TRPCUntypedClient } from "@trpc/client";
import type { AnyTRPCRouter } from "@trpc/server";
import { z } from "zod";

/** A list of signals; kinds that this version does not know are ignored. */
const itemSchema = z.object({ signals: z.array(z.unknown()) });

const signalsFrom = (data: unknown): readonly Signal[] => {
  const item = itemSchema.safeParse(data).data;
  return item?.signals.flatMap((signal) => signalSchema.safeParse(signal).data ?? []) ?? [];
};

/**
 * Subscribes to a connection's signals (DEL-10). They are not part of the feed: an older server that has none, one
 * that grants no further subscription, or a lost connection costs only them, and the next connection asks again.
 */
export const followSignals = (
  client: TRPCUntypedClient<AnyTRPCRouter>,
  onSignals: (signals: readonly Signal[]) => void,
): void => {
  client.subscription(procedures.events.signals.path, undefined, {
    onData: (data) => {
      const signals = signalsFrom(data);
      if (signals.length > 0) onSignals(signals);
    },
    // The feed learns of a lost connection by itself, and nobody else is to learn of a refusal.
    onError: () => undefined,
  });
};
