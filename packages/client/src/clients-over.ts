import { introductionSchema, textsOf } from "@beseda/protocol";
import type { ChatClient } from "./chat-client.ts";
import { fullJitter } from "./connection/back-off.ts";
import { connectLater } from "./connection/connect-later.ts";
import { trpcUrl } from "./connection/socket.ts";
import { machine } from "./environment.ts";
import type { ChatClientOptions } from "./options.ts";
import { RefusedError } from "./refused-error.ts";
import { Chat } from "./chat.ts";
import { clientTexts } from "./texts.ts";
import type { Transport } from "./transport.ts";

/**
 * Starts a chat: it connects at once, and again whenever the connection is lost.
 * @throws {RefusedError} `bad-input` for a name, a url or a `client` that no server would take
 */
export type CreateChatClient = (options: ChatClientOptions) => ChatClient;

/** Creates clients over a transport that is there. */
export const clientsOver =
  ({ connect, diagnose }: Transport): CreateChatClient =>
  (options) => {
    check(options);
    const environment = machine;
    const backOff = fullJitter({ random: () => environment.random() });
    return new Chat(options, {
      environment,
      backOff,
      explain: () => diagnose(options.url, options.pageAddress),
      connect: (chat) =>
        connect({
          url: options.url,
          WebSocket: options.WebSocket,
          environment: chat.environment,
          locale: chat.locale,
          moveDelayMs: backOff,
        }),
    });
  };

/** Creates clients over a transport that may still have to be loaded; it is asked for at every dial. */
export const clientsOverLoaded = (load: () => Promise<Transport>): CreateChatClient =>
  clientsOver({
    connect: (options) =>
      connectLater(
        async () => (await load()).connect(options),
        () => clientTexts(options.locale()).notLoaded,
      ),
    diagnose: async (...where) => (await load()).diagnose(...where),
  });

const check = ({ url, name, locale, client }: ChatClientOptions): void => {
  const badInput = (what: string): RefusedError =>
    new RefusedError("bad-input", textsOf(locale ?? "en").errors["bad-input"](what));
  if (!URL.canParse(url)) throw badInput(`url: ${url}`);
  trpcUrl(url);
  const { error } = introductionSchema.safeParse({ name, locale, client });
  const [issue] = error?.issues ?? [];
  if (issue) throw badInput([...issue.path.map(String), issue.message].join(": "));
};
