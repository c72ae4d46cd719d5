export { FakeChatClient } from "./fake-chat-client.ts";
export {
  anna,
  boris,
  connectedRecord,
  disconnectedRecord,
  messageRecord,
  shownItemOf,
  someone,
  vera,
  type At,
} from "./people.ts";
export type { FakeOptions, Heard } from "./played-chat.ts";
export { inWords, itemOf, type Viewer } from "../src/timeline/timeline.ts";
