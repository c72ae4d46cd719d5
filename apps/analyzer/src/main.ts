import { runProgram } from "./program.ts";

// Whoever reads the report may have read enough: `pnpm analyze … | head`.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

process.exitCode = await runProgram(process.argv.slice(2), process.env);
