import { ensureChromium } from "@beseda/testing/chromium";

/** Makes sure that the tests have a Chromium, or says what to do. */
try {
  await ensureChromium((line) => process.stdout.write(`${line}\n`));
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
