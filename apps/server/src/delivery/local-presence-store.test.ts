import { LocalPresenceStore } from "./local-presence-store.ts";
import { describePresenceStore } from "./presence-store.contract.ts";

describePresenceStore(async () => {
  const store = new LocalPresenceStore();
  return { here: store, there: store, [Symbol.asyncDispose]: async () => {} };
});
