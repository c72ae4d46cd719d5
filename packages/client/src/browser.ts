export { indexedDbStorage } from "./storage/indexed-db-storage.ts";
