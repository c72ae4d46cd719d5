import type { MessageHead } from "../state/projection.ts";
import type { Stretch } from "../format/format.ts";

/**
 * Reads the heads of messages without parsing the messages: the log gives every record its fields in one
 * order, so all messages begin alike. Parsing a million messages takes most of a start without a checkpoint.
 */
export class MessageHeads {
  /**
   * Matches no value with an escape, and no field that it does not know before the text: such a line is
   * parsed instead.
   */
  readonly #pattern =
    /\{"seq":(\d+),"prev":\d+,"time":"([^"\\]*)","type":"message","room":"([^"\\]*)","client_id":"([^"\\]*)","name":"[^"\\]*"(?:,"session":"[^"\\]*")?,"id":"([^"\\]*)"(?:,"said_at":"[^"\\]*")?(?:,"reply_to":\d+)?(?:,"action":true)?(?:,"mentions":\["([^\]\\]*)"\])?,"s(?:alt|ender)":/y;
  /** Room names by their bytes. */
  readonly #rooms = new Map<string, string>();

  /** Reads the head of a line of UTF-8 decoded as Latin-1; undefined if it does not begin like a message. */
  read(text: string, { start, end }: Stretch): MessageHead | undefined {
    this.#pattern.lastIndex = start;
    const match = this.#pattern.exec(text);
    if (!match || this.#pattern.lastIndex > end) return undefined;
    const [, seq = "", time = "", room = "", client = "", id = "", mentions] = match;
    return {
      seq: Number(seq),
      time,
      room: this.#roomOf(room),
      client_id: decoded(client),
      id: decoded(id),
      ...(mentions !== undefined && { mentions: decoded(mentions).split('","') }),
    };
  }

  #roomOf(bytes: string): string {
    const known = this.#rooms.get(bytes);
    if (known !== undefined) return known;
    const room = utf8(bytes);
    // Copied to its own memory: a slice of a string keeps the whole string alive.
    this.#rooms.set(Buffer.from(bytes, "latin1").toString("latin1"), room);
    return room;
  }
}

const decoded = (bytes: string): string => (/[^\0-\x7f]/u.test(bytes) ? utf8(bytes) : bytes);

const utf8 = (bytes: string): string => Buffer.from(bytes, "latin1").toString("utf8");
