import type { WebSocketClientOptions } from "@trpc/client";

/** A result that concerns no request, so the stock client ignores it. */
const nothing = { id: null, result: { type: "stopped" } };

/**
 * Reads JSON like the stock client, but reports a frame that is not JSON instead of throwing: nobody can catch what
 * the stock client throws while it reads, and it ends a Node program.
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
