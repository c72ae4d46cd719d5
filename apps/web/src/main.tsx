import "./no-eval.ts";
import { createChatClient } from "@beseda/client";
import { indexedDbStorage } from "@beseda/client/browser";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "./styles/index.ts";
import { App } from "./app.tsx";
import { dressPage } from "./preferences/page.ts";
import { createPreferences } from "./preferences/preferences.ts";
import { browserKeep } from "./store/keep.ts";
import { version } from "../package.json";
import { takeSecret } from "./visit/invitation.ts";
import { createVisit } from "./visit/visit.ts";

/** The one place that picks implementations: the server is where the page came from, the memory is the browser's. */
const keep = browserKeep(() => localStorage);
const preferences = createPreferences(keep, navigator.languages);
const visit = createVisit({
  keep,
  ...takeSecret(),
  connect: (name, how) =>
    createChatClient({
      ...how,
      url: location.origin,
      name,
      locale: preferences.locale.get(),
      client: `web/${version}`,
      storage: indexedDbStorage(location.origin, name),
    }),
});
dressPage(document, preferences);

const root = document.querySelector("#root");
if (root === null) throw new Error("the page has no #root");
createRoot(root).render(
  <StrictMode>
    <App visit={visit} keep={keep} preferences={preferences} />
  </StrictMode>,
);
