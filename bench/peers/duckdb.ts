import { DuckDBInstance } from "@duckdb/node-api";

// Three reports by SQL: `node duckdb.ts FILE queries` asks the file three times, `… table` loads it first.

const [file = "", way] = process.argv.slice(2);
const columns = [
  "type: 'VARCHAR'",
  "client_id: 'VARCHAR'",
  "sender: 'VARCHAR'",
  "status: 'VARCHAR'",
  "duration_ms: 'BIGINT'",
].join(", ");
const source = `read_json('${file.replaceAll("'", "''")}', format = 'array', columns = {${columns}})`;

const instance = await DuckDBInstance.create(":memory:");
const connection = await instance.connect();
if (way === "table") await connection.run(`create temp table log as select * from ${source}`);
const from = way === "table" ? "log" : source;

const ask = async (sql: string): Promise<Record<string, unknown>[]> =>
  (await connection.runAndReadAll(sql)).getRowObjectsJson() as Record<string, unknown>[];

const counts = async (key: string, condition: string): Promise<Record<string, number>> => {
  const rows = await ask(
    `select ${key} as key, count(*) as count from ${from} where ${condition} group by 1`,
  );
  return Object.fromEntries(rows.map(({ key: name, count }) => [String(name), Number(count)]));
};

const messages = await counts("client_id", "type = 'message' and sender = 'client'");
const [lengths = {}] = await ask(
  `select count(*) as count, sum(duration_ms) as total, max(duration_ms) as max,
    quantile_cont(duration_ms, [0.5, 0.9, 0.95]) as quantiles
  from ${from} where type = 'disconnected' and not starts_with(status, 'server-')`,
);
const statuses = await counts("status", "type = 'disconnected'");
const sessions = {
  count: Number(lengths["count"]),
  total_ms: Number(lengths["total"]),
  max_ms: Number(lengths["max"]),
};
process.stdout.write(JSON.stringify({ messages, sessions, statuses }));
