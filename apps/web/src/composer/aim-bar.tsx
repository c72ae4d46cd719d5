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

/** The message that is being answered or changed, or gets an emoji, over the field. */
export const AimBar = ({ aim, message, onLeave }: AimBarProps) => {
  const texts = useUiTexts();
  const { kind, name } = aim;
  const kinds = {
    reply: { icon: "reply", title: texts.composer.answering(name), leave: texts.composer.leaveReply },
    edit: { icon: "pencil", title: texts.composer.editing, leave: texts.composer.leaveEdit },
    react: { icon: "smile", title: texts.composer.reacting, leave: texts.composer.leaveReact },
  } as const;
  const { icon, title, leave } = kinds[kind];
  const { text, deleted } = message ?? { ...aim, deleted: false };
  return (
    <div className="aim" data-testid="aim" data-kind={kind}>
      <Icon name={icon} />
      <p className="aim-words" role="status">
        <span className="aim-title">{title}</span>
        <span className="aim-text" dir="auto">
          {deleted ? <em>{texts.timeline.deleted}</em> : withoutSpoilers(text)}
        </span>
      </p>
      <IconButton icon="close" data-testid="leave-aim" label={leave} onClick={onLeave} />
    </div>
  );
};
