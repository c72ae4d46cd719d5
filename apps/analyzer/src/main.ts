import { enableCompileCache } from "node:module";

// Types are stripped and code is compiled once, not at every start.
enableCompileCache();

// Whoever reads the report may have read enough: `pnpm analyze … | head`.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

const { runProgram } = await import("./program.ts");
process.exitCode = await runProgram(process.argv.slice(2), process.env);
