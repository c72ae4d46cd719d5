import { clientsOverLoaded } from "./clients-over.ts";

const load = async () => (await import("./transport.ts")).transport;

// Requested at once, but not awaited: the page's first screen works without it.
void load().catch(() => undefined);

/** Creates clients of a page, whose transport is loaded after its first screen. */
export const createPageClient = clientsOverLoaded(load);

export {
  databaseOf,
  databasesOf,
  indexedDbStorage,
  indexedDbStorageAt,
} from "./storage/indexed-db-storage.ts";
