/** What one sees once one has come in: the first screen does without it. */
export { Chat } from "./chat.tsx";
export { Farewell } from "./farewell.tsx";
