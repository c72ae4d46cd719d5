import type { ChatClient, ServerInvocation } from "@beseda/client";
import { useCallback, useMemo } from "react";
import { aimAt } from "../composer/aim.ts";
import type { Begun } from "../composer/use-draft.ts";
import type { MessageActions } from "../timeline/message-actions.ts";
import type { Commands } from "./use-commands.ts";

export interface ButtonsOptions {
  readonly client: ChatClient;
  readonly room: string;
  readonly run: Commands["run"];
  /** Begins something in the field. */
  readonly onBegin: (begun: Begun) => void;
}

/** Actions of the buttons at people and at their messages. */
export interface Buttons {
  readonly ask: (invocation: ServerInvocation) => void;
  readonly block: (name: string, isBlocked: boolean) => void;
  /** @param about - a name, or `#` and the number of a message */
  readonly report: (about: string) => void;
  readonly messages: MessageActions;
}

export const useButtons = ({ client, room, run, onBegin }: ButtonsOptions): Buttons => {
  const ask = useCallback((invocation: ServerInvocation) => run({ kind: "ask", invocation }), [run]);
  return useMemo(() => {
    const block = (name: string, isBlocked: boolean) =>
      ask({ command: isBlocked ? "block" : "unblock", arguments: { name } });
    // The reason is asked for in the field: nothing is reported by a slip of the hand.
    const report = (about: string) => onBegin({ text: `/report ${about} ` });
    const messages: MessageActions = {
      retry: (key) => client.retry(key),
      discard: (key) => client.discard(key),
      report: (seq) => report(`#${seq}`),
      reply: (message) => onBegin({ aim: aimAt("reply", message) }),
      edit: (message) => onBegin({ aim: aimAt("edit", message) }),
      remove: (seq) => ask({ command: "delete", arguments: { seq } }),
      pin: (seq, isPinned) => ask({ command: isPinned ? "pin" : "unpin", arguments: { seq } }),
      react: (seq, emoji, withdrawn) => ask({ command: "react", arguments: { seq, emoji, withdrawn } }),
      otherReaction: (message) => onBegin({ aim: aimAt("react", message) }),
      markUnread: (seq) => client.markUnread(room, seq),
      unblock: (clientId) => block(clientId, false),
    };
    return { ask, block, report, messages };
  }, [client, room, ask, onBegin]);
};
