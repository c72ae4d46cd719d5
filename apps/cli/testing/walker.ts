/** The part that a walker of the fault tests drives: the terminal client without a terminal. */
export { Conversation } from "../src/conversation/conversation.ts";
export { createClock } from "../src/format/clock.ts";
export { cliTextsOf } from "../src/locale/texts.ts";
export { Profiles } from "../src/profile/profiles.ts";
