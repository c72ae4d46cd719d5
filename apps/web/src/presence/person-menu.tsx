import type { Member } from "@beseda/client";
import { useRef, useState } from "react";
import { useUiTexts } from "../preferences/preferences-context.ts";
import { IconButton } from "../ui/icon-button.tsx";

export interface PersonMenuProps {
  readonly person: Member;
  readonly isBlocked: boolean;
  readonly onBlock: (clientId: string, isBlocked: boolean) => void;
  readonly onReport: (clientId: string) => void;
}

/** A menu of further actions on a person. */
export const PersonMenu = ({ person, isBlocked, onBlock, onReport }: PersonMenuProps) => {
  const texts = useUiTexts().people;
  const [open, setOpen] = useState(false);
  const more = useRef<HTMLButtonElement>(null);
  const { client_id, name } = person;
  return (
    <>
      <IconButton
        ref={more}
        icon="more"
        className="person-more"
        data-testid="person-more"
        label={texts.more(name)}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      />
      {open && (
        <div className="person-menu">
          <button
            type="button"
            className="button button-small"
            data-testid={isBlocked ? "unblock" : "block"}
            onClick={() => {
              setOpen(false);
              more.current?.focus();
              onBlock(client_id, !isBlocked);
            }}
          >
            {isBlocked ? texts.unblock : texts.block}
          </button>
          <button
            type="button"
            className="button button-small"
            data-testid="report-person"
            onClick={() => {
              setOpen(false);
              onReport(client_id);
            }}
          >
            {texts.report}
          </button>
        </div>
      )}
    </>
  );
};
