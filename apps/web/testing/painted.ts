import type { Browser, CDPSession, Page } from "playwright-core";

/** A row of the conversation as painted, with the position of its upper edge, in pixels of the frame. */
export interface PaintedRow {
  readonly seq: number;
  readonly top: number;
  readonly bottom: number;
}

/** One frame that the browser painted. */
export interface PaintedFrame {
  /** Seconds of the browser's clock. */
  readonly at: number;
  /** The rows from the top downwards, including those that the list cuts off at its edges. */
  readonly rows: readonly PaintedRow[];
}

/**
 * Records what the browser paints, not its layout: a reader sees the difference between the two, such as a
 * correction that comes a frame late. Each message carries its number as the colour of a strip at its edge,
 * and the strips are read from pictures of the frames.
 */
export interface Recording {
  /** The frames so far, in order; the recording goes on. */
  count(): number;
  /** Ends the recording. */
  stop(): Promise<readonly PaintedFrame[]>;
}

/** The third channel of a strip's colour, which nothing else in the page has together with full opacity. */
const mark = 251;

/** Runs in the page before everything else: gives each message its strip before it is painted. */
export const wearNumbers = (): void => {
  const dress = (element: Element): void => {
    if (!(element instanceof HTMLElement) || element.dataset["testid"] !== "message") return;
    const seq = Number(element.dataset["seq"]);
    element.style.boxShadow = `inset 6px 0 rgb(${seq & 255}, ${(seq >> 8) & 255}, 251)`;
  };
  new MutationObserver((changes) => {
    for (const { addedNodes, target } of changes) {
      if (target instanceof Element) dress(target);
      for (const node of addedNodes) {
        if (!(node instanceof Element)) continue;
        dress(node);
        for (const inner of node.querySelectorAll("[data-testid=message]")) dress(inner);
      }
    }
  }).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ["data-seq"],
  });
};

/**
 * Runs in the page before everything else: makes a browser that keeps no place by itself when something
 * changes below it, such as Safari and the Firefox of some years ago.
 */
export const anchorNothing = (): void => {
  const supports = CSS.supports.bind(CSS);
  CSS.supports = (...asked: [string, string?]) =>
    !asked[0].includes("overflow-anchor") &&
    (asked[1] === undefined ? supports(asked[0]) : supports(asked[0], asked[1]));
  new MutationObserver(() => {
    const list = document.querySelector<HTMLElement>("[data-testid=timeline]");
    if (list !== null) list.style.setProperty("overflow-anchor", "none");
  }).observe(document, { subtree: true, childList: true });
};

interface Picture {
  readonly at: number;
  readonly data: string;
}

export const recordPainted = async (browser: Browser, page: Page): Promise<Recording> => {
  const session = await page.context().newCDPSession(page);
  const column = await page
    .getByTestId("message")
    .first()
    .evaluate((element) => Math.round(element.getBoundingClientRect().left) + 3);
  const pictures: Picture[] = [];
  session.on("Page.screencastFrame", ({ data, metadata, sessionId }) => {
    pictures.push({ at: metadata.timestamp ?? 0, data });
    session.send("Page.screencastFrameAck", { sessionId }).catch(() => undefined);
  });
  await session.send("Page.startScreencast", { format: "png", everyNthFrame: 1 });
  return {
    count: () => pictures.length,
    stop: async () => {
      await stopScreencast(session);
      // They are encoded in parallel, so that an earlier one may come later.
      pictures.sort((one, other) => one.at - other.at);
      return readPictures(browser, pictures, column);
    },
  };
};

const stopScreencast = async (session: CDPSession): Promise<void> => {
  await session.send("Page.stopScreencast");
  await session.detach();
};

/** Decodes the pictures in a page of their own, where that works best. */
const readPictures = async (
  browser: Browser,
  pictures: readonly Picture[],
  column: number,
): Promise<readonly PaintedFrame[]> => {
  const page = await browser.newPage();
  const frames: PaintedFrame[] = [];
  for (const { at, data } of pictures) {
    const rows = await page.evaluate(readColumn, { data, column, mark });
    frames.push({ at, rows });
  }
  await page.close();
  return frames;
};

interface ColumnOf {
  readonly data: string;
  readonly column: number;
  readonly mark: number;
}

/** Runs in a page: returns the strips in one column of a picture. */
const readColumn = async ({ data, column, mark: marked }: ColumnOf): Promise<PaintedRow[]> => {
  const bytes = Uint8Array.from(atob(data), (letter) => letter.codePointAt(0) ?? 0);
  const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const canvas = new OffscreenCanvas(1, bitmap.height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) throw new Error("the browser draws no canvas");
  context.drawImage(bitmap, -column, 0);
  const { data: pixels } = context.getImageData(0, 0, 1, bitmap.height);
  const rows: { seq: number; top: number; bottom: number }[] = [];
  for (let y = 0; y < bitmap.height; y += 1) {
    const [red = 0, green = 0, blue = 0] = pixels.subarray(y * 4, y * 4 + 3);
    if (blue !== marked) continue;
    const seq = red + green * 256;
    const last = rows.at(-1);
    if (last?.seq === seq) last.bottom = y + 1;
    else rows.push({ seq, top: y, bottom: y + 1 });
  }
  return rows;
};

/** Returns how far the conversation moved between frames, in pixels down; undefined if no row is in both. */
export const shiftBetween = (before: PaintedFrame, after: PaintedFrame): number | undefined => {
  // The edge of the list may cut the first row, and also the lower edge of the last one.
  const tops = new Map(before.rows.slice(1).map(({ seq, top }) => [seq, top]));
  const common = after.rows.slice(1).find(({ seq }) => tops.has(seq));
  return common === undefined ? undefined : common.top - (tops.get(common.seq) ?? 0);
};
