import {
  acknowledgementSchema,
  roomSummarySchema,
  textsOf,
  type ErrorCode,
  type RoomSummary,
} from "@beseda/protocol";
import type { AppRouter } from "@beseda/server/api";
import { getUntypedClient, TRPCClientError, type TRPCClient } from "@trpc/client";
import { RefusedError } from "../refused-error.ts";
import type { clientTexts } from "../texts.ts";
import type { ChatApi } from "./connection.ts";
import { receivedFrom } from "./received.ts";

export interface ApiParts {
  readonly client: TRPCClient<AppRouter>;
  /** Aborted when the connection has ended: nothing waits for an answer after that. */
  readonly ended: AbortSignal;
  /** How long an answer may take, in milliseconds. */
  readonly timeoutMs: number;
  readonly texts: () => ReturnType<typeof clientTexts>;
}

/**
 * The server's procedures with the two things that the stock client leaves out: an end to waiting (it keeps what was
 * not sent yet for ever), and one kind of error. A request that the connection was lost under may have been carried out.
 */
export const trpcApi = (parts: ApiParts): ChatApi => {
  const { client } = parts;
  const ask = async <Answer, Wanted>(
    request: (signal: AbortSignal) => Promise<Answer>,
    take: (answer: Answer) => Wanted,
  ): Promise<Wanted> => {
    if (parts.ended.aborted) throw new RefusedError("offline", parts.texts().offline);
    const timeout = AbortSignal.timeout(parts.timeoutMs);
    try {
      return take(await request(AbortSignal.any([parts.ended, timeout])));
    } catch (error) {
      throw refusalOf(error, { ...parts, timeout });
    }
  };
  return {
    send: (message) =>
      ask(
        (signal) => client.message.send.mutate(message, { signal }),
        (answer) => acknowledgementSchema.parse(answer),
      ),
    history: (query) =>
      ask(
        (signal) => client.room.history.query(query, { signal }),
        ({ events }) => events.map(receivedFrom),
      ),
    rooms: async () => {
      const rooms = new Map<string, RoomSummary>();
      for (let before: number | undefined; ;) {
        const page = await ask(
          (signal) => client.room.list.query(before === undefined ? undefined : { before }, { signal }),
          (found) => found.map((room) => roomSummarySchema.parse(room)),
        );
        const known = rooms.size;
        for (const room of page) rooms.set(room.room, room);
        // An older server answers with all of them, whatever it is asked.
        if (rooms.size === known) return [...rooms.values()];
        before = Math.min(...page.map(({ last }) => last));
      }
    },
    join: (room) =>
      ask(
        (signal) => client.room.join.mutate({ room }, { signal }),
        (answer) => roomSummarySchema.parse(answer),
      ),
    leave: (room) =>
      ask(
        (signal) => client.room.leave.mutate({ room }, { signal }),
        () => undefined,
      ),
    rename: (name) =>
      ask(
        (signal) => client.session.rename.mutate({ name }, { signal }),
        (answer) => answer.name,
      ),
    members: (room) =>
      ask(
        (signal) => client.room.members.query({ room }, { signal }),
        (members) => members.map(({ client_id, name }) => ({ client_id, name })),
      ),
    typing: (typing) =>
      ask(
        (signal) => client.session.typing.mutate(typing, { signal }),
        () => undefined,
      ),
    presence: (presence) =>
      ask(
        (signal) => client.session.presence.mutate({ presence }, { signal }),
        () => undefined,
      ),
    ask: ({ kind, path, input }) =>
      ask(
        (signal) => getUntypedClient(client)[kind](path, input, { signal }),
        (answer) => answer,
      ),
    account: {
      register: (password, name) =>
        ask(
          (signal) =>
            client.account.register.mutate({ password, ...(name !== undefined && { name }) }, { signal }),
          () => undefined,
        ),
      login: (credentials) =>
        ask(
          (signal) => client.account.login.mutate(credentials, { signal }),
          ({ token, name, client_id }) => ({ token, name, client_id }),
        ),
      logout: () =>
        ask(
          (signal) => client.account.logout.mutate(undefined, { signal }),
          () => undefined,
        ),
      changePassword: (passwords) =>
        ask(
          (signal) => client.account.password.mutate(passwords, { signal }),
          () => undefined,
        ),
      redeem: (invitation) =>
        ask(
          (signal) => client.account.redeem.mutate({ invitation }, { signal }),
          () => undefined,
        ),
    },
    quit: (farewell) =>
      ask(
        (signal) => client.session.quit.mutate(farewell === undefined ? {} : { farewell }, { signal }),
        ({ message }) => message,
      ),
  };
};

interface Circumstances extends ApiParts {
  readonly timeout: AbortSignal;
}

const refusalOf = (error: unknown, { ended, timeout, texts }: Circumstances): RefusedError => {
  const refusal = refusedBy(error);
  if (refusal) return refusal;
  if (!(error instanceof TRPCClientError))
    return new RefusedError("internal", texts().notUnderstood, { cause: error });
  return timeout.aborted && !ended.aborted
    ? new RefusedError("timeout", texts().timeout, { cause: error })
    : new RefusedError("offline", texts().offline, { cause: error });
};

/** The refusal that the server itself sent; undefined where the connection failed and not the request. */
export const refusedBy = (error: unknown): RefusedError | undefined => {
  if (!(error instanceof TRPCClientError)) return undefined;
  const data: unknown = error.data;
  if (typeof data !== "object" || data === null) return undefined;
  const { code, retryAfterMs } = besedaOf(data);
  return new RefusedError(code, error.message, { retryAfterMs, cause: error });
};

const isErrorCode = (code: unknown): code is ErrorCode =>
  typeof code === "string" && Object.hasOwn(textsOf("en").errors, code);

/** A server that is not ours, or newer, still refuses in tRPC's way; what it means is told by its sentence. */
const besedaOf = (data: object): { code: ErrorCode; retryAfterMs?: number | undefined } => {
  const beseda: unknown = "beseda" in data ? data.beseda : undefined;
  if (typeof beseda !== "object" || beseda === null || !("code" in beseda)) {
    return { code: "code" in data && data.code === "INTERNAL_SERVER_ERROR" ? "internal" : "bad-input" };
  }
  return {
    code: isErrorCode(beseda.code) ? beseda.code : "bad-input",
    retryAfterMs:
      "retryAfterMs" in beseda && typeof beseda.retryAfterMs === "number" ? beseda.retryAfterMs : undefined,
  };
};
