import type { UnseenMention } from "@beseda/client";
import { textsOf } from "@beseda/protocol";
import { useEffectEvent, useLayoutEffect, useState } from "react";
import { useLocale } from "../preferences/preferences-context.ts";
import type { Panel } from "../ui/use-panel.ts";
import type { Commands } from "./use-commands.ts";

export interface ToldOptions {
  readonly commands: Commands;
  /** The problem on the way in. */
  readonly problem: string | undefined;
  /** The result of the way in. */
  readonly made: string | undefined;
  readonly storageProblem: string | undefined;
  /** The person's newest message, if it mentions people who do not see it. */
  readonly unseen: UnseenMention | undefined;
  /** Panels that may lie over the page: they close when a message is shown under them. */
  readonly over: readonly Panel[];
}

/** Messages shown to the person over the field, until they have read them. */
export interface ToldHere {
  readonly complaint: string | undefined;
  readonly news: string | undefined;
  readonly onRead: () => void;
}

export const useTold = (options: ToldOptions): ToldHere => {
  const { commands, problem, made, storageProblem, unseen, over } = options;
  const { lines } = textsOf(useLocale());
  const [readAlready, setReadAlready] = useState<readonly (string | undefined)[]>([]);
  const unreadOf = (told: string | undefined) => (readAlready.includes(told) ? undefined : told);
  const complaint = commands.complaint ?? unreadOf(problem) ?? unreadOf(storageProblem);
  const isUnseen = unreadOf(unseen?.key) !== undefined;
  const news =
    commands.news ?? unreadOf(made) ?? (isUnseen ? lines.cannotSee(unseen?.names ?? []) : undefined);
  const told = complaint ?? news;
  const giveWay = useEffectEvent(() => {
    for (const { covers, close } of over) if (covers) close();
  });
  // Closes them before a screen reader notices the message: it announces nothing that is covered.
  useLayoutEffect(() => {
    if (told !== undefined) giveWay();
  }, [told]);
  return {
    complaint,
    news,
    onRead: () => {
      commands.forget();
      setReadAlready([problem, made, storageProblem, unseen?.key]);
    },
  };
};
