import { initTRPC } from "@trpc/server";
import { ChatError, idSchema } from "@beseda/protocol";
import { z } from "zod";
import { kindOfProcedure } from "../limits/command-kind.ts";
import { comesWithConnection, type Context } from "./context.ts";
import { codeOf, RefusedIntroduction, refusalOf, refusalShape } from "./error-map.ts";

const t = initTRPC.context<Context>().create({
  // Stack traces never go to a client, whatever NODE_ENV says.
  isDev: false,
  errorFormatter: ({ shape, error, ctx }) => {
    const refusal = refusalOf(error);
    const { path } = shape.data;
    if (error.cause instanceof RefusedIntroduction)
      return refusalShape({ refusal, locale: error.cause.locale, path });
    const code = refusal === error.cause ? codeOf(refusal) : error.code;
    return refusalShape({ refusal, code, locale: ctx?.session.locale ?? "en", path });
  },
});

export const { router } = t;

/**
 * For requests that everybody makes all the time, past most of this router. The chat itself refuses a session
 * that has ended.
 */
export const hotProcedure = t.procedure.use(async ({ next, getRawInput }) => {
  // Takes as long as any other procedure to begin, so that what came before it in one frame is done before it
  // (DEL-2).
  await getRawInput();
  return next();
});

/** The id that a client has given a command, to send it again if the answer is lost. */
const identified = z.object({ id: idSchema });

/**
 * A procedure of an open session, noted in the server's log. It handles its id itself: the id is in the
 * record (DEL-1).
 */
export const recordedProcedure = t.procedure.use(async ({ ctx, next, path, type }) => {
  const { session } = ctx;
  if (session.isOver) throw new ChatError("session-ended");
  if (type === "subscription" && comesWithConnection(ctx)) session.limiter.arrival();
  else session.limiter.command(kindOfProcedure(path, type));
  const { logger } = session;
  if (type === "mutation") logger.info({ command: path }, "command");
  else logger.debug({ command: path }, "command");
  return next();
});

/**
 * The same for commands whose id is in no record: one that comes again is carried out once in this run
 * (CLI-2).
 */
export const procedure = recordedProcedure.use(
  async ({ ctx: { session, services }, next, path, type, getRawInput }) => {
    const id = type === "mutation" ? identified.safeParse(await getRawInput()).data?.id : undefined;
    if (id === undefined) return next();
    const first = await services.repeats.once(`${session.clientId} ${path} ${id}`, next);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- by its key it is what this procedure has answered
    return first as Awaited<ReturnType<typeof next>>;
  },
);
