import { withoutSpoilers } from "@beseda/markup/spoilers";
import { useEffect, useRef, useState } from "react";
import { useUiTexts } from "../preferences/preferences-context.ts";
import { Icon } from "../ui/icon.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import type { Pin } from "./use-pins.ts";

export interface PinsBarProps {
  /** The newest first; at least one. */
  readonly pins: readonly Pin[];
  readonly mayUnpin: boolean;
  /** Leads to a message. */
  readonly onGo: (seq: number) => void;
  readonly onUnpin: (seq: number) => void;
}

const Words = ({ pin: { seq, message } }: { readonly pin: Pin }) =>
  message === undefined ? (
    `#${seq}`
  ) : (
    <>
      <span className="pin-name">{message.name}</span> {withoutSpoilers(message.text)}
    </>
  );

/** Returns where whoever takes a message away goes on: with the last one the bar goes too (VIEW-9). */
const nearBy = (pins: readonly Pin[], count: HTMLElement | null): HTMLElement | null =>
  pins.length > 1 ? count : document.querySelector<HTMLElement>(".timeline-scroll");

/** The pinned messages of a room: the newest, how many there are, and the way to each. */
export const PinsBar = ({ pins, mayUnpin, onGo, onUnpin }: PinsBarProps) => {
  const texts = useUiTexts().pins;
  const [isOpen, setOpen] = useState(false);
  const bar = useRef<HTMLElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [newest] = pins;
  useEffect(() => {
    if (!isOpen) return undefined;
    const pressed = ({ target }: Event) => {
      if (!(target instanceof Node && bar.current?.contains(target))) setOpen(false);
    };
    window.addEventListener("pointerdown", pressed);
    return () => window.removeEventListener("pointerdown", pressed);
  }, [isOpen, bar]);
  if (newest === undefined) return null;
  const go = (seq: number) => {
    setOpen(false);
    onGo(seq);
  };
  return (
    <section
      className="pins"
      data-testid="pins"
      aria-label={texts.title(pins.length)}
      ref={bar}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !isOpen) return;
        event.preventDefault();
        setOpen(false);
        button.current?.focus();
      }}
    >
      <button type="button" className="pins-newest" data-testid="newest-pin" onClick={() => go(newest.seq)}>
        <Icon name="pin" />
        <span className="pin-words" dir="auto">
          <Words pin={newest} />
        </span>
      </button>
      <button
        ref={button}
        type="button"
        className="button button-small pins-count"
        data-testid="all-pins"
        aria-expanded={isOpen}
        aria-label={texts.title(pins.length)}
        title={texts.title(pins.length)}
        onClick={() => setOpen(!isOpen)}
      >
        {pins.length}
      </button>
      {isOpen && (
        <ul className="pins-list">
          {pins.map((pin) => (
            <li key={pin.seq}>
              <button type="button" className="menu-item" data-testid="pin-row" onClick={() => go(pin.seq)}>
                <span className="pin-words" dir="auto">
                  <Words pin={pin} />
                </span>
              </button>
              {mayUnpin && (
                <IconButton
                  icon="close"
                  data-testid="unpin-row"
                  label={texts.unpin(pin.message?.name ?? `#${pin.seq}`)}
                  onClick={() => {
                    nearBy(pins, button.current)?.focus({ preventScroll: true });
                    onUnpin(pin.seq);
                  }}
                />
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};
