import type { LogReader } from "@beseda/log";
import { Hub } from "../src/delivery/hub.ts";
import type { Source } from "../src/delivery/subscriber.ts";

/**
 * Returns the source that subscribers of a test read from; `stop` throws the error with which one of them
 * failed.
 */
export const hubSource = (log: LogReader): { readonly source: Source; readonly stop: () => void } => {
  const failures: unknown[] = [];
  const hub = new Hub({ log, flush: () => {} });
  return {
    source: { log, hub, onError: (error: unknown) => failures.push(error) },
    stop: () => {
      hub.stop();
      if (failures.length > 0) throw failures[0];
    },
  };
};
