import type { Locale } from "@beseda/protocol";
import type { Connect } from "./connection/connection.ts";
import type { Diagnosis } from "./connection/diagnosis.ts";
import type { Environment } from "./environment.ts";

/** The parts that a chat runs on. */
export interface ChatParts {
  readonly environment: Environment;
  /** How long to wait before retry 0, 1, 2 … of anything. */
  readonly backOff: (retry: number) => number;
  /** Finds out why no connection came about. */
  readonly explain?: () => Promise<Diagnosis | undefined>;
  readonly connect: (chat: { environment: Environment; locale: () => Locale }) => Connect;
}
