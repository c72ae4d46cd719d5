import { readyProgram } from "@beseda/launcher";

// From here on what is typed is for the chat: not echoed by the terminal, and Enter is Enter, although nobody reads yet.
// Whatever ends the program gives the terminal back.
if (process.stdin.isTTY && process.stdout.isTTY) process.stdin.setRawMode(true);

const programOrEnd = async (): Promise<string> => {
  try {
    return await readyProgram(new URL("bundle.ts", import.meta.url));
  } catch (error) {
    const why = error instanceof Error ? `${error.message}\n` : "";
    process.stderr.write(
      `${why}The terminal client could not be built. Mend what is said above, and start it again.\n`,
    );
    process.exit(70);
  }
};
await import(await programOrEnd());
