import { join } from "node:path";
import type { LogReader } from "@beseda/log";
import { searchFileName } from "./search/search-file.ts";
import { SearchFeed } from "./search/search-feed.ts";
import type { SearchIndex } from "./search/search-index.ts";
import { SqliteSearchIndex } from "./search/sqlite-search-index.ts";
import type { Settings } from "./settings.ts";

/** What was said, findable, and how far it is. */
export interface Searching {
  readonly index: SearchIndex;
  readonly feed: SearchFeed;
  stop(): Promise<void>;
}

/** Opens the index and begins to feed it from the log, in the background (SRCH-4). */
export const startSearching = ({ config, logger }: Settings, log: LogReader): Searching => {
  const file = join(config.data, searchFileName);
  const index = new SqliteSearchIndex({ file, readAt: (seqs) => log.readAt(seqs) });
  const onTrouble = (error: Error | undefined): void => {
    if (error) logger.error({ why: error.message, file }, "the search does not work: all else does");
    else logger.info({ file }, "the search works again");
  };
  const feed = new SearchFeed({ log, index, onTrouble });
  const stop = async (): Promise<void> => {
    await feed.stop();
    await index.close();
  };
  return { index, feed, stop };
};
