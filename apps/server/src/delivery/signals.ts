import { setTimeout as sleep } from "node:timers/promises";
import type { Signal } from "@beseda/protocol";
import type { Outlet } from "./outlet.ts";
import type { Reader } from "./reader.ts";
import type { SignalChannel } from "./signal-channel.ts";

/**
 * How long signals for a reader are gathered: a room full of people who type costs no more than one of them.
 */
const gatherMs = 150;

const keyOf = (signal: Signal): string =>
  signal.kind === "typing" || signal.kind === "read"
    ? `${signal.kind} ${signal.client_id} ${signal.room}`
    : `${signal.kind} ${signal.client_id}`;

/**
 * The signals that wait for one reader: the newest of each kind, client and room, however long the reader
 * takes.
 */
class Waiting {
  readonly reader: Reader;
  #signals = new Map<string, Signal>();
  #news = Promise.withResolvers<void>();

  constructor(reader: Reader) {
    this.reader = reader;
  }

  put(signal: Signal): void {
    this.#signals.set(keyOf(signal), signal);
    this.#news.resolve();
  }

  /** Resolves when a signal waits, or the abort signal aborts. */
  async any(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const wake = (): void => this.#news.resolve();
    signal.addEventListener("abort", wake, { once: true });
    await this.#news.promise;
    signal.removeEventListener("abort", wake);
  }

  take(): readonly Signal[] {
    const signals = [...this.#signals.values()];
    this.#signals = new Map();
    this.#news = Promise.withResolvers<void>();
    return signals;
  }
}

/**
 * Signals for the readers of this node (DEL-7): only the newest value, and nothing is kept for a reader that
 * is not connected. A signal that a person gives goes to the readers of all nodes; one that follows from the
 * log is sent by each node to its own readers.
 */
export class Signals {
  readonly #channel: SignalChannel;
  readonly #waiting = new Set<Waiting>();
  /** Clients that are away; everybody else who is online is active. */
  readonly #away = new Map<string, Signal>();

  constructor(channel: SignalChannel) {
    this.#channel = channel;
    channel.onSignal((signal) => this.tell(signal));
  }

  /** Sends a signal to the readers of all nodes. */
  publish(signal: Signal): void {
    this.#channel.publish(signal);
  }

  /** Sends a signal to the readers of this node. */
  tell(signal: Signal): void {
    if (signal.kind === "presence") {
      if (signal.presence === "away") this.#away.set(signal.client_id, signal);
      else this.#away.delete(signal.client_id);
    }
    for (const waiting of this.#waiting) if (concerns(signal, waiting.reader)) waiting.put(signal);
  }

  /** Sends each reader of this node a signal of its own, if there is one for it. */
  tellEach(signalFor: (reader: Reader) => Signal | undefined): void {
    for (const waiting of this.#waiting) {
      const signal = signalFor(waiting.reader);
      if (signal) waiting.put(signal);
    }
  }

  /** Tells whether the others were told that a client is away. */
  isAway(clientId: string): boolean {
    return this.#away.has(clientId);
  }

  /** Forgets a client without a session: it is neither away nor active. */
  forget(clientId: string): void {
    this.#away.delete(clientId);
  }

  /**
   * Yields the signals for a reader, gathered; a congested reader gets only the newest ones when it drains.
   */
  async *follow(
    reader: Reader,
    outlet: Outlet,
    signal: AbortSignal,
  ): AsyncGenerator<{ signals: readonly Signal[] }> {
    const waiting = new Waiting(reader);
    this.#waiting.add(waiting);
    for (const away of this.#away.values()) waiting.put(away);
    try {
      for (;;) {
        await waiting.any(signal);
        await outlet.drained(signal);
        if (signal.aborted) return;
        const signals = waiting.take();
        if (signals.length > 0) yield { signals };
        await sleep(gatherMs, undefined, { signal, ref: false }).catch(() => undefined);
      }
    } finally {
      this.#waiting.delete(waiting);
    }
  }
}

const concerns = (signal: Signal, reader: Reader): boolean => {
  const isOwn = signal.client_id === reader.clientId;
  switch (signal.kind) {
    case "typing":
      return !isOwn && reader.memberSince(signal.room) !== undefined;
    case "presence":
      return !isOwn;
    case "invitations":
    case "blocked":
    case "reports":
    case "read":
      return isOwn;
  }
};
