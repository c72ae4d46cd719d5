export { databaseOf, indexedDbStorage, indexedDbStorageAt } from "./storage/indexed-db-storage.ts";
