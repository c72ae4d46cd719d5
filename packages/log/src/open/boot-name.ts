import type { Disk } from "../disk/disk.ts";

const linuxBootId = "/proc/sys/kernel/random/boot_id";

/**
 * Name of this start of the machine: as long as it is the same, the operating system has what a process wrote without a
 * sync. Undefined where the system does not tell.
 */
export const bootName = async (disk: Disk): Promise<string | undefined> => {
  try {
    const file = await disk.open(linuxBootId, "read");
    try {
      const bytes = Buffer.alloc(64);
      return bytes.toString("latin1", 0, await file.read(bytes, 0)).trim() || undefined;
    } finally {
      await file.close();
    }
  } catch {
    return undefined;
  }
};
