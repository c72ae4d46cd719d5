export type {
  BranchPoint,
  EventLog,
  LogEntry,
  LogPosition,
  LogReader,
  LogWriter,
  Origin,
  ReadHistory,
  ReadRange,
  RoomTime,
} from "./event-log.ts";
export {
  type CutShort,
  type Damage,
  type Holder,
  LogClosedError,
  LogCutShortError,
  LogDamagedError,
  LogError,
  type LogErrorCode,
  LogFailedError,
  type LogFailure,
  LogFullError,
  LogDisplacedError,
  LogLockedError,
  LogReadError,
  LogRefusedError,
  type Refusal,
  type Saved,
} from "./error.ts";
export type { Disk, DiskFile, FileChange, Located, OpenMode } from "./disk/disk.ts";
export { nodeDisk, type NodeDiskOptions } from "./disk/node-disk.ts";
export type { CommitDelay } from "./append/commit-delay.ts";
export { openLog } from "./open/open-log.ts";
export type { Durability, OpenLogOptions } from "./open/options.ts";
export { describeNotice, type LogNotice } from "./notice.ts";
export type { LogProgress } from "./progress.ts";
export { createIdIndex, type IdIndex } from "./state/id-index.ts";
export type { MessageHead, Projection } from "./state/projection.ts";
export { readRecords, type ReadRecordsOptions, type Row } from "./read/read-records.ts";
export { acceptLog, type Accepted, type AcceptOptions } from "./maintain/accept-log.ts";
export { importLog, type Imported, type ImportOptions } from "./maintain/import-log.ts";
export { exportLog } from "./maintain/export-log.ts";
export { type Loss } from "./maintain/rebuilt-log.ts";
export { applyRedactions, type Applied, type ApplyOptions } from "./maintain/apply-redactions.ts";
export { type SeqRange } from "./maintain/redaction-targets.ts";
export { findRepeated, type Repeated } from "./maintain/repeated-texts.ts";
export { redactIntoBranch, type BranchOptions } from "./maintain/redact-branch.ts";
export { redactLog, type Redaction } from "./maintain/redact-log.ts";
export type { RedactOptions } from "./maintain/open-to-redact.ts";
export { type RedactionKey, readRedactionKey } from "./maintain/redaction-key.ts";
export { repairLog, type Repair, type RepairOptions } from "./maintain/repair-log.ts";
export { type Fault, type MaintainOptions, verifyLog, type Verification } from "./maintain/verify-log.ts";
export {
  describeAccepted,
  describeApplied,
  describeImport,
  describeInterruption,
  describeBranch,
  describeRepeated,
  describeRedaction,
  describeRepair,
  describeVerification,
  isGood,
  type Looked,
} from "./maintain/describe.ts";
export { holderOf } from "./disk/sqlite-lock.ts";
