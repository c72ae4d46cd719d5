/** What a browser would open in place of the page, were it not kept from it: a file, or a link dropped beside a field. */
const leadsAway = ({ dataTransfer, target }: DragEvent): boolean =>
  (dataTransfer?.types.includes("Files") ?? false) ||
  !(target instanceof Element && target.matches("input, textarea"));

/**
 * Nothing that is dropped on the page, or pasted into it, leads out of it. Calls back when that was a file; returns the
 * way to stop.
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
      // A spreadsheet gives its cells as text and as a picture.
      if (pasted && pasted.files.length > 0 && !pasted.types.includes("text/plain")) onFile();
    },
    listen,
  );
  return () => stop.abort();
};
