export * from "./close-code.ts";
export { invitationCodeSchema, type Credentials, type LoginListing } from "./commands/account.ts";
export {
  command,
  type Command,
  type CommandTable,
  type Completed,
  type InvocationOf,
} from "./commands/define-command.ts";
export {
  callOf,
  commandNames,
  commandTable,
  isCommandName,
  type CommandInvocation,
  type CommandName,
} from "./commands/command-table.ts";
export { completeCommand, type Known } from "./commands/complete.ts";
export { helpAbout, helpList, misuseOf, usageOf, type CommandHelp } from "./commands/help.ts";
export { editDistance } from "./commands/edit-distance.ts";
export { onCyrillicLayout, onLatinLayout } from "./commands/keyboard-layout.ts";
export { type Call, type Here, type Outcome, type Viewer } from "./commands/outcome.ts";
export { parseLine, parseLineWith, type Line } from "./commands/parse-line.ts";
export { type AnswerOf, type InputOf, type Procedure, type ProcedureType } from "./commands/procedure.ts";
export { procedures } from "./commands/procedures.ts";
export { commandReference } from "./commands/reference.ts";
export { type InvitationList, type MadeInvitation, type RoomInvitation } from "./commands/room-invitation.ts";
export { type Read } from "./commands/read.ts";
export { type ReportListing } from "./commands/report.ts";
export { roomSummarySchema, type Person, type RoomListing, type RoomSummary } from "./commands/room.ts";
export { acknowledgementSchema, sendSchema, type Acknowledgement, type Send } from "./commands/message.ts";
export { changeSchema, type Change, type Reaction, type Version } from "./commands/annotation.ts";
export { type HistoryPlace } from "./commands/history.ts";
export { daysFromToday, timeOf } from "./commands/typed-time.ts";
export { type PinnedMessage } from "./commands/pin.ts";
export { type SearchFound, type SearchHit, type SearchRequest } from "./commands/search.ts";
export { secretStart } from "./commands/secret-start.ts";
export { looksSecret } from "./commands/doubtful.ts";
export { beginsCommand } from "./commands/unseen.ts";
export { findCommand, suggestCommand } from "./commands/suggest.ts";
export * from "./cursor.ts";
export * from "./emoji.ts";
export * from "./error.ts";
export { jsonLineSchema, type JsonLine } from "./json/json-line.ts";
export { jsonExtent, jsonPieces, type JsonPiece } from "./json/json-objects.ts";
export {
  jsonIdOf,
  readFirstJson,
  readJson,
  strangeJsonKeys,
  type JsonKeys,
  type JsonProblem,
  type JsonSaying,
} from "./json/json-saying.ts";
export * from "./imported.ts";
export * from "./introduction.ts";
export * from "./limits.ts";
export type { CountedReactions } from "./commands/counted-reactions.ts";
export * from "./ids.ts";
export * from "./locale.ts";
export * from "./name.ts";
export { replyMark } from "./reply-mark.ts";
export * from "./role.ts";
export * from "./room-name.ts";
export { characters, reasonSchema, textSchema, topicSchema } from "./text.ts";
export { cleanName, cleanText } from "./looks/clean.ts";
export { cleanLine, cleanLines } from "./looks/line.ts";
export * from "./page.ts";
export { reachPath, reachSchema, type Reach } from "./reach.ts";
export * from "./record.ts";
export * from "./record-type.ts";
export * from "./signal.ts";
export * from "./report.ts";
export { breaksNameRules, isOwnName, problemOfName } from "./locale/own-names.ts";
export { nameOnLine } from "./locale/name-on-line.ts";
export { hasOwnWords, isQuiet, isShown, noticeOf, wayOf } from "./locale/notice.ts";
export * from "./locale/saying.ts";
export { askedLocale } from "./locale/asked-locale.ts";
export { gatewayTextsOf, type GatewayTexts } from "./locale/gateway-texts.ts";
export { localeOf, textsOf, type Texts } from "./locale/texts.ts";
export * from "./welcome.ts";
