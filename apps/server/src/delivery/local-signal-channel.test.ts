import { LocalSignalChannel } from "./local-signal-channel.ts";
import { describeSignalChannel } from "./signal-channel.contract.ts";

const channel = new LocalSignalChannel();

describeSignalChannel(async () => ({ here: channel, there: channel, [Symbol.asyncDispose]: async () => {} }));
