import { cleanLine, cleanLines } from "@beseda/protocol";
import {
  type DestinationStream,
  pino,
  stdSerializers,
  type Logger,
  type LoggerOptions as PinoOptions,
  type SerializedError,
} from "pino";

import { Output } from "./output.ts";

export type { Logger } from "pino";

export interface LoggerOptions {
  readonly level: string;
  readonly format: "pretty" | "json";
}

/**
 * Creates the operator's log: who came, who left and how, what was refused. Never messages, never a token.
 */
export const createLogger = async (
  { level, format }: LoggerOptions,
  output: DestinationStream,
): Promise<Logger> => {
  const options: PinoOptions = {
    level,
    base: null,
    serializers: { err: tellError },
    hooks: { streamWrite: cleanEntry },
  };
  return pino(options, format === "json" ? output : await prettyStream(output));
};

/** Opens the output of the operator's log: the standard output. */
export const openOutput = (): Output =>
  new Output(process.stdout.fd, (lost, why) => {
    const msg = `${lost} earlier entries of this log are lost: they could not be written (${why}).`;
    return `${JSON.stringify({ level: 40, time: Date.now(), msg })}\n`;
  });

/**
 * Serializes an error for the log. A failing disk or network is not a bug of the program: the cause is
 * logged, but not the place in the program (OPS-5).
 */
export const tellError = (
  error: Error,
): SerializedError | { readonly message: string; readonly code: string } => {
  const code = "code" in error && typeof error.code === "string" ? error.code : "ERR_";
  const isMistake = code.startsWith("ERR_") && code !== "ERR_SQLITE_ERROR";
  return isMistake ? stdSerializers.err(error) : { message: error.message, code };
};

const hasEscape = /\\[bfnrtu]/u;

/**
 * Returns an entry whose texts contain no line ends or terminal controls, whatever was put into them (TXT-7).
 */
export const cleanEntry = (entry: string): string => {
  const line = entry.trimEnd();
  if (!hasEscape.test(line) && cleanLine(line) === line) return entry;
  const cleaned: unknown = JSON.parse(line, (key, value: unknown) => {
    if (typeof value !== "string") return value;
    return key === "stack" ? cleanLines(value).join("\n    ") : cleanLine(value);
  });
  return `${JSON.stringify(cleaned)}\n`;
};

/** Creates a stream for people to read; its module is loaded only if needed. */
const prettyStream = async (output: DestinationStream): Promise<DestinationStream> => {
  const { prettyFactory } = await import("pino-pretty");
  const pretty = prettyFactory({ colorize: process.stdout.isTTY, translateTime: "HH:MM:ss" });
  return { write: (entry) => output.write(pretty(entry)) };
};
