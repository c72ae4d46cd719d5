import type { TimelineMessage } from "@beseda/client";
import { withoutSpoilers } from "@beseda/markup/spoilers";
import { useUiTexts } from "../preferences/preferences-context.ts";
import { Icon } from "../ui/icon.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import type { Aim } from "./aim.ts";

export interface AimBarProps {
  readonly aim: Aim;
  /** The message as it is now, if it is loaded. */
  readonly message: TimelineMessage | undefined;
  readonly onLeave: () => void;
}

/** The message that is being answered or changed, over the field. */
export const AimBar = ({ aim, message, onLeave }: AimBarProps) => {
  const texts = useUiTexts();
  const { kind, name } = aim;
  const { text, deleted } = message ?? { ...aim, deleted: false };
  return (
    <div className="aim" data-testid="aim" data-kind={kind}>
      <Icon name={kind === "edit" ? "pencil" : "reply"} />
      <p className="aim-words" role="status">
        <span className="aim-title">
          {kind === "edit" ? texts.composer.editing : texts.composer.answering(name)}
        </span>
        <span className="aim-text" dir="auto">
          {deleted ? <em>{texts.timeline.deleted}</em> : withoutSpoilers(text)}
        </span>
      </p>
      <IconButton
        icon="close"
        data-testid="leave-aim"
        label={kind === "edit" ? texts.composer.leaveEdit : texts.composer.leaveReply}
        onClick={onLeave}
      />
    </div>
  );
};
