import type { Random } from "./random.ts";

const names = [
  "Анна",
  "Борис",
  "Вера",
  "Глеб",
  "Дарья",
  "Егор",
  "Жанна",
  "Захар",
  "Ирина",
  "Kate",
  "Liam",
  "Maria",
  "Nina",
  "Oscar",
];

export interface Person {
  readonly clientId: string;
  name: string;
  /** One stay at a time, or none. */
  session: { readonly id: string; readonly since: number; readonly until: number } | undefined;
  readonly rooms: Set<string>;
  readonly via: "trpc" | "text" | "tcp";
}

export const people = (random: Random, count: number): Person[] =>
  Array.from({ length: count }, (_, index) => ({
    clientId: `Client_${index + 1}`,
    name: `${random.pick(names)}${index < names.length ? "" : `-${index}`}`,
    session: undefined,
    rooms: new Set(["lobby"]),
    via: random.chance(0.7) ? "trpc" : random.chance(0.5) ? "text" : "tcp",
  }));

/** How sessions end, with how often. */
const endings = [
  { weight: 60, code: 1000, status: "normal" },
  { weight: 18, code: 1001, status: "going-away" },
  { weight: 14, code: 1006, status: "abnormal" },
  { weight: 4, code: 4005, status: "timeout" },
  { weight: 2, code: 4008, status: "slow" },
  { weight: 1, code: 4029, status: "rate-limited" },
  { weight: 0.7, code: 4003, status: "kicked" },
  { weight: 0.3, code: 4009, status: "replaced" },
] as const;

export interface Ending {
  readonly code: number;
  readonly status: string;
}

export const ending = (random: Random): Ending => {
  let left = random.next() * endings.reduce((sum, { weight }) => sum + weight, 0);
  return endings.find(({ weight }) => (left -= weight) < 0) ?? endings[0];
};
