import { nameSchema } from "@beseda/protocol";
import { Box, Text, useApp, useWindowSize } from "ink";
import { useState, type ReactNode } from "react";
import type { Wish } from "../line/prompt.ts";
import { useSurroundings } from "./context.ts";
import { InputLine } from "./input-line.tsx";
import { usePrompt } from "./use-prompt.ts";

export interface NameQuestionProps {
  /** The answer when only Enter is pressed. */
  readonly suggestion: string | undefined;
  /** What was wrong with the name before. */
  readonly problem: string | undefined;
}

/** Asks for a name; exits with it, or with nothing when the person leaves. */
export const NameQuestion = ({ suggestion, problem: first }: NameQuestionProps): ReactNode => {
  const { texts } = useSurroundings();
  const { exit } = useApp();
  const { columns } = useWindowSize();
  const [problem, setProblem] = useState(first);
  const answer = (typed: string): void => {
    const name = nameSchema.safeParse(typed);
    if (name.success) exit(name.data);
    else setProblem(texts.refusals.name(typed.trim()));
  };
  const onWish = (wish: Wish): void => {
    switch (wish.kind) {
      case "submit":
        return answer(wish.text);
      case "nudge":
        return suggestion === undefined ? undefined : exit(suggestion);
      case "interrupt":
      case "leave":
        return exit();
      case "clear":
      case "pause":
        return undefined;
    }
  };
  const { editor } = usePrompt({ sources: () => ({ names: [], rooms: [] }), onWish });
  const placeholder = suggestion === undefined ? "" : texts.introduction.hint(suggestion);
  return (
    <Box flexDirection="column">
      {problem !== undefined && (
        <Text color="red" wrap="truncate">
          {problem}
        </Text>
      )}
      <InputLine
        label={texts.introduction.question}
        color="blue"
        editor={editor}
        placeholder={placeholder}
        columns={columns}
        maxRows={1}
        top={problem === undefined ? 0 : 1}
      />
    </Box>
  );
};
