import { diagnose } from "./connection/diagnosis.ts";
import { connectByTrpc } from "./connection/trpc-connection.ts";

/** The part of a client that speaks with the server: a page loads it after its first screen. */
export const transport = { connect: connectByTrpc, diagnose };

export type Transport = typeof transport;
