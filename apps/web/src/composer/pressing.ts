import { commandTable, completeCommand, type Known } from "@beseda/protocol";
import type { KeyboardEvent } from "react";
import { carriedOut } from "./intent.ts";
import { meaningOf } from "./key-meaning.ts";
import type { MentionKeys } from "./use-mention.ts";
import { isTouchScreen } from "./touch-screen.ts";
import type { Submission } from "./use-submission.ts";

interface Pressing {
  readonly text: string;
  readonly known: () => Known;
  readonly submission: Submission;
  readonly submit: () => void;
  /** Whether an answer is shown. */
  readonly isTold: boolean;
  /** What keys do with the names that are offered. */
  readonly mention: MentionKeys | undefined;
  /** Begins to change the person's last message; returns whether there is one. */
  readonly onEditLast: (() => boolean) | undefined;
  /** Gives up the message that is being answered or changed. */
  readonly onLeaveAim: (() => void) | undefined;
}

/** The command table without the commands that are of no use here. */
const shownCommands = Object.fromEntries(carriedOut.map((name) => [name, commandTable[name]]));

/** Returns the key handler of the field. */
export const pressing =
  ({ text, known, submission, submit, isTold, mention, onEditLast, onLeaveAim }: Pressing) =>
  (event: KeyboardEvent): void => {
    const meaning = meaningOf(event.nativeEvent, !isTouchScreen());
    switch (meaning) {
      case "complete": {
        if (mention) {
          event.preventDefault();
          mention.choose();
          return;
        }
        // Tab completes the command that was begun; without one, it goes to the next control as anywhere.
        const [completed] = completeCommand(text, known(), shownCommands);
        if (completed === undefined || completed === text) return;
        event.preventDefault();
        submission.change(completed);
        return;
      }
      case "send":
        event.preventDefault();
        if (mention?.marked === undefined) submit();
        else mention.choose();
        return;
      case "later":
        if (mention) event.preventDefault();
        mention?.move(1);
        return;
      case "earlier":
        if (mention) event.preventDefault();
        mention?.move(-1);
        if (text === "" && onEditLast?.() === true) event.preventDefault();
        return;
      case "leave": {
        // Escape first closes the answer, then gives up the aim; pressed again, it leads to the newest message.
        const leave = isTold ? submission.close : onLeaveAim;
        if (leave === undefined) return;
        event.preventDefault();
        leave();
        return;
      }
      case undefined:
    }
  };
