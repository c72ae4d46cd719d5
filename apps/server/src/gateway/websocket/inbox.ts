import type { WebSocket } from "ws";
import type { FrameAllowance } from "../../limits/frame-allowance.ts";
import { Intake } from "../intake.ts";
import type { Turns } from "../turns.ts";

/** What of a connection's frames need not go to the stock handler. */
export interface FastPath {
  /** Takes a message as it comes; false for anything else. */
  message(frame: Buffer): boolean;
  /** Takes whatever else the stock handler is not needed for, when it is its turn. */
  other(frame: Buffer): boolean;
  /** The calls in a frame, each as a frame of its own. */
  callsIn(frame: Buffer): Iterable<Buffer>;
}

/** The connection that frames come over. */
export interface FrameSource {
  readonly socket: WebSocket;
  readonly turns: Turns;
  /** Who has the turns. */
  readonly addressKey: string;
  /** Whether the server has closed it. */
  readonly isClosing: boolean;
  /** Ends the subscriptions that a frame asks to end. */
  endAsked(frame: Buffer): void;
  /** Told that more has come than may. */
  overflowed(): void;
}

type Frame = readonly [bytes: Buffer, isBinary: boolean];

type Listener = Parameters<WebSocket["on"]>[1];

const bracket = "[".codePointAt(0);

/** What comes over one WebSocket: each frame at once or in its turn, and to the stock handler only where that is needed. */
export class Inbox {
  readonly #source: FrameSource;
  #fastPath: FastPath | undefined;
  #hear: Listener | undefined;
  #allowance: FrameAllowance | undefined;
  #isDeaf = false;
  /** While something waits: thousands are idle. */
  #intake: Intake<Frame, Frame> | undefined;
  #reader: Pick<Intake<never, never>, "isWaiting"> | undefined;

  constructor(source: FrameSource) {
    this.#source = source;
  }

  /** Whether something has come that is not taken yet. */
  get isWaiting(): boolean {
    return (this.#intake ?? this.#reader)?.isWaiting ?? false;
  }

  /** Somebody else takes the frames, and pauses the socket while they wait. */
  readBy(intake: Pick<Intake<never, never>, "isWaiting">): void {
    this.#reader = intake;
  }

  /** Frames are shown to it first; what it takes, nobody else gets. */
  shortcut(fastPath: FastPath): void {
    this.#fastPath = fastPath;
  }

  /** What is not taken by the fast path is counted from now on; too much of it ends the connection (LIM-2). */
  allow(allowance: FrameAllowance): void {
    this.#allowance = allowance;
  }

  /** Whatever the fast path does not take goes to this listener. */
  listen(listener: Listener): void {
    this.#hear = listener;
    this.#source.socket.on("message", (bytes: Buffer, isBinary: boolean) => this.#receive(bytes, isBinary));
  }

  /** Counts a frame, or what costs as much as one of so many bytes. @returns whether the connection goes on */
  count(bytes = 0): boolean {
    if (this.#allowance?.take(bytes) ?? true) return true;
    this.#source.overflowed();
    return false;
  }

  /** Takes nothing for so long. */
  rest(forMs: number): void {
    const intake = this.#inTurn;
    if (intake.isHeld) return;
    intake.hold();
    setTimeout(() => intake.release(), forMs).unref();
  }

  /** Whatever comes is forgotten from now on. */
  deafen(): void {
    this.#isDeaf = true;
    this.#intake?.drop();
  }

  /** Calls when what has come is taken; what comes from now on is not looked at. @returns false where nothing waits */
  finish(then: () => void): boolean {
    if (!this.#intake?.isWaiting) return false;
    this.#intake.finish(then);
    return true;
  }

  /** Calls when what came before the end is done (DEL-13). @returns false where nothing has waited */
  end(then: () => void): boolean {
    if (!this.#intake) return false;
    this.#intake.end(then);
    return true;
  }

  /** Whether something has waited and may not be done yet. */
  get isInTurn(): boolean {
    return this.#intake !== undefined;
  }

  /** A message is said at once, unless something waits before it; everything else has its turn (LIM-3). */
  #receive(bytes: Buffer, isBinary: boolean): void {
    // Thousands of frames come in one piece: behind a close of the server's nobody looks at them.
    if (this.#source.isClosing) return;
    const { turns } = this.#source;
    const fastPath = this.#fastPath;
    const mayBeSaid = fastPath !== undefined && !isBinary && !this.#intake?.isWaiting && turns.hasTime;
    if (mayBeSaid && turns.atOnce(() => fastPath.message(bytes))) return;
    this.#inTurn.receive([bytes, isBinary]);
  }

  #take([bytes, isBinary]: Frame): void {
    if (this.#isDeaf) return;
    if (!isBinary && (this.#fastPath?.message(bytes) || this.#fastPath?.other(bytes))) return;
    if (!this.count(bytes.length)) return;
    this.#source.endAsked(bytes);
    this.#hear?.call(this.#source.socket, bytes, isBinary);
  }

  get #inTurn(): Intake<Frame, Frame> {
    const { turns, addressKey, socket } = this.#source;
    this.#intake ??= new Intake({
      turns,
      addressKey,
      cut: (frame) => this.#cut(frame),
      take: (frame) => this.#take(frame),
      pause: () => (this.#source.isClosing ? undefined : socket.pause()),
      resume: () => socket.resume(),
      onIdle: () => (this.#intake = undefined),
    });
    return this.#intake;
  }

  *#cut(frame: Frame): Generator<Frame, void, undefined> {
    const [bytes, isBinary] = frame;
    if (isBinary || !this.#fastPath || bytes[0] !== bracket) yield frame;
    else for (const call of this.#fastPath.callsIn(bytes)) yield [call, false];
  }
}
