import type { TimelineMessage } from "@beseda/client";

export interface HeldProps {
  readonly messages: readonly TimelineMessage[];
}

/** What was typed behind a command, and waits for the server to say where that leads (CLI-1). */
export const Held = ({ messages }: HeldProps) =>
  messages.length === 0 ? null : (
    <ul className="held" data-testid="held" aria-live="polite">
      {messages.map(({ key, text }) => (
        <li key={key}>{text}</li>
      ))}
    </ul>
  );
