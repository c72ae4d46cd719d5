import type { LogProgress } from "@beseda/log";

const barWidth = 30;

/** Shows on a terminal how far something is while it goes on, and nothing elsewhere. */
export const withBar = async <Answer>(
  work: (onProgress: (progress: LogProgress) => void) => Promise<Answer>,
): Promise<Answer> => {
  const { stderr } = process;
  if (!stderr.isTTY) return work(() => {});
  let shown = -1;
  try {
    return await work(({ bytes, totalBytes }) => {
      const percent = Math.floor((bytes / Math.max(1, totalBytes)) * 100);
      if (percent === shown) return;
      shown = percent;
      const filled = Math.floor((percent * barWidth) / 100);
      stderr.write(`\r${"█".repeat(filled)}${"░".repeat(barWidth - filled)} ${percent} %`);
    });
  } finally {
    if (shown >= 0) stderr.write("\r\u001B[K");
  }
};
