import { PreferencesPanel } from "../preferences/preferences-panel.tsx";
import { useUiTexts } from "../preferences/preferences-context.ts";
import { Logo } from "../ui/logo.tsx";

export interface FarewellProps {
  /** The server's words. */
  readonly farewell: string;
  readonly code: number;
  readonly onComeBack: () => void;
}

/** The screen after leaving. */
export const Farewell = ({ farewell, code, onComeBack }: FarewellProps) => {
  const texts = useUiTexts();
  return (
    <main className="login">
      <section className="card">
        <Logo />
        <h1 className="card-title">{texts.farewell.title}</h1>
        <p className="card-lead" role="status" data-testid="farewell">
          {farewell}
        </p>
        <p className="card-note">{texts.farewell.code(code)}</p>
        <button
          className="button button-primary button-wide"
          data-testid="come-back"
          autoFocus
          onClick={onComeBack}
        >
          {texts.farewell.comeBack}
        </button>
      </section>
      <PreferencesPanel />
    </main>
  );
};
