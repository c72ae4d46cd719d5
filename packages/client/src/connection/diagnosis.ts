import { reachPath, reachSchema, type Reach } from "@beseda/protocol";
import { z } from "zod";
import { addressUnder } from "./socket.ts";

/** The reason why no connection comes about, as far as it can be known (VIEW-7). */
export type Diagnosis =
  /** This network knows no such name. */
  | { readonly cause: "name"; readonly host: string }
  | { readonly cause: "certificate"; readonly host: string; readonly problem: CertificateProblem }
  /** TLS was spoken to a port that does not speak it, or the other way round. */
  | { readonly cause: "no-tls" | "tls"; readonly host: string; readonly better: string }
  /** Something else answers there, with this status: a wrong path, or another program. */
  | { readonly cause: "path"; readonly url: string; readonly status: number }
  /** The address is the port for plain lines. */
  | { readonly cause: "lines"; readonly host: string }
  /** A proxy answers in place of a server that does not. */
  | { readonly cause: "proxy"; readonly host: string; readonly status: number }
  /** The server is there but does not admit pages of this origin, or requests by this name. */
  | { readonly cause: "origin" | "host"; readonly host: string; readonly origin: string }
  /** The server is there, but a proxy in front of it does not pass WebSockets on. */
  | { readonly cause: "no-websocket"; readonly host: string }
  | { readonly cause: "older"; readonly version: string };

export type CertificateProblem = "untrusted" | "expired" | "other-name";

/** How long a server may take to explain itself, in milliseconds. */
const timeoutMs = 3000;

const namesUnknown: ReadonlySet<string> = new Set(["ENOTFOUND", "EAI_AGAIN", "EAI_NODATA", "EAI_NONAME"]);
const certificateProblems: Readonly<Record<string, CertificateProblem>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: "untrusted",
  SELF_SIGNED_CERT_IN_CHAIN: "untrusted",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "untrusted",
  UNABLE_TO_GET_ISSUER_CERT: "untrusted",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "untrusted",
  CERT_UNTRUSTED: "untrusted",
  CERT_HAS_EXPIRED: "expired",
  CERT_NOT_YET_VALID: "expired",
  ERR_TLS_CERT_ALTNAME_INVALID: "other-name",
};
/** The error codes of a TLS client at a port that speaks plain HTTP or lines. */
const plainAnswer = /^(?:ERR_SSL_|EPROTO)/u;

const healthSchema = z.object({ name: z.literal("beseda"), version: z.string() });

/**
 * Finds out why no WebSocket came about: by plain HTTP, of which browsers and Node report more than of a WebSocket.
 * Returns undefined where nothing more is known than that nobody answers.
 */
export const diagnose = async (address: string, pageAddress = address): Promise<Diagnosis | undefined> => {
  const url = new URL(address);
  const isSecure = url.protocol === "https:" || url.protocol === "wss:";
  try {
    const response = await ask(addressUnder(address, reachPath, isSecure ? "https:" : "http:"), "POST");
    return await diagnosisOf(response, { address, isSecure, pageAddress });
  } catch (error) {
    return diagnosisOfFailure(codeOf(error), { address, isSecure, pageAddress });
  }
};

interface Where {
  readonly address: string;
  readonly isSecure: boolean;
  /** The address of the page that a person has open. */
  readonly pageAddress: string;
}

const ask = (url: string, method: "GET" | "POST"): Promise<Response> =>
  fetch(url, { method, redirect: "manual", signal: AbortSignal.timeout(timeoutMs) });

const diagnosisOf = async (response: Response, where: Where): Promise<Diagnosis | undefined> => {
  const { host } = new URL(where.address);
  const reach = reachSchema.safeParse(await jsonOf(response)).data;
  if (reach) return diagnosisOfReach(reach, host, where.pageAddress);
  const { status } = response;
  const leadsToTls = response.headers.get("location")?.startsWith("https:") === true;
  if (!where.isSecure && leadsToTls) return { cause: "tls", host, better: otherScheme(where) };
  if (status === 502 || status === 503 || status === 504) return { cause: "proxy", host, status };
  if (isOfLines(response)) return { cause: "lines", host };
  const scheme = where.isSecure ? "https:" : "http:";
  const health = await ask(addressUnder(where.address, "health", scheme), "GET").then(
    jsonOf,
    () => undefined,
  );
  const older = healthSchema.safeParse(health).data;
  if (older) return { cause: "older", version: older.version };
  // A proxy may say so in words of its own, too.
  if (!where.isSecure && status === 400 && (await speaksTls(where)))
    return { cause: "tls", host, better: otherScheme(where) };
  return status === 0 || status === 429
    ? undefined
    : { cause: "path", url: addressUnder(where.address, "", scheme), status };
};

const diagnosisOfReach = ({ refusal, host }: Reach, asked: string, pageAddress: string): Diagnosis =>
  refusal === undefined
    ? { cause: "no-websocket", host: asked }
    : { cause: refusal, host: host ?? asked, origin: new URL(pageAddress).origin };

const diagnosisOfFailure = async (code: string, where: Where): Promise<Diagnosis | undefined> => {
  const { host, hostname } = new URL(where.address);
  if (namesUnknown.has(code)) return { cause: "name", host: hostname };
  const problem = certificateProblems[code];
  if (problem) return { cause: "certificate", host, problem };
  if (where.isSecure && plainAnswer.test(code)) return { cause: "no-tls", host, better: otherScheme(where) };
  if (!where.isSecure && !isOfNobody(code) && (await speaksTls(where)))
    return { cause: "tls", host, better: otherScheme(where) };
  return undefined;
};

/** Whether nobody is there at all. */
const isOfNobody = (code: string): boolean =>
  code === "" || /^(?:ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/u.test(code);

/** Whether a port that was reached by plain HTTP speaks TLS: an untrusted certificate shows it, too. */
const speaksTls = ({ address }: Where): Promise<boolean> =>
  ask(addressUnder(address, "health", "https:"), "GET").then(
    () => true,
    (error: unknown) => codeOf(error) in certificateProblems,
  );

const otherScheme = ({ address, isSecure }: Where): string =>
  addressUnder(address, "", isSecure ? "http:" : "https:").replace(/\/$/u, "");

/** Whether the answer is that of the port for lines, which says so itself. */
const isOfLines = ({ status, headers }: Response): boolean =>
  status === 400 && headers.get("x-beseda-port") === "lines";

const jsonOf = (response: Response): Promise<unknown> =>
  response.json().catch(() => undefined) as Promise<unknown>;

/** Returns Node's code for a request that failed; a browser gives none. */
const codeOf = (error: unknown): string => {
  for (let cause = error, depth = 0; typeof cause === "object" && cause !== null && depth < 5; depth += 1) {
    if ("code" in cause && typeof cause.code === "string") return cause.code;
    // If a name stands for several addresses, each of them failed.
    if ("errors" in cause && Array.isArray(cause.errors) && cause.errors.length > 0) cause = cause.errors[0];
    else cause = "cause" in cause ? cause.cause : undefined;
  }
  return "";
};
