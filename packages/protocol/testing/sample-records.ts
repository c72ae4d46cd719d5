import type { RecordDraft, RecordType } from "../src/record.ts";

type DraftOf<Type extends RecordType> = Extract<RecordDraft, { type: Type }>;
/** A draft with every optional field, except those that are never in the log. */
type Whole<Type extends RecordType> = Type extends RecordType
  ? Required<Omit<DraftOf<Type>, "deleted" | "edited">>
  : never;

const ofPerson = { room: "lobby", client_id: "Client_900", name: "Анна", sender: "server" } as const;
const bySomebody = { by: "Client_901", by_name: "Борис" } as const;

const ofAccount = { client_id: "Client_900", name: "Анна", sender: "server" } as const;

const ofBlock = {
  client_id: "Client_900",
  sender: "server",
  target: "Client_901",
  target_name: "Борис",
} as const;
const ofReport = {
  ...bySomebody,
  client_id: "Client_900",
  name: "Анна",
  sender: "server",
  in: "lobby",
  target: 1,
} as const;

/**
 * One record of each type with all its fields, for tests of what holds for every record. A type or a field
 * without a sample does not compile.
 */
export const sampleRecords: { readonly [Type in RecordType]: Whole<Type> } = {
  "server-started": {
    type: "server-started",
    client_id: "server",
    sender: "server",
    message: "Сервер работает.",
    log: "k3v9",
    version: "0.1.0",
    run: "x7p2",
    imported: true,
    continues: { log: "a1b2", seq: 1 },
  },
  "server-stopped": {
    type: "server-stopped",
    client_id: "server",
    sender: "server",
    message: "Сервер остановлен.",
  },
  "port-checked": {
    type: "port-checked",
    client_id: "server",
    sender: "server",
    message: "Проверка порта",
    via: "tcp",
    checks: 3,
  },
  invited: { ...ofPerson, ...bySomebody, type: "invited", message: "Борис зовёт Анну" },
  declined: { ...ofPerson, type: "declined", message: "Анна не придёт" },
  "invitation-withdrawn": {
    ...ofPerson,
    ...bySomebody,
    type: "invitation-withdrawn",
    message: "Борис больше не зовёт Анну",
  },
  blocked: { ...ofBlock, type: "blocked", message: "Анна не слышит Бориса" },
  unblocked: { ...ofBlock, type: "unblocked", message: "Анна слышит Бориса" },
  reported: { ...ofReport, type: "reported", reason: "шумит", message: "Борис жалуется на Анну" },
  "report-resolved": {
    ...ofReport,
    type: "report-resolved",
    reporter: "Client_901",
    report: 1,
    message: "Жалоба разобрана",
  },
  connected: {
    ...ofPerson,
    type: "connected",
    session: "s900",
    quiet: true,
    via: "tcp",
    client: "nc/1",
    message: "Добро пожаловать в чат!",
  },
  disconnected: {
    ...ofPerson,
    type: "disconnected",
    session: "s900",
    quiet: true,
    code: 1000,
    status: "normal",
    duration_ms: 61_200,
    last_seen: "2026-11-21T10:00:00.000Z",
    message: "Пора домой",
  },
  "room-created": { ...ofPerson, type: "room-created", message: "Анна открывает комнату" },
  joined: { ...ofPerson, type: "joined", by: "Client_901", message: "Анна приходит" },
  left: { ...ofPerson, type: "left", by: "Client_901", message: "Анна уходит" },
  "room-changed": {
    ...ofPerson,
    type: "room-changed",
    title: "Зал",
    archived: false,
    message: "Комната называется «Зал»",
  },
  moderated: {
    ...ofPerson,
    ...bySomebody,
    type: "moderated",
    action: "ban",
    reason: "шумит",
    until: "2026-11-22T10:00:00.000Z",
    scope: "account",
    seconds: 10,
    role: "member",
    message: "Борис просит Анну уйти",
  },
  deleted: { ...ofPerson, ...bySomebody, type: "deleted", target: 1, message: "Сообщение убрано" },
  redacted: {
    ...ofPerson,
    type: "redacted",
    target: 1,
    digest: "01234567.0123456789abcdef0123456789abcdef",
    message: "Текст сообщения удалён из журнала",
  },
  pinned: { ...ofPerson, type: "pinned", id: "p-900", target: 1, message: "Анна закрепляет сообщение" },
  unpinned: { ...ofPerson, type: "unpinned", id: "u-900", target: 1, message: "Анна открепляет сообщение" },
  edited: {
    ...ofPerson,
    sender: "client",
    type: "edited",
    id: "e-900",
    session: "s900",
    target: 1,
    mentions: ["Client_901"],
    salt: "DEFGLMNO",
    message: "машет рукой Борису",
  },
  reacted: {
    ...ofPerson,
    type: "reacted",
    id: "r-900",
    target: 1,
    emoji: "👍",
    withdrawn: true,
    message: "Анна убирает 👍",
  },
  topic: { ...ofPerson, type: "topic", topic: "Чай", message: "Тема: Чай" },
  renamed: { ...ofPerson, type: "renamed", old_name: "Аня", message: "Аня теперь Анна" },
  registered: { ...ofAccount, type: "registered", message: "Имя «Анна» теперь закреплено" },
  unregistered: { ...ofAccount, type: "unregistered", message: "Имя «Анна» больше не закреплено" },
  message: {
    ...ofPerson,
    sender: "client",
    type: "message",
    id: "m-900",
    session: "s900",
    said_at: "2025-05-06T07:00:00.000Z",
    imported: { from: "telegram", id: "42" },
    reply_to: 1,
    action: true,
    mentions: ["Client_901"],
    salt: "DEFGLMNO",
    message: "машет рукой",
  },
  file: {
    ...ofPerson,
    sender: "client",
    type: "file",
    id: "f-900",
    session: "s900",
    said_at: "2025-05-06T07:00:00.000Z",
    imported: { from: "telegram", id: "43" },
    reply_to: 1,
    action: true,
    mentions: ["Client_901"],
    salt: "DEFGLMNO",
    file: {
      name: "отчёт.pdf",
      size: 1_234_567,
      type: "application/pdf",
      sha256: "0".repeat(64),
      width: 210,
      height: 297,
    },
    message: "вот",
  },
};
