import type { TimelineMessage } from "@beseda/client";
import { withoutSpoilers } from "@beseda/markup/spoilers";
import { useUiTexts } from "../preferences/preferences-context.ts";
import { hueOf } from "../ui/person.ts";

export interface AnsweredProps {
  readonly seq: number;
  /** The message that is answered, if it is loaded. */
  readonly answered: TimelineMessage | undefined;
  /** Leads to it. */
  readonly onGo: (seq: number) => void;
}

/** The message that another one answers: its beginning, and the way to it. */
export const Answered = ({ seq, answered, onGo }: AnsweredProps) => {
  const texts = useUiTexts().timeline;
  return (
    <blockquote className="answered" data-hue={answered && hueOf(answered.client_id)}>
      <button
        type="button"
        className="answered-way"
        data-testid="answered"
        title={texts.toAnswered}
        onClick={() => onGo(seq)}
      >
        {answered === undefined ? (
          texts.replyTo(seq)
        ) : (
          <>
            <span className="message-name">{answered.name}</span>{" "}
            {answered.deleted ? <em className="deleted">{texts.deleted}</em> : withoutSpoilers(answered.text)}
          </>
        )}
      </button>
    </blockquote>
  );
};
