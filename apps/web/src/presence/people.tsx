import type { Member } from "@beseda/client";
import { useMemo, useState } from "react";
import { useUiTexts } from "../preferences/preferences-context.ts";
import { PersonMenu } from "./person-menu.tsx";
import { Avatar } from "../ui/avatar.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import type { Panel } from "../ui/use-panel.ts";

export interface PeopleProps {
  /** Undefined until known, `"unknown"` if the server did not say. */
  readonly people: readonly Member[] | "unknown" | undefined;
  readonly away: ReadonlySet<string>;
  readonly me: string | undefined;
  readonly blocked: ReadonlyMap<string, string>;
  /** Resolves when the talk is open, or the person was told why not. */
  readonly onTalkTo: (clientId: string) => Promise<void>;
  readonly onBlock: (clientId: string, isBlocked: boolean) => void;
  readonly onReport: (clientId: string) => void;
  readonly panel: Panel;
}

/** The people in a room now, and whether they are away; each leads to a private talk. */
export const People = (props: PeopleProps) => {
  const { people, away, me, blocked, onTalkTo, onBlock, onReport, panel } = props;
  const { element, close } = panel;
  const texts = useUiTexts().people;
  const [shown, setShown] = useState(atATime);
  const sorted = useMemo(() => (typeof people === "object" ? people.toSorted(byName) : []), [people]);
  const more = sorted.length - shown;
  return (
    <>
      <div className="people-shade" onClick={close} aria-hidden="true" />
      <aside ref={element} className="people" data-testid="people" aria-label={texts.title}>
        <div className="people-head">
          <h2 className="people-title">{texts.title}</h2>
          <IconButton icon="close" data-testid="close-people" label={texts.close} onClick={close} />
        </div>
        {people === "unknown" && <p className="people-none">{texts.none}</p>}
        <ul className="people-list">
          {sorted.slice(0, shown).map((person) => (
            <li key={person.client_id} className="person-row">
              <Person
                person={person}
                isAway={away.has(person.client_id)}
                isMe={person.client_id === me}
                onTalkTo={(clientId) => void onTalkTo(clientId).finally(close)}
              />
              {person.client_id !== me && (
                <PersonMenu
                  person={person}
                  isBlocked={blocked.has(person.client_id)}
                  onBlock={onBlock}
                  onReport={(clientId) => {
                    close();
                    onReport(clientId);
                  }}
                />
              )}
            </li>
          ))}
        </ul>
        {more > 0 && (
          <button
            type="button"
            className="button people-rest"
            data-testid="more-people"
            onClick={() => setShown(shown + atATime)}
          >
            {texts.rest(more)}
          </button>
        )}
      </aside>
    </>
  );
};

/** The number of rows added at a time: all of a thousand people would block a phone for seconds. */
const atATime = 100;

const { compare } = new Intl.Collator(undefined, { numeric: true });
const byName = (one: Member, other: Member): number => compare(one.name, other.name);

interface PersonProps {
  readonly person: Member;
  readonly isAway: boolean;
  readonly isMe: boolean;
  readonly onTalkTo: (clientId: string) => void;
}

const Person = ({ person: { client_id, name }, isAway, isMe, onTalkTo }: PersonProps) => {
  const texts = useUiTexts().people;
  const face = (
    <>
      <span className="face">
        <Avatar clientId={client_id} name={name} />
        <span className="presence" data-away={isAway} aria-hidden="true" />
      </span>
      <span className="person-name" dir="auto">
        {isMe ? texts.oneself(name) : name}
      </span>
      {isAway && <span className="person-away">{texts.away}</span>}
    </>
  );
  if (isMe) {
    return (
      <span className="person" data-testid="person" data-away={isAway}>
        {face}
      </span>
    );
  }
  return (
    <button
      type="button"
      className="person"
      data-testid="person"
      data-away={isAway}
      title={texts.talkTo(name)}
      onClick={() => onTalkTo(client_id)}
    >
      {face}
    </button>
  );
};
