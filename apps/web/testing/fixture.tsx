import { createRoot } from "react-dom/client";
import "../src/styles/index.ts";
import { App } from "../src/app.tsx";
import { dressPage } from "../src/preferences/page.ts";
import { createPreferences } from "../src/preferences/preferences.ts";
import { browserKeep } from "../src/store/keep.ts";
import { keepFilesOut } from "../src/ui/keep-files-out.ts";
import { followVisibleHeight } from "../src/ui/visible-height.ts";
import { createVisit } from "../src/visit/visit.ts";
import { FakeChatClient } from "./fake-chat-client.ts";

/**
 * The page on the fake, at `/testing/` of the development server; not part of a build.
 * `window.fake` is the client of the visit that is under way, `?history=120` says how much was said before.
 */
declare global {
  interface Window {
    fake: FakeChatClient | undefined;
  }
}

const query = new URLSearchParams(location.search);
const keep = browserKeep(() => localStorage);
const preferences = createPreferences(keep, navigator.languages);
const visit = createVisit({
  keep,
  connect: (name) => {
    window.fake = new FakeChatClient({
      name,
      locale: preferences.locale.get(),
      history: Number(query.get("history") ?? 0),
      otherRooms: ["кухня", "dev"],
    });
    if (!query.has("offline")) window.fake.goOnline();
    return window.fake;
  },
});
dressPage(document, preferences);
keepFilesOut(window);
followVisibleHeight(window);

const root = document.querySelector("#root");
if (root === null) throw new Error("the page has no #root");
createRoot(root).render(<App visit={visit} preferences={preferences} />);
