/** What a walker of the fault tests drives: the terminal client without a terminal. */
export { Conversation } from "../conversation/conversation.ts";
export { createClock } from "../format/clock.ts";
export { cliTextsOf } from "../locale/texts.ts";
export { Profiles } from "../profile/profiles.ts";
