import { lazy, Suspense, useMemo } from "react";
import { createDrafts } from "./composer/draft.ts";
import { PreferencesContext } from "./preferences/preferences-context.ts";
import type { Preferences } from "./preferences/preferences.ts";
import { Introduction } from "./screens/introduction.tsx";
import { useCell } from "./store/use-cell.ts";
import type { Visit } from "./visit/visit.ts";

// Asked for at once, but not waited for: who only introduces oneself does without it.
const inside = import("./screens/inside.ts");
const Chat = lazy(async () => ({ default: (await inside).Chat }));
const Farewell = lazy(async () => ({ default: (await inside).Farewell }));

export interface AppProps {
  readonly visit: Visit;
  readonly preferences: Preferences;
}

/** The whole page. */
export const App = ({ visit, preferences }: AppProps) => (
  <PreferencesContext value={preferences}>
    <Screen visit={visit} />
  </PreferencesContext>
);

const Screen = ({ visit }: Omit<AppProps, "preferences">) => {
  const state = useCell(visit.state);
  const kept = state.at === "chat" ? state.drafts : undefined;
  const drafts = useMemo(() => kept && createDrafts(kept), [kept]);
  switch (state.at) {
    case "door":
      return (
        <Introduction
          name={visit.name()}
          names={visit.names()}
          problem={state.problem}
          invited={state.invited === true}
          resets={state.resets === true}
          onEnter={visit.enter}
        />
      );
    case "chat":
      return (
        drafts && (
          <Suspense>
            <Chat
              client={state.client}
              visit={visit}
              keep={state.own}
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
          <Farewell farewell={state.farewell} code={state.code} onComeBack={() => void visit.comeBack()} />
        </Suspense>
      );
  }
};
