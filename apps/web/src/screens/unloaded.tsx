import { Component, type ReactNode } from "react";
import { useUiTexts } from "../preferences/preferences-context.ts";
import { Logo } from "../ui/logo.tsx";

class UnloadedError extends Error {
  override readonly name = "UnloadedError";
}

/**
 * Loads a part of the page; one that cannot be loaded, as when the server was updated meanwhile, is told where it
 * is needed, by {@link Loaded}.
 */
export const part = <Module,>(loading: Promise<Module>): Promise<Module> => {
  const told = loading.catch((cause: unknown) => {
    throw new UnloadedError("a part of the page could not be loaded", { cause });
  });
  told.catch(() => undefined);
  return told;
};

interface Failed {
  readonly error?: unknown;
}

/** Shows the page, or why it is not there and what to do. */
export class Loaded extends Component<{ readonly children: ReactNode }, Failed> {
  override readonly state: Failed = {};

  static getDerivedStateFromError(error: unknown): Failed {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    if (error instanceof UnloadedError) return <Unloaded />;
    throw error;
  }
}

const Unloaded = () => {
  const { unloaded: texts, app } = useUiTexts();
  return (
    <main className="login">
      <section className="card">
        <Logo />
        <h1 className="card-title">{app}</h1>
        <p className="card-lead" role="alert" data-testid="unloaded">
          {texts.why}
        </p>
        <button
          type="button"
          className="button button-primary button-wide"
          data-testid="reload"
          autoFocus
          onClick={() => location.reload()}
        >
          {texts.reload}
        </button>
      </section>
    </main>
  );
};
