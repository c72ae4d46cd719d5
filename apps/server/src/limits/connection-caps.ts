import type { Locale } from "@beseda/protocol";
import type { Caps } from "./connection-slots.ts";

/** The descriptors that the log, the accounts, threads and pipes take, and a few to spare. */
const ownDescriptors = 64;
/** The share of the remaining descriptors for connections that talk; the others are for pages and health. */
const talkingShare = 0.75;

export interface ConnectionCaps {
  readonly sessions: Caps;
  readonly plain: Caps;
  /** Whether the system allows fewer connections than configured. */
  readonly areLowered: boolean;
}

/**
 * Returns the number of connections that may be open at once: as many as configured, and never so many that
 * the system has no descriptor left for `/health` or the log (OPS-7).
 */
export const connectionCaps = (asked: Caps, descriptors: number): ConnectionCaps => {
  const left = Math.max(4, descriptors - ownDescriptors);
  const inAll = Math.min(asked.inAll, Math.floor(left * talkingShare));
  const plain = Math.min(asked.inAll, Math.floor(left * (1 - talkingShare)));
  return {
    sessions: { ...asked, inAll },
    plain: { ...asked, inAll: plain },
    areLowered: inAll < asked.inAll,
  };
};

/** Returns the number of files that the system lets this process have open at once. */
export const descriptorLimit = (): number => {
  const { userLimits } = process.report.getReport() as {
    readonly userLimits?: { readonly open_files?: { readonly soft: number | "unlimited" } };
  };
  const soft = userLimits?.open_files?.soft;
  return typeof soft === "number" ? soft : Number.POSITIVE_INFINITY;
};

/** Returns the message for the operator that the system allows fewer connections than configured. */
export const describeLowered = ({ sessions: { inAll } }: ConnectionCaps, locale: Locale): string =>
  locale === "ru"
    ? `Система разрешает процессу мало открытых файлов: одновременно не больше соединений, чем ${inAll}. ` +
      "Поднимите предел (ulimit -n, LimitNOFILE=) или задайте меньше: --max-connections."
    : `The system lets this process have few files open: at most ${inAll} connections at once. ` +
      "Raise the limit (ulimit -n, LimitNOFILE=), or ask for fewer with --max-connections.";
