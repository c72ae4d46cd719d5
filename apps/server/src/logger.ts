import { type DestinationStream, pino, type Logger } from "pino";

export type { Logger } from "pino";

export interface LoggerOptions {
  readonly level: string;
  readonly format: "pretty" | "json";
}

/** The server's own diary: who came, who went and how, what was refused. Never what was said, never a token. */
export const createLogger = async ({ level, format }: LoggerOptions): Promise<Logger> =>
  format === "json" ? pino({ level, base: null }) : pino({ level, base: null }, await prettyStream());

/** Loaded only where somebody looks at it. */
const prettyStream = async (): Promise<DestinationStream> => {
  const { PinoPretty } = await import("pino-pretty");
  return PinoPretty({ colorize: process.stdout.isTTY, translateTime: "HH:MM:ss", sync: true });
};
