import type { Disk } from "../disk/disk.ts";

const linuxBootId = "/proc/sys/kernel/random/boot_id";

/**
 * Name of the current boot of the machine: while it is the same, the operating system still has everything
 * that a process wrote without a sync. Undefined if the system does not provide one.
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
