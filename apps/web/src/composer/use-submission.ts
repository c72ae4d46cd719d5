import { useState } from "react";
import type { Intent, Said, Told } from "./intent.ts";
import { sayingsOf } from "./parts.ts";
import type { Draft } from "./use-draft.ts";

export interface SubmissionOptions {
  readonly draft: Draft;
  /** The number of characters that one message may have. */
  readonly limit: number;
  readonly onSaid: (said: Said) => void;
  /** Called when the answer has been read. */
  readonly onRead: () => void;
  /** Moves the focus back to the field. */
  readonly focus: () => void;
}

export interface Submission {
  /** The answer to the last text. */
  readonly told: Told | undefined;
  readonly change: (value: string) => void;
  readonly carryOut: (intent: Intent) => void;
  /** Closes the answer. */
  readonly close: () => void;
}

/** Handles a text that is sent: it is said or carried out, answered, or asked about. */
export const useSubmission = ({ draft, limit, onSaid, onRead, focus }: SubmissionOptions): Submission => {
  const [told, setTold] = useState<Told>();
  const [doubted, setDoubted] = useState<string>();

  const change = (value: string): void => {
    setTold(undefined);
    draft.change(value);
  };
  const say = (...said: readonly Said[]): void => {
    setDoubted(undefined);
    setTold(undefined);
    draft.finish();
    for (const one of said) onSaid(one);
    focus();
  };
  const carryOut = (intent: Intent): void => {
    switch (intent.kind) {
      case "nothing":
        return;
      case "unchanged":
        return say();
      case "doubtful":
        if (intent.text === doubted) return say(...sayingsOf(intent, limit));
        setDoubted(intent.text);
        setTold({ words: intent.words, trouble: true });
        return;
      case "told":
        onRead();
        if (!intent.trouble) change("");
        setTold(intent);
        return;
      case "say":
        return say(...sayingsOf(intent, limit));
      default:
        return say(intent);
    }
  };
  const close = (): void => {
    setTold(undefined);
    onRead();
    focus();
  };
  return { told, change, carryOut, close };
};
