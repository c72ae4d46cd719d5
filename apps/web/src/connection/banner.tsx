import type { ConnectionState } from "@beseda/client";
import { useUiTexts } from "../preferences/preferences-context.ts";
import { Icon, type IconName } from "../ui/icon.tsx";
import { useNow } from "../ui/use-now.ts";
import { connectionWords, moreWords } from "./words.ts";

export interface BannerProps {
  readonly connection: ConnectionState;
  readonly unsent: number;
  readonly onRetry: () => void;
  readonly onComeBack: () => void;
}

/** Shows the connection's state, quietly; nothing while all is well. The chat's announcer reads it out. */
export const Banner = ({ connection, unsent, onRetry, onComeBack }: BannerProps) => {
  const texts = useUiTexts();
  const { phase } = connection;
  if (phase === "online") return null;
  return (
    <section className="banner" data-testid="banner" data-phase={phase}>
      {phase === "connecting" ? (
        <span className="spinner" aria-hidden="true" />
      ) : (
        <Icon name={iconOf(connection)} />
      )}
      <p className="banner-words">
        <span className="banner-title">{connectionWords(connection, texts)}</span>{" "}
        {phase === "ended" && <span>{moreWords(connection, texts)}</span>}{" "}
        {phase === "waiting" && <Countdown retryAt={connection.retryAt} />}{" "}
        {unsent > 0 && <span data-testid="unsent">{texts.connection.unsent(unsent)}</span>}
      </p>
      {phase === "waiting" && (
        <button type="button" className="button" data-testid="retry-now" onClick={onRetry}>
          {texts.connection.retryNow}
        </button>
      )}
      {phase === "ended" && (
        <button type="button" className="button" data-testid="come-back" autoFocus onClick={onComeBack}>
          {texts.connection.comeBack}
        </button>
      )}
    </section>
  );
};

const iconOf = (connection: ConnectionState): IconName => {
  if (connection.phase !== "ended") return "offline";
  switch (connection.status) {
    case "kicked":
    case "banned":
      return "ban";
    case "replaced":
      return "windows";
    default:
      return "leave";
  }
};

const Countdown = ({ retryAt }: { readonly retryAt: number }) => {
  const texts = useUiTexts();
  const seconds = Math.max(0, Math.ceil((retryAt - useNow(250)) / 1000));
  return <span>{texts.connection.nextTry(seconds)}</span>;
};
