import type { WebSocketClientOptions } from "@trpc/client";

/** Concerns no request, so the stock client passes it over. */
const nothing = { id: null, result: { type: "stopped" } };

/**
 * The stock client's JSON, but a frame that is none is told instead of thrown: what the stock client throws while it
 * reads, nobody can catch, and it ends a Node program.
 */
export const frameReader = (
  onNonsense: () => void,
): NonNullable<WebSocketClientOptions["experimental_encoder"]> => ({
  encode: (frame) => JSON.stringify(frame),
  decode: (data) => {
    const frame = typeof data === "string" ? jsonFrom(data) : undefined;
    if (typeof frame === "object" && frame !== null) return frame;
    onNonsense();
    return nothing;
  },
});

const jsonFrom = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
