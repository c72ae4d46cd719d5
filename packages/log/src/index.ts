export type { EventLog, LogEntry, LogPosition, Projection, ReadHistory, ReadRange } from "./event-log.ts";
export {
  type Damage,
  LogClosedError,
  LogDamagedError,
  LogError,
  type LogErrorCode,
  LogFailedError,
  LogFullError,
} from "./error.ts";
export { type Disk, type DiskFile, type OpenMode } from "./disk.ts";
export { nodeDisk } from "./node-disk.ts";
export { type Durability, openLog, type OpenLogOptions } from "./open-log.ts";
export { createIdIndex, type IdIndex } from "./id-index.ts";
