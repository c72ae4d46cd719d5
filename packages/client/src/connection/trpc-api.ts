import {
  procedures,
  textsOf,
  type ErrorCode,
  type InputOf,
  type Locale,
  type Procedure,
  type RoomSummary,
} from "@beseda/protocol";
import { TRPCClientError, type TRPCUntypedClient } from "@trpc/client";
import type { AnyTRPCRouter } from "@trpc/server";
import type { z } from "zod";
import { ownReason, sayingSchema, type Saying } from "../reason.ts";
import { RefusedError } from "../refused-error.ts";
import type { ChatApi, Procedure as Asked } from "./connection.ts";
import { receivedFrom } from "./received.ts";

export interface ApiParts {
  readonly client: TRPCUntypedClient<AnyTRPCRouter>;
  /** Aborted when the connection has ended: nothing waits for an answer after that. */
  readonly ended: AbortSignal;
  /** How long an answer may take, in milliseconds. */
  readonly timeoutMs: number;
  readonly locale: () => Locale;
}

/**
 * The server's procedures with the two things that the stock client leaves out: an end to waiting (it keeps what was
 * not sent yet for ever), and one kind of error. A request whose connection was lost may have been carried out.
 */
export const trpcApi = (parts: ApiParts): ChatApi => {
  const { client } = parts;
  const { account, message, room, session } = procedures;
  const ask = async <Wanted>(asked: Asked, take: (answer: unknown) => Wanted): Promise<Wanted> => {
    if (parts.ended.aborted) throw new RefusedError("offline", ownReason("offline", parts.locale()));
    const timeout = AbortSignal.timeout(parts.timeoutMs);
    const signal = AbortSignal.any([parts.ended, timeout]);
    try {
      return take(await client[asked.kind](asked.path, asked.input, { signal }));
    } catch (error) {
      throw refusalOf(error, { ...parts, timeout });
    }
  };
  const call = <Input extends z.ZodType | undefined, Answer extends z.ZodType>(
    { type: kind, path, answer }: Asks<Input, Answer>,
    input: InputOf<Asks<Input, Answer>>,
  ): Promise<z.output<Answer>> => ask({ kind, path, input }, (given) => answer.parse(given));
  return {
    send: (said) => call(message.send, said),
    history: (input) =>
      ask({ kind: "query", path: room.history.path, input }, (answer) => {
        const { events, older, newer, hit, ...notes } = room.history.answer.parse(answer);
        const { later = [], undone, counted, upto } = notes;
        const isPlaced = input.after ?? input.around ?? input.at;
        if (isPlaced !== undefined && newer === undefined)
          throw new RefusedError("bad-input", ownReason("noPlaces", parts.locale()));
        return {
          older,
          newer,
          hit,
          records: events.map(receivedFrom),
          later: later.map((event) => receivedFrom(event).record),
          ...(undone && { undone }),
          ...(counted && { counted }),
          ...(upto !== undefined && { upto }),
        };
      }),
    rooms: async () => {
      const rooms = new Map<string, RoomSummary>();
      for (let before: number | undefined; ;) {
        const page = await call(room.list, before === undefined ? undefined : { before });
        const known = rooms.size;
        for (const found of page) rooms.set(found.room, found);
        // An older server answers with all rooms, whatever it is asked.
        if (rooms.size === known) return [...rooms.values()];
        before = Math.min(...page.map(({ last }) => last));
      }
    },
    join: (name) => call(room.join, { room: name }),
    leave: async (name) => {
      await call(room.leave, { room: name });
    },
    rename: async (wish) => (await call(session.rename, { name: wish })).name,
    members: (name) => call(room.members, { room: name }),
    typing: async (typing) => {
      await call(session.typing, typing);
    },
    presence: async (presence) => {
      await call(session.presence, { presence });
    },
    ask: (asked) => ask(asked, (answer) => answer),
    account: {
      register: async (password, name) => {
        await call(account.register, { password, ...(name !== undefined && { name }) });
      },
      login: (credentials) => call(account.login, credentials),
      logout: async () => {
        await call(account.logout, undefined);
      },
      changePassword: async (passwords) => {
        await call(account.password, passwords);
      },
      redeem: async (invitation) => {
        await call(account.redeem, { invitation });
      },
    },
    quit: async (farewell) => (await call(session.quit, farewell === undefined ? {} : { farewell })).message,
  };
};

/** A procedure that is asked once, and answered once. */
type Asks<Input extends z.ZodType | undefined, Answer extends z.ZodType> = Procedure<
  "query" | "mutation",
  Input,
  Answer
>;

interface Circumstances extends ApiParts {
  readonly timeout: AbortSignal;
}

const refusalOf = (error: unknown, { ended, timeout, locale }: Circumstances): RefusedError => {
  const refusal = refusedBy(error);
  if (refusal) return refusal;
  if (!(error instanceof TRPCClientError))
    return new RefusedError("internal", ownReason("notUnderstood", locale()), { cause: error });
  return timeout.aborted && !ended.aborted
    ? new RefusedError("timeout", ownReason("timeout", locale()), { cause: error })
    : new RefusedError("offline", ownReason("offline", locale()), { cause: error });
};

/** Returns the refusal that the server sent; undefined where the connection failed and not the request. */
export const refusedBy = (error: unknown): RefusedError | undefined => {
  if (!(error instanceof TRPCClientError)) return undefined;
  const data: unknown = error.data;
  if (typeof data !== "object" || data === null) return undefined;
  const { code, retryAfterMs, saying } = besedaOf(data);
  const reason = { text: error.message, ...(saying && { saying }) };
  return new RefusedError(code, reason, { retryAfterMs, cause: error });
};

const isErrorCode = (code: unknown): code is ErrorCode =>
  typeof code === "string" && Object.hasOwn(textsOf("en").errors, code);

/** A foreign or newer server still refuses in tRPC's way; its sentence says what the refusal means. */
const besedaOf = (
  data: object,
): { code: ErrorCode; retryAfterMs?: number | undefined; saying?: Saying | undefined } => {
  const beseda: unknown = "beseda" in data ? data.beseda : undefined;
  if (typeof beseda !== "object" || beseda === null || !("code" in beseda)) {
    return { code: "code" in data && data.code === "INTERNAL_SERVER_ERROR" ? "internal" : "bad-input" };
  }
  return {
    code: isErrorCode(beseda.code) ? beseda.code : "bad-input",
    retryAfterMs:
      "retryAfterMs" in beseda && typeof beseda.retryAfterMs === "number" ? beseda.retryAfterMs : undefined,
    saying: sayingSchema.safeParse(beseda).data,
  };
};
