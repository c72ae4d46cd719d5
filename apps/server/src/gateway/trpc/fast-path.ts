import { isObject } from "../../delivery/is-object.ts";
import type { Session } from "../../session/session.ts";
import { callIn } from "./call.ts";
import type { Connection } from "../websocket/connection.ts";
import type { FastPath } from "../websocket/inbox.ts";
import { refuseHaste } from "./haste-fast-path.ts";
import { takeMessage } from "./send-fast-path.ts";

export interface FastPathParts {
  readonly session: Session;
  readonly connection: Connection;
  /** The most calls that a frame may have. */
  readonly batch: number;
}

/** Handles frames of a session without the stock handler, whose machinery costs more than most of them. */
export class SessionFastPath implements FastPath {
  readonly #session: Session;
  readonly #connection: Connection;
  readonly #batch: number;

  constructor({ session, connection, batch }: FastPathParts) {
    this.#session = session;
    this.#connection = connection;
    this.#batch = batch;
  }

  message(frame: Buffer): boolean {
    return takeMessage(frame, this.#session, this.#answer);
  }

  other(frame: Buffer): boolean {
    return this.#isForNobody(frame) || refuseHaste(frame, this.#session, this.#answer);
  }

  /**
   * Yields the calls in a frame. A frame that the stock handler would take or refuse as a whole stays whole:
   * one that is not JSON, or has too many calls.
   */
  *callsIn(frame: Buffer): Generator<Buffer, void, undefined> {
    const calls = parsed(frame);
    if (!Array.isArray(calls) || calls.length > this.#batch || !calls.every(isCall)) yield frame;
    else for (const call of calls) yield Buffer.from(JSON.stringify(call));
  }

  readonly #answer = (text: string): void => this.#connection.send(text);

  /**
   * Tells whether to drop a frame of a closed connection: a query, whose client is gone, or any call of an
   * ended session.
   */
  #isForNobody(frame: Buffer): boolean {
    if (this.#connection.isOpen) return false;
    return this.#session.isOver || callIn(frame)?.method === "query";
  }
}

const parsed = (frame: Buffer): unknown => {
  try {
    return JSON.parse(frame.toString());
  } catch {
    return undefined;
  }
};

const isCall = (value: unknown): boolean => isObject(value) && isObject(value["params"]);
