import { useUiTexts } from "../preferences/preferences-context.ts";
import type { RoomForText } from "./room-for-text.ts";

/** Words for the person who types, and whether something is wrong. */
export interface Told {
  readonly words: string;
  readonly trouble: boolean;
}

export interface HintProps {
  readonly id: string;
  readonly told: Told | undefined;
  readonly space: RoomForText;
}

/** Over the field: an answer to a command, else how much may still be typed, else nothing. */
export const Hint = ({ id, told, space }: HintProps) => {
  const texts = useUiTexts().composer;
  const trouble = told?.trouble ?? space.kind === "over";
  return (
    <p
      className="composer-hint"
      data-testid="hint"
      data-trouble={trouble}
      id={id}
      role={told === undefined ? undefined : "alert"}
    >
      {told?.words ?? spaceWords(space, texts)}
    </p>
  );
};

const spaceWords = (space: RoomForText, texts: ReturnType<typeof useUiTexts>["composer"]): string => {
  switch (space.kind) {
    case "plenty":
      return "";
    case "little":
      return texts.left(space.left);
    case "over":
      return texts.over(space.by);
  }
};
