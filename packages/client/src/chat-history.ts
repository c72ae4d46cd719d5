import type { SearchFound, SearchRequest } from "@beseda/protocol";

/** A place in a room: a record, or the first one at or after a time, ISO 8601. */
export type Place = { readonly seq: number } | { readonly time: string };

/** The ways through what was said in a room. Methods reject like every method of a chat client. */
export interface ChatHistory {
  /**
   * Goes to a place of a room: in its timeline where that is loaded, else in a window, which grows by `loadOlder` and
   * `loadNewer` and joins the timeline where it reaches it. Resolves with the `seq` of the record that is there;
   * undefined where there is nothing at or after a time.
   */
  goTo(room: string, place: Place): Promise<number | undefined>;
  /** Leaves the window of a room for its live end. */
  toNewest(room: string): void;
  /** Loads the page after the window of a room, if it has one. */
  loadNewer(room: string): Promise<void>;
  /** Loads the page before the oldest loaded record; calls while one is under way wait for that one. */
  loadOlder(room: string): Promise<void>;
  /** Finds messages in all rooms of the person, by their words (SRCH-2); `next` of a page is the `cursor` of the one behind it. */
  search(wanted: SearchRequest): Promise<SearchFound>;
}
