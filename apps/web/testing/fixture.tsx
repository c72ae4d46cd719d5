import { FakeChatClient } from "@beseda/client/testing";
import { createRoot } from "react-dom/client";
import "../src/styles/index.ts";
import { App } from "../src/app.tsx";
import { dressPage } from "../src/preferences/page.ts";
import { createPreferences } from "../src/preferences/preferences.ts";
import { browserKeyValueStore } from "../src/store/key-value-store.ts";
import { keepFilesOut } from "../src/ui/keep-files-out.ts";
import { followVisibleHeight } from "../src/ui/visible-height.ts";
import { createAppState } from "../src/app-state/app-state.ts";

/**
 * The page on the fake, by `vite --config testing/fixture.config.ts`; not part of a build.
 * `window.fake` is the client in the chat, `?history=120` the number of earlier messages.
 */
declare global {
  interface Window {
    fake: FakeChatClient | undefined;
  }
}

const query = new URLSearchParams(location.search);
const store = browserKeyValueStore(() => localStorage);
const preferences = createPreferences(store, navigator.languages);
const appState = createAppState({
  store,
  connect: (name) => {
    window.fake = new FakeChatClient({
      name,
      locale: preferences.locale.get(),
      history: Number(query.get("history") ?? 0),
      otherRooms: ["кухня", "dev"],
      now: Date.now,
      isDeferred: true,
    });
    // The server is back as soon as somebody tries.
    window.fake.reconnectNow = () => window.fake?.greet();
    if (!query.has("offline")) window.fake.greet();
    return window.fake;
  },
});
dressPage(document, preferences);
keepFilesOut(window);
followVisibleHeight(window);

const root = document.querySelector("#root");
if (root === null) throw new Error("the page has no #root");
createRoot(root).render(<App appState={appState} preferences={preferences} />);
