/** The part that a walker of the fault tests drives: the page without the drawing. */
export { createDrafts } from "../src/composer/draft.ts";
export { takeBack } from "../src/composer/taken-back.ts";
export { browserKeyValueStore, type KeyValueStore } from "../src/store/key-value-store.ts";
export { createAppState, type AppState } from "../src/app-state/app-state.ts";
