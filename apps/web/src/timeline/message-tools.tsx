import { useEffect, useEffectEvent, useLayoutEffect, useRef, type RefObject } from "react";
import { useUiTexts } from "../preferences/preferences-context.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { MessageMenu, type MenuProps } from "./message-menu.tsx";
import { EmojiChoice } from "./reactions.tsx";

/** What is open beside a message: the emoji, or all that can be done with it. */
export type OpenTools = "emoji" | "menu" | undefined;

export interface ToolsProps extends Omit<MenuProps, "onChosen"> {
  readonly open: OpenTools;
  readonly onOpen: (open: OpenTools) => void;
}

/** Closes what is open when the person presses or scrolls elsewhere. */
const useElsewhere = (place: RefObject<HTMLElement | null>, isOpen: boolean, onClose: () => void): void => {
  const close = useEffectEvent(onClose);
  useEffect(() => {
    if (!isOpen) return undefined;
    const pressed = ({ target }: Event) => {
      if (!(target instanceof Node && place.current?.contains(target))) close();
    };
    window.addEventListener("pointerdown", pressed);
    return () => window.removeEventListener("pointerdown", pressed);
  }, [isOpen, place]);
};

/**
 * Opens the popup above a message, or below where there is more room, as high as there is room, and gives its first
 * button the focus. On a touch screen it lies at the lower edge of the page instead.
 */
const useOpened = (place: RefObject<HTMLElement | null>, open: OpenTools): void => {
  useLayoutEffect(() => {
    const popup = open && place.current?.querySelector<HTMLElement>(".message-popup");
    if (!popup) return;
    const view = popup.closest("[role=log]")?.getBoundingClientRect();
    const message = place.current?.parentElement?.getBoundingClientRect();
    if (view && message) {
      const above = message.top - view.top;
      const below = view.bottom - message.bottom;
      const isBelow = above < popup.offsetHeight && below > above;
      popup.setAttribute("data-below", String(isBelow));
      popup.style.setProperty("--room", `${Math.floor(isBelow ? below : above)}px`);
    }
    popup.querySelector("button")?.focus({ preventScroll: true });
  }, [place, open]);
};

/** The actions on a message, beside its bubble. */
export const MessageTools = (props: ToolsProps) => {
  const { message, called, actions, open, onOpen } = props;
  const texts = useUiTexts().timeline;
  const place = useRef<HTMLDivElement>(null);
  const close = () => onOpen(undefined);
  /** Closes it, and goes back to the button that opened it. */
  const leave = () => {
    close();
    place.current?.querySelector<HTMLElement>("[aria-expanded=true]")?.focus({ preventScroll: true });
  };
  useElsewhere(place, open !== undefined, close);
  useOpened(place, open);
  const chosen = (goesOn: boolean) => (goesOn ? close() : leave());
  return (
    <div
      className="message-tools"
      ref={place}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || open === undefined) return;
        event.preventDefault();
        leave();
      }}
      onBlur={({ relatedTarget }) => {
        if (relatedTarget !== null && !place.current?.contains(relatedTarget)) close();
      }}
    >
      <IconButton
        icon="smile"
        data-testid="react"
        aria-expanded={open === "emoji"}
        label={texts.react(called)}
        onClick={() => onOpen(open === "emoji" ? undefined : "emoji")}
      />
      <IconButton
        icon="reply"
        data-testid="reply"
        label={texts.reply(called)}
        onClick={() => actions.reply(message)}
      />
      <IconButton
        icon="more"
        className="more"
        data-testid="more"
        aria-expanded={open === "menu"}
        label={texts.moreActions(called)}
        onClick={() => onOpen(open === "menu" ? undefined : "menu")}
      />
      {open === "emoji" && (
        <div className="message-popup">
          <EmojiChoice {...{ message, actions }} label={texts.react(called)} onChosen={chosen} />
        </div>
      )}
      {open === "menu" && <MessageMenu {...props} onChosen={chosen} />}
    </div>
  );
};
