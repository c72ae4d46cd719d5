import type { Locale } from "@beseda/protocol";
import type { Services } from "../../commands/context.ts";
import type { Hub } from "../../delivery/hub.ts";
import type { Logger } from "../../runtime/logger.ts";
import type { LinePort } from "./line-port.ts";
import type { LineReading } from "./line-reading.ts";
import type { LineFormats } from "./peer-format.ts";

/** Looks at what people have read, from time to time. */
export interface Rounds {
  watch(reading: LineReading): void;
  unwatch(reading: LineReading): void;
}

/** The parts that all line sessions share. */
export interface LineSessionParts {
  readonly services: Services;
  readonly hub: Hub;
  /** Looks from time to time at what people have read. */
  readonly rounds: Rounds;
  readonly formats: LineFormats;
  /** The language of clients that name none. */
  readonly locale: Locale;
  /** The meaning of the first line of a client that gave no name with the connection. */
  readonly firstLine: "message" | "name";
  readonly logger: Logger;
}

/** A client that connects. */
export interface LineClient {
  readonly port: LinePort;
  readonly via: "text" | "tcp";
  /** The client's address. */
  readonly address: string;
  /** The wished name, as typed. */
  readonly name?: string | undefined;
  readonly locale?: string | undefined;
  /** The room to enter at once. */
  readonly room?: string | undefined;
  /** The format of answers that the client wants; without it, its first line decides. */
  readonly format?: "text" | "json" | undefined;
}
