import { useEffectEvent, useLayoutEffect, useState } from "react";
import type { Panel } from "../ui/use-panel.ts";
import type { Commands } from "./use-commands.ts";

export interface ToldOptions {
  readonly commands: Commands;
  /** What did not work on the way in. */
  readonly problem: string | undefined;
  /** What came of it. */
  readonly made: string | undefined;
  readonly storageProblem: string | undefined;
  /** What may lie over the page: it gives way to what is told under it. */
  readonly over: readonly Panel[];
}

/** What a person is told over the field, until they have read it. */
export interface ToldHere {
  readonly complaint: string | undefined;
  readonly news: string | undefined;
  readonly onRead: () => void;
}

export const useTold = ({ commands, problem, made, storageProblem, over }: ToldOptions): ToldHere => {
  const [readAlready, setReadAlready] = useState<readonly (string | undefined)[]>([]);
  const unreadOf = (told: string | undefined) => (readAlready.includes(told) ? undefined : told);
  const complaint = commands.complaint ?? unreadOf(problem) ?? unreadOf(storageProblem);
  const news = commands.news ?? unreadOf(made);
  const told = complaint ?? news;
  const giveWay = useEffectEvent(() => {
    for (const { covers, close } of over) if (covers) close();
  });
  // Before a screen reader comes to know of it: it hears nothing of what is covered.
  useLayoutEffect(() => {
    if (told !== undefined) giveWay();
  }, [told]);
  return {
    complaint,
    news,
    onRead: () => {
      commands.forget();
      setReadAlready([problem, made, storageProblem]);
    },
  };
};
