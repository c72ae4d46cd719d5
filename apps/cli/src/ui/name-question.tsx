import { Box, Text, useApp, useWindowSize } from "ink";
import { useState, type ReactNode } from "react";
import { labelOf, problemWith, type Question } from "../login/question.ts";
import { masked, maskedWhole } from "../line/mask.ts";
import type { Wish } from "../line/prompt.ts";
import { useSurroundings } from "./context.ts";
import { InputLine } from "./input-line.tsx";
import { usePrompt } from "./use-prompt.ts";

/** Asks on the way in; exits with the typed text, or with nothing when the person leaves. */
export const NameQuestion = (question: Question): ReactNode => {
  const { suggestion, problem: first, passwordOf } = question;
  const { texts } = useSurroundings();
  const { exit } = useApp();
  const { columns } = useWindowSize();
  const [problem, setProblem] = useState(first);
  const answer = (typed: string): void => {
    const wrong = problemWith(typed, question, texts);
    if (wrong === undefined) exit(typed);
    else setProblem(wrong);
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
      case "unread":
        return undefined;
    }
  };
  const { editor } = usePrompt({ sources: () => ({ names: [], rooms: [] }), onWish });
  const placeholder = suggestion === undefined ? "" : texts.introduction.hint(suggestion);
  const isSecret = passwordOf !== undefined;
  const above = problem === undefined ? [] : isSecret ? [problem] : [problem, texts.introduction.ways];
  return (
    <Box flexDirection="column">
      {above.map((line, index) => (
        <Text key={line} {...(index === 0 ? { color: "red" } : { dimColor: true })} wrap="truncate">
          {line}
        </Text>
      ))}
      <InputLine
        label={labelOf(question, texts)}
        color="blue"
        editor={isSecret ? maskedWhole(editor) : masked(editor)}
        placeholder={placeholder}
        columns={columns}
        maxRows={1}
        top={above.length}
      />
    </Box>
  );
};
