/** The clock that paces what is slowed down. */
export interface FrameClock {
  /** Milliseconds that only increase. */
  now(): number;
  /** Calls back before the next frame is painted, or soon if none is: a hidden page paints nothing. */
  next(callback: () => void): void;
}

/** The length of a frame: no screen shows more than this can follow. */
const frameMs = 16;
/** The wait of a page that paints nothing. */
const hiddenMs = 100;

export const pageClock: FrameClock = {
  now: () => performance.now(),
  next: (callback) => {
    const timer = setTimeout(() => {
      cancelAnimationFrame(frame);
      callback();
    }, hiddenMs);
    const frame = requestAnimationFrame(() => {
      clearTimeout(timer);
      callback();
    });
  },
};

/** Passes a change on at once; if changes come faster than frames, once a frame. */
export const atFramePace = (listener: () => void, clock: FrameClock = pageClock): (() => void) => {
  let passedAt = Number.NEGATIVE_INFINITY;
  let waits = false;
  const pass = (): void => {
    waits = false;
    passedAt = clock.now();
    listener();
  };
  return () => {
    if (waits) return;
    if (clock.now() - passedAt >= frameMs) {
      pass();
      return;
    }
    waits = true;
    clock.next(pass);
  };
};
