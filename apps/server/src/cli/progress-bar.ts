import type { LogProgress } from "@beseda/log";

const barWidth = 30;
const clearLine = "\r\u001B[K";

/** Shows the progress of a task on a terminal, and nothing elsewhere. */
export const withBar = async <Answer>(
  work: (onProgress: (progress: LogProgress) => void) => Promise<Answer>,
): Promise<Answer> => {
  const { stderr } = process;
  if (!stderr.isTTY) return work(() => {});
  let shown = 100;
  try {
    return await work(({ bytes, totalBytes }) => {
      const percent = Math.floor((bytes / Math.max(1, totalBytes)) * 100);
      if (percent === shown) return;
      shown = percent;
      // The next output, even before the task ends, begins at the start of a line.
      if (percent >= 100) return void stderr.write(clearLine);
      const filled = Math.floor((percent * barWidth) / 100);
      stderr.write(`\r${"█".repeat(filled)}${"░".repeat(barWidth - filled)} ${percent} %`);
    });
  } finally {
    if (shown < 100) stderr.write(clearLine);
  }
};
