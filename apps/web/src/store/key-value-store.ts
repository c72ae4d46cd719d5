/** Small things that outlive the page: name, drafts, preferences. Values are texts. */
export interface KeyValueStore {
  read(key: string): string | undefined;
  /** Removes the key if the value is undefined. */
  write(key: string, value: string | undefined): void;
}

/** Creates a store that lasts as long as the page. */
export const memoryKeyValueStore = (): KeyValueStore => {
  const values = new Map<string, string>();
  return {
    read: (key) => values.get(key),
    write: (key, value) => {
      if (value === undefined) values.delete(key);
      else values.set(key, value);
    },
  };
};

/** Returns a part of another store, under names of its own. */
export const scopedKeyValueStore = (store: KeyValueStore, scope: string): KeyValueStore => ({
  read: (key) => store.read(`${scope}.${key}`),
  write: (key, value) => {
    store.write(`${scope}.${key}`, value);
  },
});

/** Prefers what this tab has written, even if another tab wrote since; a new tab gets the newest. */
export const ownTabFirst = (tab: KeyValueStore, store: KeyValueStore): KeyValueStore => ({
  read: (key) => tab.read(key) ?? store.read(key),
  write: (key, value) => {
    tab.write(key, value ?? "");
    store.write(key, value);
  },
});

/**
 * The browser's storage under a prefix. Where the browser refuses it (private windows, a full disk, a policy),
 * the value lives as long as the page: a chat without a remembered name is better than none.
 */
export const browserKeyValueStore = (storageOf: () => Storage): KeyValueStore => {
  const fallback = memoryKeyValueStore();
  const prefixed = (key: string) => `beseda.${key}`;
  return {
    read: (key) => {
      try {
        return fallback.read(key) ?? storageOf().getItem(prefixed(key)) ?? undefined;
      } catch {
        return fallback.read(key);
      }
    },
    write: (key, value) => {
      try {
        if (value === undefined) storageOf().removeItem(prefixed(key));
        else storageOf().setItem(prefixed(key), value);
        fallback.write(key, undefined);
      } catch {
        fallback.write(key, value);
      }
    },
  };
};
