import { fork } from "node:child_process";
import { Worker } from "node:worker_threads";
import type { HashAnswer, HashOrder } from "./hashing-answer.ts";

/** The receiver of the results of orders. */
export interface Overseer {
  readonly onAnswer: (answer: HashAnswer) => void;
  /** Called when there will be no more answers. */
  readonly onEnd: (error: unknown) => void;
}

/** A place where orders are carried out, one after the other. */
export interface Workplace {
  send(order: HashOrder): void;
  /** Keeps this process alive as long as the workplace is there. */
  hold(): void;
  /** Lets this process end without it. */
  release(): void;
  /** Ends it, whatever it is doing. */
  end(): void;
}

/** Drops other messages: under `node --watch` every child also tells which files it has loaded. */
const answersOnly =
  (onAnswer: Overseer["onAnswer"]) =>
  (message: HashAnswer): void => {
    if ("id" in message) onAnswer(message);
  };

/** Starts a thread that takes its share of the processor like any other. */
export const urgentThread = ({ onAnswer, onEnd }: Overseer): Workplace => {
  const worker = new Worker(new URL("hashing-worker.ts", import.meta.url));
  worker.on("message", answersOnly(onAnswer)).on("error", onEnd);
  return {
    send: (order) => worker.postMessage(order),
    hold: () => worker.ref(),
    release: () => worker.unref(),
    end: () => void worker.terminate(),
  };
};

/**
 * Starts a process that works when nobody else wants the processor. A process, not a thread: on a machine
 * that is always busy its turn may not come for minutes, and a program that ends waits for its threads.
 */
export const politeProcess = ({ onAnswer, onEnd }: Overseer): Workplace => {
  const child = fork(new URL("hashing-process.ts", import.meta.url), {
    // Ctrl-C is for the server, which still has to send everybody away.
    detached: true,
    execArgv: [],
    serialization: "advanced",
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  child.on("message", answersOnly(onAnswer)).on("error", onEnd);
  child.once("exit", () => onEnd(new Error("the process that hashes passwords has ended")));
  return {
    send: (order) => child.send(order, (error) => (error ? onEnd(error) : undefined)),
    hold: () => {
      child.ref();
      child.channel?.ref();
    },
    release: () => {
      child.unref();
      child.channel?.unref();
    },
    end: () => void child.kill("SIGKILL"),
  };
};
