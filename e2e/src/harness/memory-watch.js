import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

// Loaded into a program before all else, so that a test learns what its memory was for when it had most of it. In
// JavaScript: stripping its types would take more memory than it tells of.

// Each program that the first one starts has a peak of its own.
const file = process.env["BESEDA_MEMORY_PEAK"] && `${process.env["BESEDA_MEMORY_PEAK"]}.${process.pid}`;
const lookMs = 100;
const mib = 1024 * 1024;
let highest = 0;

/** Of the program itself and its libraries, in MiB: pages that others may share; 0 where the system does not tell. */
const programMiB = () => {
  try {
    return Number(/RssFile:\s+(\d+)/u.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
};

const look = () => {
  const { rss, heapTotal, heapUsed, external, arrayBuffers } = process.memoryUsage();
  if (rss < highest + mib) return;
  highest = rss;
  const program = programMiB();
  const parts = {
    rss: rss / mib,
    heap: heapTotal / mib,
    heapUsed: heapUsed / mib,
    external: external / mib,
    buffers: arrayBuffers / mib,
    program,
    other: (rss - heapTotal - external) / mib - program,
    sockets: process.getActiveResourcesInfo().filter((kind) => kind === "TCPSocketWrap").length,
  };
  const rounded = Object.fromEntries(Object.entries(parts).map(([name, value]) => [name, Math.round(value)]));
  // Whoever reads it meets a whole one.
  writeFileSync(`${file}.next`, JSON.stringify(rounded));
  renameSync(`${file}.next`, file);
};

if (isMainThread && file) setInterval(look, lookMs).unref();
