import { describeClientNumbers } from "./client-numbers.contract.ts";
import { LocalClientNumbers } from "./local-client-numbers.ts";

describeClientNumbers("of one process", async () => {
  let known = 0;
  const numbers = new LocalClientNumbers(() => known);
  return {
    open: async () => numbers,
    know: async (highest) => {
      known = highest;
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
});
