import { render, type Instance } from "ink";
import type { ReactNode } from "react";
import type { Conversation } from "../conversation/conversation.ts";
import { Chat } from "./chat.tsx";
import { SurroundingsContext, type Surroundings } from "./context.ts";
import type { Question } from "../login/question.ts";
import { NameQuestion } from "./name-question.tsx";

/** The terminal that is drawn on. */
export interface Terminal {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  /** Stops the program for a while, as Ctrl-Z does. */
  readonly pause: () => Promise<void>;
}

/** The abilities of a terminal with a cursor. */
export interface Screen {
  /** Resolves with the typed text, or with nothing when the person leaves. */
  askName(question: Question): Promise<string | undefined>;
  /**
   * Resolves when the conversation has ended, with the terminal restored: with nothing if the person ended
   * it, otherwise with the sentence that says why it ended.
   */
  show(conversation: Conversation): Promise<string | undefined>;
}

export const openScreen = ({ stdin, stdout, pause }: Terminal, surroundings: Surroundings): Screen => {
  const draw = (tree: ReactNode) =>
    render(<SurroundingsContext value={surroundings}>{tree}</SurroundingsContext>, {
      stdin,
      stdout,
      exitOnCtrlC: false,
      patchConsole: false,
      interactive: true,
      maxFps: 60,
      kittyKeyboard: { mode: "auto" },
    });
  return {
    askName: async (question) => {
      const name = await draw(<NameQuestion {...question} />).waitUntilExit();
      return typeof name === "string" ? name : undefined;
    },
    show: async (conversation) => {
      const atOnce = Promise.withResolvers<undefined>();
      const drawing = draw(
        <Chat conversation={conversation} onLeaveAtOnce={() => atOnce.resolve(undefined)} pause={pause} />,
      );
      // The drawing ends by itself only when it cannot continue: this rejects, with the terminal given back.
      const ending = await Promise.race([conversation.ended, atOnce.promise, untilExit(drawing)]);
      drawing.unmount();
      await drawing.waitUntilExit();
      return ending === undefined || ending.isOwn
        ? undefined
        : surroundings.texts.connection.closed(ending.words);
    },
  };
};

const untilExit = async (drawing: Instance): Promise<undefined> => {
  await drawing.waitUntilExit();
  return undefined;
};
