import { useUiTexts } from "../preferences/preferences-context.ts";
import { Icon } from "../ui/icon.tsx";

export interface ToNewestProps {
  readonly unread: number;
  readonly onGo: () => void;
}

/** A button over the list while the reader is not at its end. */
export const ToNewest = ({ unread, onGo }: ToNewestProps) => {
  const texts = useUiTexts().timeline;
  const label = unread > 0 ? texts.newBelow(unread) : texts.toNewest;
  return (
    <button
      type="button"
      className="to-newest"
      data-testid="to-newest"
      data-unread={unread}
      title={label}
      aria-label={label}
      onClick={onGo}
    >
      <Icon name="down" />
      {unread > 0 && <span aria-hidden="true">{label}</span>}
    </button>
  );
};

/** A button over the list while the first unread message is above the view. */
export const ToUnread = ({ onGo }: Pick<ToNewestProps, "onGo">) => {
  const { toUnread } = useUiTexts().timeline;
  return (
    <button
      type="button"
      className="to-newest to-unread"
      data-testid="to-unread"
      data-unread={0}
      onClick={onGo}
    >
      <Icon name="down" />
      {toUnread}
    </button>
  );
};
