export { fileStorage } from "./storage/file-storage.ts";
