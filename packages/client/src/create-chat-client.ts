import { introductionSchema, textsOf } from "@beseda/protocol";
import type { ChatClient } from "./chat-client.ts";
import { fullJitter } from "./connection/back-off.ts";
import { diagnose } from "./connection/diagnosis.ts";
import { trpcUrl } from "./connection/socket.ts";
import { connectByTrpc } from "./connection/trpc-connection.ts";
import { machine } from "./environment.ts";
import type { ChatClientOptions } from "./options.ts";
import { RefusedError } from "./refused-error.ts";
import { Chat } from "./chat.ts";

/**
 * Starts a chat: it connects at once, and again whenever the connection is lost.
 * @throws {RefusedError} `bad-input` for a name, a url or a `client` that no server would take
 */
export const createChatClient = (options: ChatClientOptions): ChatClient => {
  check(options);
  const environment = machine;
  const backOff = fullJitter({ random: () => environment.random() });
  return new Chat(options, {
    environment,
    backOff,
    explain: () => diagnose(options.url, options.pageAddress),
    connect: (chat) =>
      connectByTrpc({
        url: options.url,
        WebSocket: options.WebSocket,
        environment: chat.environment,
        locale: chat.locale,
        moveDelayMs: backOff,
      }),
  });
};

const check = ({ url, name, locale, client }: ChatClientOptions): void => {
  const badInput = (what: string): RefusedError =>
    new RefusedError("bad-input", textsOf(locale ?? "en").errors["bad-input"](what));
  if (!URL.canParse(url)) throw badInput(`url: ${url}`);
  trpcUrl(url);
  const { error } = introductionSchema.safeParse({ name, locale, client });
  const [issue] = error?.issues ?? [];
  if (issue) throw badInput([...issue.path.map(String), issue.message].join(": "));
};
