import type { Report } from "@beseda/protocol";

type Labels = Readonly<Record<string, string>>;
type Sample = readonly [value: number | null, labels?: Labels];

interface Metric {
  readonly name: string;
  readonly help: string;
  readonly type: "gauge" | "histogram";
  readonly samples: readonly Sample[];
}

const escaped = (text: string): string =>
  text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll('"', '\\"');

const labelsOf = (labels: Labels = {}): string => {
  const parts = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return parts.length === 0 ? "" : `{${parts.join(",")}}`;
};

const gauge = (name: string, help: string, samples: readonly Sample[]): Metric => ({
  name: `beseda_log_${name}`,
  help,
  type: "gauge",
  samples: samples.filter(([value]) => value !== null),
});

const write = ({ name, help, type, samples }: Metric): string =>
  samples.length === 0
    ? ""
    : [
        `# HELP ${name} ${help}`,
        `# TYPE ${name} ${type}`,
        ...samples.map(([value, labels]) => `${name}${labelsOf(labels)} ${value}`),
        "",
      ].join("\n");

const seconds = (ms: number | null | undefined): number | null =>
  ms === null || ms === undefined ? null : ms / 1000;

const totals = ({ input, overview }: Report): Metric[] => [
  gauge("records", "Records of the log.", [[input.records]]),
  gauge("damaged_places", "Places that could not be read.", [[input.bad_records]]),
  gauge("last_record_seconds", "Time of the newest record.", [
    [input.last ? Date.parse(input.last) / 1000 : null],
  ]),
  gauge("messages", "Messages of people.", [[overview?.messages ?? null]]),
  gauge("clients", "Clients in the log.", [[overview?.clients ?? null]]),
  gauge("rooms", "Rooms in the log.", [[overview?.rooms ?? null]]),
];

const sessions = ({ sessions: report, online }: Report): Metric[] => [
  gauge(
    "sessions",
    "Sessions by what is known of them.",
    report
      ? (["ended", "cut", "open", "unstarted"] as const).map(
          (state) => [report[state].count, { state }] as const,
        )
      : [],
  ),
  gauge("sessions_peak", "Most sessions at a time.", [[online?.peak?.sessions ?? null]]),
  gauge("sessions_mean", "Sessions at a time, on average.", [[online?.mean ?? null]]),
];

/** Ended sessions by length, the way that Prometheus has histograms: each bucket holds the shorter ones too. */
const histogram = ({ sessions: report }: Report): string => {
  if (!report) return "";
  const name = "beseda_log_session_duration_seconds";
  let below = 0;
  const buckets = report.histogram.map(({ to_ms, count }) => {
    below += count;
    return `${name}_bucket{le="${to_ms === null ? "+Inf" : to_ms / 1000}"} ${below}`;
  });
  return [
    `# HELP ${name} Length of ended sessions.`,
    `# TYPE ${name} histogram`,
    ...buckets,
    `${name}_sum ${report.ended.total_ms / 1000}`,
    `${name}_count ${report.ended.count}`,
    "",
  ].join("\n");
};

const disconnects = ({ disconnects: report }: Report): Metric[] => [
  gauge(
    "disconnects",
    "Ends of sessions by status.",
    (report?.by_status ?? []).map(({ status, count }) => [count, { status }]),
  ),
  gauge(
    "close_codes",
    "Ends of sessions by close code.",
    (report?.by_code ?? []).map(({ code, count }) => [count, { code: String(code) }]),
  ),
  gauge("incidents", "Times of many drops at once.", [[report?.incidents.count ?? null]]),
  gauge("availability_ratio", "Part of the period in which the server ran.", [
    [report?.availability.share ?? null],
  ]),
  gauge("server_crashes", "Starts of the server without a stop before.", [
    [report?.availability.crashes ?? null],
  ]),
];

const talk = ({ rooms, conversations, growth }: Report): Metric[] => [
  gauge(
    "room_messages",
    "Messages by room.",
    (rooms?.rows ?? []).map(({ room, messages }) => [messages, { room }]),
  ),
  gauge("response_seconds", "Wait for an answer.", [
    [seconds(conversations?.responses.median_ms), { quantile: "0.5" }],
    [seconds(conversations?.responses.p90_ms), { quantile: "0.9" }],
  ]),
  gauge("active_clients", "Clients that did something, up to the log's end.", [
    [growth?.daily ?? null, { period: "1d" }],
    [growth?.weekly ?? null, { period: "7d" }],
    [growth?.monthly ?? null, { period: "30d" }],
  ]),
];

/** The report in Prometheus' text format, for a textfile collector. No label is a client: there may be many. */
export const prometheusOf = (report: Report): string =>
  [
    ...totals(report).map(write),
    ...sessions(report).map(write),
    histogram(report),
    ...disconnects(report).map(write),
    ...talk(report).map(write),
  ].join("");
