import { pino, type Logger } from "pino";
import { PinoPretty } from "pino-pretty";

export type { Logger } from "pino";

export interface LoggerOptions {
  readonly level: string;
  readonly format: "pretty" | "json";
}

/** The server's own diary: who came, who went and how, what was refused. Never what was said, never a token. */
export const createLogger = ({ level, format }: LoggerOptions): Logger =>
  format === "json"
    ? pino({ level, base: null })
    : pino(
        { level, base: null },
        PinoPretty({ colorize: process.stdout.isTTY, translateTime: "HH:MM:ss", sync: true }),
      );
