import type { Locale } from "@beseda/protocol";
import type { Services } from "../../commands/context.ts";
import type { Hub } from "../../delivery/hub.ts";
import type { Logger } from "../../runtime/logger.ts";
import type { LinePort } from "./line-port.ts";
import type { LineFormats } from "./peer-format.ts";

/** What all line sessions share. */
export interface LineSessionParts {
  readonly services: Services;
  readonly hub: Hub;
  readonly formats: LineFormats;
  /** Of clients that name none. */
  readonly locale: Locale;
  /** What somebody's first line is who has not said their name with the connection. */
  readonly firstLine: "message" | "name";
  readonly logger: Logger;
}

/** Who comes. */
export interface LineClient {
  readonly port: LinePort;
  readonly via: "text" | "tcp";
  /** Where they come from. */
  readonly address: string;
  /** The wish, as it was typed. */
  readonly name?: string | undefined;
  readonly locale?: string | undefined;
  /** The room that is gone to at once. */
  readonly room?: string | undefined;
  /** What they want to be answered in; without it their first line tells. */
  readonly format?: "text" | "json" | undefined;
}
