import { callTRPCProcedure, TRPCError } from "@trpc/server";
import { ChatError, type Call } from "@beseda/protocol";
import type { Context } from "./context.ts";
import { refusalOf } from "./error-map.ts";
import { appRouter } from "./router.ts";

/** A procedure with its input. */
export type Asked = Pick<Call, "procedure" | "input">;

/**
 * Calls a procedure for a session of this process, just as a call that comes over tRPC does.
 * @throws {ChatError} a refusal; whatever else is thrown is a mistake of the server's
 */
export const callProcedure = async (context: Context, { procedure, input }: Asked): Promise<unknown> => {
  const { path, type } = procedure;
  try {
    return await callTRPCProcedure({
      router: appRouter,
      path,
      getRawInput: () => Promise.resolve(input),
      ctx: context,
      type,
      signal: undefined,
      batchIndex: 0,
    });
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error;
    const isMistake = error.code === "INTERNAL_SERVER_ERROR" && !(error.cause instanceof ChatError);
    throw isMistake ? (error.cause ?? error) : refusalOf(error);
  }
};
