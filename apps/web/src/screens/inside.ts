/** The part of the page shown after coming in: the first screen works without it. */
export { Chat } from "./chat.tsx";
export { Farewell } from "./farewell.tsx";
