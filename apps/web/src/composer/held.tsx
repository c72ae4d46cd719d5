import type { TimelineMessage } from "@beseda/client";

export interface HeldProps {
  readonly messages: readonly TimelineMessage[];
}

/** Messages typed behind a command, which wait for the server to say where it leads (CLI-1). */
export const Held = ({ messages }: HeldProps) =>
  messages.length === 0 ? null : (
    <ul className="held" data-testid="held" aria-live="polite">
      {messages.map(({ key, text }) => (
        <li key={key}>{text}</li>
      ))}
    </ul>
  );
