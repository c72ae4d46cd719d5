export {
  databaseOf,
  databasesOf,
  indexedDbStorage,
  indexedDbStorageAt,
} from "./storage/indexed-db-storage.ts";
