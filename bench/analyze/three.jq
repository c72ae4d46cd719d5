def counts(key): group_by(key) | map({key: (.[0] | key), value: length}) | from_entries;
{
  messages: map(select(.type == "message" and .sender == "client")) | counts(.client_id),
  sessions: map(select(.type == "disconnected" and (.status | startswith("server-") | not)).duration_ms)
    | {count: length, total_ms: add, max_ms: max},
  statuses: map(select(.type == "disconnected")) | counts(.status)
}
