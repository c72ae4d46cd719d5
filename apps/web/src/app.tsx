import { lazy, Suspense, useMemo } from "react";
import { createDrafts } from "./composer/draft.ts";
import { PreferencesContext } from "./preferences/preferences-context.ts";
import type { Preferences } from "./preferences/preferences.ts";
import { Introduction } from "./screens/introduction.tsx";
import { Loaded, part } from "./screens/unloaded.tsx";
import { useObservable } from "./store/use-observable.ts";
import type { AppState } from "./app-state/app-state.ts";

// Requested at once, but not awaited: the introduction works without it.
const inside = part(import("./screens/inside.ts"));
const Chat = lazy(async () => ({ default: (await inside).Chat }));
const Farewell = lazy(async () => ({ default: (await inside).Farewell }));

export interface AppProps {
  readonly appState: AppState;
  readonly preferences: Preferences;
}

/** The whole page. */
export const App = ({ appState, preferences }: AppProps) => (
  <PreferencesContext value={preferences}>
    <Loaded>
      <Screen appState={appState} />
    </Loaded>
  </PreferencesContext>
);

const Screen = ({ appState }: Omit<AppProps, "preferences">) => {
  const state = useObservable(appState.current);
  const kept = state.at === "chat" ? state.drafts : undefined;
  const drafts = useMemo(() => kept && createDrafts(kept), [kept]);
  switch (state.at) {
    case "login":
      return (
        <Introduction
          name={appState.name()}
          names={appState.names()}
          problem={state.problem}
          invited={state.invited === true}
          resets={state.resets === true}
          onEnter={appState.enter}
        />
      );
    case "chat":
      return (
        drafts && (
          <Suspense>
            <Chat
              client={state.client}
              appState={appState}
              drafts={drafts}
              problem={state.problem}
              news={state.news}
            />
          </Suspense>
        )
      );
    case "gone":
      return (
        <Suspense>
          <Farewell farewell={state.farewell} code={state.code} onComeBack={() => void appState.comeBack()} />
        </Suspense>
      );
  }
};
