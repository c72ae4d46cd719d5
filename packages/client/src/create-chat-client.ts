import { clientsOver, type CreateChatClient } from "./clients-over.ts";
import { transport } from "./transport.ts";

/** Creates a client whose parts are all there from the start. */
export const createChatClient: CreateChatClient = (options) => clientsOver(transport)(options);
