import { flushCompileCache } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { cleanLine } from "@beseda/protocol";
import type { Config } from "../config.ts";
import { createLogger, openOutput } from "../runtime/logger.ts";
import { exitCodeOf } from "./exit-code.ts";
import { sentenceOf } from "./failure.ts";
import { forgetOwnerLink, keepOwnerLink, ownerSentence } from "../identity/owner-link.ts";
import { withBar } from "./progress-bar.ts";
import { startServer } from "../server.ts";
import { invitationLink } from "../identity/links.ts";
import { version } from "../version.ts";
import { HeapTuning } from "../runtime/heap-tuning.ts";
import { freeYoungGeneration } from "../runtime/young-generation.ts";
import { fail } from "./fail.ts";

const here = dirname(fileURLToPath(import.meta.url));

/** Runs a server until it is asked to stop, or fails. */
export const serve = async (config: Config): Promise<void> => {
  // A closed terminal takes its output along: from here on nobody reads what is written there.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
  const output = openOutput();
  process.on("exit", () => output.flushSync());
  const logger = await createLogger({ level: config.logLevel, format: config.logFormat }, output);
  const web = join(here, "../../../web/dist");
  try {
    const server = await withBar((onProgress) => startServer({ config, logger, web, onProgress }));
    freeYoungGeneration();
    const heapTuning = new HeapTuning(server);
    // Without this, only a run that ends cleanly would save the next start this work.
    flushCompileCache();
    const { addresses } = server;
    logger.info({ ...addresses, log: config.log }, `Beseda ${version} is ready: ${addresses.http}`);
    if (server.ownerInvitation !== undefined) {
      const link = invitationLink(config.publicUrl || addresses.web, server.ownerInvitation);
      const file = await keepOwnerLink(config.data, link);
      process.stderr.write(`${ownerSentence[config.locale](file)}\n`);
      // Stored output would contain the key to the server: only a terminal is shown the link itself.
      if (process.stderr.isTTY) process.stderr.write(`${link}\n`);
    }
    void server.owned.then(() => forgetOwnerLink(config.data)).catch(() => undefined);
    if (config.limits === "off") logger.warn("Limits are off: for benchmarks only.");
    let isStopping = false;
    const stop = (): void => {
      if (isStopping) return;
      isStopping = true;
      heapTuning.stop();
      logger.info("Stopping: everybody inside is told.");
      server.stop().then(
        () => {
          logger.info("Stopped; everything acknowledged is on the disk.");
          process.exit(0);
        },
        (error: unknown) => fail(sentenceOf(error, config), exitCodeOf(error)),
      );
    };
    void server.failed.then((failure) => {
      // An operator who wants no log lines, or gets none, is told all the same.
      if (!logger.isLevelEnabled("fatal") || output.isBroken)
        process.stderr.write(`${cleanLine(failure.in(config.locale))}\n`);
      process.exit(exitCodeOf(failure));
    });
    for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, stop);
  } catch (error) {
    fail(sentenceOf(error, config), exitCodeOf(error));
  }
};
