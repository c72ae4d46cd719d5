import { runTurbo } from "./run-turbo.ts";

runTurbo(process.argv.slice(2));
