/** Whether the browser would open the item in place of the page: a file, or a link dropped beside a field. */
const leadsAway = ({ dataTransfer, target }: DragEvent): boolean =>
  (dataTransfer?.types.includes("Files") ?? false) ||
  !(target instanceof Element && target.matches("input, textarea"));

/**
 * Keeps anything dropped on the page from leading out of it. Calls back when a file was dropped or pasted;
 * returns the function that stops it.
 */
export const keepFilesOut = (page: EventTarget, onFile: () => void = () => undefined): (() => void) => {
  const stop = new AbortController();
  const listen = { signal: stop.signal };
  for (const type of ["dragover", "drop"] as const) {
    page.addEventListener(
      type,
      (event) => {
        if (!(event instanceof DragEvent) || !leadsAway(event)) return;
        event.preventDefault();
        if (type === "drop" && event.dataTransfer?.types.includes("Files")) onFile();
      },
      listen,
    );
  }
  page.addEventListener(
    "paste",
    (event) => {
      if (!(event instanceof ClipboardEvent)) return;
      const { clipboardData: pasted } = event;
      // A spreadsheet provides its cells as text and as a picture.
      if (pasted && pasted.files.length > 0 && !pasted.types.includes("text/plain")) onFile();
    },
    listen,
  );
  return () => stop.abort();
};
