import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * The temporary folder of one run: whatever its tests, and the programs that they start, put into the temporary folder
 * is in here, and is gone with it when they are over, failed ones too.
 */
const setup = (): (() => void) => {
  const folder = mkdtempSync(join(tmpdir(), "beseda-tests-"));
  // Some tests are another user for a while.
  chmodSync(folder, 0o711);
  const before = new Map(["TMPDIR", "TMP", "TEMP"].map((name) => [name, process.env[name]]));
  for (const name of before.keys()) process.env[name] = folder;
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
};

export default setup;
