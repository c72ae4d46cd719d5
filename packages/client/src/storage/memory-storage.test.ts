import { memoryStorage } from "./memory-storage.ts";
import { storageContract } from "./storage.contract.ts";

storageContract({
  name: "memory",
  place: () => {
    const storage = memoryStorage();
    return Promise.resolve({ open: () => storage });
  },
});
