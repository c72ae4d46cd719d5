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
}

/** What a person is told over the field, until they have read it. */
export interface ToldHere {
  readonly complaint: string | undefined;
  readonly news: string | undefined;
  readonly onRead: () => void;
}

export const useTold = ({ commands, problem, made, storageProblem }: ToldOptions): ToldHere => {
  const [readAlready, setReadAlready] = useState<readonly (string | undefined)[]>([]);
  const unreadOf = (told: string | undefined) => (readAlready.includes(told) ? undefined : told);
  return {
    complaint: commands.complaint ?? unreadOf(problem) ?? unreadOf(storageProblem),
    news: commands.news ?? unreadOf(made),
    onRead: () => {
      commands.forget();
      setReadAlready([problem, made, storageProblem]);
    },
  };
};

/** What lies over the page gives way to what is told under it, before a screen reader comes to know of that. */
export const useGivesWay = ({ complaint, news }: ToldHere, panels: readonly Panel[]): void => {
  const told = complaint ?? news;
  const giveWay = useEffectEvent(() => {
    for (const { covers, close } of panels) if (covers) close();
  });
  useLayoutEffect(() => {
    if (told !== undefined) giveWay();
  }, [told]);
};
