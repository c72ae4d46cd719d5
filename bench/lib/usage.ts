import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { loadavg } from "node:os";

const ticksPerSecond = Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }));

/** CPU time that a process has used so far, with all its threads, in the kernel and out of it. */
export const cpuMs = (pid: number): number => {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The name, field 2, is in brackets and may hold anything; `utime` and `stime` are fields 14 and 15.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksPerSecond;
};

/** CPU time that all processes of the machine have used so far, on all its cores. */
export const machineCpuMs = (): number => {
  const [line = ""] = readFileSync("/proc/stat", "utf8").split("\n");
  // user nice system idle iowait irq softirq steal, all cores together
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = line
    .trim()
    .split(/\s+/u)
    .slice(1)
    .map(Number);
  return ((user + nice + system + irq + softirq) * 1000) / ticksPerSecond;
};

/** Memory of a process that is in RAM. */
export const residentKb = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+)/mu.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? Number.NaN);

/** Processes that wanted a core in the last minute, this benchmark's own among them. */
export const load = (): number => loadavg()[0] ?? Number.NaN;
