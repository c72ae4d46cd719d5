import { runProgram, unwritten } from "./program.ts";

// The reader of the report may have read enough: `pnpm analyze … | head`.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  process.stderr.write(`${unwritten(process.argv.slice(2), process.env, error)}\n`);
  process.exit(1);
});

process.exitCode = await runProgram(process.argv.slice(2), process.env);
