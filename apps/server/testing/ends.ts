import { isOf, type RecordOf } from "@beseda/protocol";
import type { TemporaryServer } from "./running-server.ts";
import { until } from "./until.ts";

/** Returns every end of a session in a log. */
export const endsIn = async (server: TemporaryServer): Promise<readonly RecordOf<"disconnected">[]> =>
  (await server.records()).filter((record) => isOf(record, "disconnected"));

/**
 * Resolves with the end of a client's only session, as soon as it is recorded.
 * @throws {Error} if it has more than one
 */
export const endOf = async (server: TemporaryServer, clientId: string): Promise<RecordOf<"disconnected">> => {
  const find = async (): Promise<readonly RecordOf<"disconnected">[]> =>
    (await endsIn(server)).filter((record) => record.client_id === clientId);
  await until(
    () => `the end of ${clientId}`,
    async () => (await find()).length > 0,
  );
  const [end, ...more] = await find();
  if (!end || more.length > 0) throw new Error(`${clientId} has ${more.length + 1} ends`);
  return end;
};
