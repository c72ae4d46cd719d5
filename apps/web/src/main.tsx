import "./no-eval.ts";
import { addressOf } from "@beseda/client";
import { createPageClient, databaseOf, databasesOf, indexedDbStorageAt } from "@beseda/client/browser";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "./styles/index.ts";
import { App } from "./app.tsx";
import { dressPage } from "./preferences/page.ts";
import { createPreferences } from "./preferences/preferences.ts";
import { browserKeyValueStore } from "./store/key-value-store.ts";
import { version } from "../package.json";
import { keepFilesOut } from "./ui/keep-files-out.ts";
import { followVisibleHeight } from "./ui/visible-height.ts";
import { openLinksAnew, takeSecret } from "./app-state/invitation.ts";
import { createAppState } from "./app-state/app-state.ts";

/** The one place that picks implementations: the page's own server, and the browser's storage. */
const store = browserKeyValueStore(() => localStorage);
/** Includes the path, in case a proxy has put the page under one; without a slash at the end. */
const pageAddress = new URL(".", location.href).href.replace(/\/$/u, "");
const preferences = createPreferences(store, navigator.languages);
const appState = createAppState({
  store,
  ...takeSecret(),
  tab: browserKeyValueStore(() => sessionStorage),
  address: addressOf(pageAddress),
  earlierPlace: (name) => databaseOf(pageAddress, name),
  storageAt: (place) => indexedDbStorageAt(place.startsWith("beseda ") ? place : `beseda ${place}`),
  connect: (name, how, storage) =>
    createPageClient({
      ...how,
      url: pageAddress,
      pageAddress,
      name,
      locale: preferences.locale.get(),
      client: `web/${version}`,
      storage,
    }),
});
void databasesOf(pageAddress).then((earlier) => appState.adopt(earlier));
dressPage(document, preferences);
keepFilesOut(window);
followVisibleHeight(window);
openLinksAnew();

const root = document.querySelector("#root");
if (root === null) throw new Error("the page has no #root");
createRoot(root).render(
  <StrictMode>
    <App appState={appState} preferences={preferences} />
  </StrictMode>,
);
