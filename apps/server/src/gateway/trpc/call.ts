import { isObject } from "../../delivery/is-object.ts";

/** A call as the stock client sends it. */
export interface TrpcCall {
  readonly id: number | string;
  readonly method: "query" | "mutation";
  readonly path: string;
  readonly input: unknown;
}

/**
 * Returns the query or mutation in a frame; undefined for anything else: a batch, a subscription, or no call
 * at all.
 */
export const callIn = (frame: Buffer): TrpcCall | undefined => {
  let call: unknown;
  try {
    call = JSON.parse(frame.toString());
  } catch {
    return undefined;
  }
  if (!isObject(call) || !isObject(call["params"])) return undefined;
  const { id, method, params } = call;
  const { path, input } = params;
  if (typeof path !== "string" || (method !== "query" && method !== "mutation")) return undefined;
  return typeof id === "number" || typeof id === "string" ? { id, method, path, input } : undefined;
};
