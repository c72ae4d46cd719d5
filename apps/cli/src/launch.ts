import { enableCompileCache } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { readyBundle } from "./launcher/ready-bundle.ts";

// From here on what is typed is for the chat: not echoed by the terminal, and Enter is Enter, although nobody reads yet.
// Whatever ends the program gives the terminal back.
if (process.stdin.isTTY && process.stdout.isTTY) process.stdin.setRawMode(true);

// Ink and what it stands on are a thousand files: read one by one they take a second, as one file a fifth of it.
// Node does not run .tsx either, so the bundle is made from the sources at the first start and after each change.
const home = join(import.meta.dirname, "..");
const launcher = ["launch.ts", "launcher/bundle.ts", "launcher/make-bundle.ts", "launcher/ready-bundle.ts"];
const bundleOrEnd = (): string => {
  try {
    return readyBundle({
      entry: join(home, "src", "main.ts"),
      folder: join(home, "dist"),
      alsoOn: [join(home, "..", "..", "pnpm-lock.yaml"), ...launcher.map((file) => join(home, "src", file))],
    });
  } catch {
    process.stderr.write(
      "The terminal client could not be built. Mend what is said above, and start it again.\n",
    );
    process.exit(70);
  }
};
const bundle = bundleOrEnd();
// What V8 makes of it is kept as well: by `start.js`, or beside a bundle that could not be kept where the sources are.
enableCompileCache(join(dirname(bundle), "compiled"));
await import(pathToFileURL(bundle).href);
