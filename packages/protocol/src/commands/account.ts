import { z } from "zod";
import { nameSchema, passwordSchema } from "../name.ts";
import { roleSchema } from "../role.ts";
import { nothing, oneName, split } from "./arguments.ts";
import { command } from "./define-command.ts";
import { calling, saysDone, type Viewer } from "./outcome.ts";
import { mutation, query } from "./procedure.ts";

/** Name and password of an account. */
export const credentialsSchema = z.object({ name: nameSchema, password: z.string().max(1024) });
export type Credentials = z.infer<typeof credentialsSchema>;

/** Secret of an invitation link, or of one for a new password. */
export const invitationCodeSchema = z.string().min(16).max(128);

const recoverSchema = z.object({ reset: invitationCodeSchema, password: passwordSchema });

/** One of the client's own logins, as it is listed. */
const loginListingSchema = z.object({
  id: z.number(),
  via: z.string(),
  /** Program and version, as it named itself. */
  client: z.string(),
  /** The address of its last use: shown to its owner only. */
  address: z.string(),
  /** ISO 8601. */
  since: z.string().optional(),
  seen: z.string(),
  /** The addresses of its open sessions. */
  open: z.array(z.string()),
  /** Whether it is the login of the request. */
  current: z.boolean(),
});
export type LoginListing = Readonly<z.infer<typeof loginListingSchema>>;

/** A link for somebody else. Earlier servers do not say whether their operator named the address in it. */
const linkSchema = z.object({ link: z.string(), named: z.boolean().default(true) });

const namedSchema = z.object({ name: z.string() });

export const accountProcedures = {
  /** Registers the session's name; refused if that is not `name`, the name that the requester saw. */
  register: mutation("account.register", {
    input: z.object({ password: passwordSchema, name: z.string().max(1024).optional() }),
    answer: namedSchema,
  }),
  /** Returns a token: a client that reconnects with it is that account's client. */
  login: mutation("account.login", {
    input: credentialsSchema,
    answer: z.object({ token: z.string(), client_id: z.string(), name: z.string() }),
  }),
  /** Ends this login and every connection that came with it. */
  logout: mutation("account.logout", { input: undefined, answer: z.unknown() }),
  /** Sets a new password; every other login ends. */
  password: mutation("account.password", {
    input: z.object({ old: z.string().max(1024), new: passwordSchema }),
    answer: z.unknown(),
  }),
  /** Lists the client's logins. */
  sessions: query("account.sessions", { input: undefined, answer: z.array(loginListingSchema) }),
  /** Ends one of the client's logins. */
  end: mutation("account.end", { input: z.object({ id: z.int().min(1) }), answer: z.unknown() }),
  /** Gives the client the role of an invitation. */
  redeem: mutation("account.redeem", {
    input: z.object({ invitation: invitationCodeSchema }),
    answer: z.object({ role: roleSchema }),
  }),
  /** Makes a link for a person who forgot a password. */
  reset: mutation("account.reset", {
    input: z.object({ name: nameSchema }),
    answer: namedSchema.extend(linkSchema.shape),
  }),
  /** Sets a new password with such a link. */
  recover: mutation("account.recover", { input: recoverSchema, answer: namedSchema }),
  /** Makes a link that admits somebody. */
  invitation: mutation("account.invitation", {
    input: z.object({
      role: roleSchema.default("guest"),
      uses: z.int().min(1).max(10_000).default(1),
      lasts_ms: z
        .int()
        .positive()
        .max(365 * 86_400_000)
        .default(7 * 86_400_000),
    }),
    answer: linkSchema,
  }),
};

const nameAndPassword = z
  .string()
  .transform(split)
  .pipe(z.object({ name: nameSchema, rest: z.string().min(1).max(1024) }))
  .transform(({ name, rest }) => ({ name, password: rest }));

const twoWords =
  /^(?:"(?<oldStraight>[^"]+)"|«(?<oldAngled>[^»]+)»|(?<oldWord>\S+))\s+(?:"(?<newStraight>[^"]+)"|«(?<newAngled>[^»]+)»|(?<newWord>\S+))$/u;

/** Two passwords, each in quotes if it has spaces: otherwise the end of the old one would be unclear. */
const oldAndNew = z
  .string()
  .transform((text) => {
    const { oldStraight, oldAngled, oldWord, newStraight, newAngled, newWord } =
      twoWords.exec(text)?.groups ?? {};
    return {
      old: oldStraight ?? oldAngled ?? oldWord ?? "",
      new: newStraight ?? newAngled ?? newWord ?? "",
    };
  })
  .pipe(z.object({ old: z.string().min(1).max(1024), new: passwordSchema }));

/** An empty argument lists, `end N` ends one. */
const listOrEnd = z
  .union([
    z.literal("").transform(() => undefined),
    z
      .string()
      .regex(/^(?:end|конец)\s+\d{1,12}$/iu)
      .transform((text) => Number(text.split(/\s+/u)[1])),
  ])
  .transform((end): { end?: number } => (end === undefined ? {} : { end }));

/** The code alone, or the link that has it. */
const invitationCode = z
  .string()
  .transform((text) => text.replace(/^.*#invitation=/u, ""))
  .pipe(invitationCodeSchema)
  .transform((invitation) => ({ invitation }));

/** A code, or the link that has it, followed by a password. */
const codeAndPassword = z
  .string()
  .regex(/^\S+\s+\S/u)
  .transform((text) => {
    const [code = ""] = text.split(/\s/u, 1);
    return { reset: code.replace(/^.*#reset=/u, ""), password: text.slice(code.length).trim() };
  })
  .pipe(recoverSchema);

const roleOrGuest = z
  .union([z.literal("").transform(() => "guest" as const), roleSchema])
  .transform((role) => ({ role }));

/** Returns a link that others can use: with this page's address, unless the operator named one (VIEW-6). */
const linkFor = ({ link, named }: z.output<typeof linkSchema>, { pageAddress }: Viewer): string =>
  named || pageAddress === undefined ? link : `${pageAddress}/${link.slice(link.indexOf("#"))}`;

export const accountCommands = {
  register: command("register", {
    aliases: ["регистрация"],
    arguments: passwordSchema.transform((password) => ({ password })),
    procedure: accountProcedures.register,
    call: (given) =>
      calling(accountProcedures.register, given, ({ name }, _, lines) => ({
        lines: [lines.registered(name)],
      })),
    secret: true,
  }),
  login: command("login", {
    aliases: ["вход"],
    arguments: nameAndPassword,
    procedure: accountProcedures.login,
    // A client that continues as somebody else gets a greeting.
    call: (given) => calling(accountProcedures.login, given, () => ({ lines: [] })),
    secret: true,
  }),
  logout: command("logout", {
    aliases: [],
    arguments: nothing,
    procedure: accountProcedures.logout,
    call: () => calling(accountProcedures.logout, undefined, () => ({ lines: [] })),
  }),
  password: command("password", {
    aliases: ["пароль"],
    arguments: oldAndNew,
    procedure: accountProcedures.password,
    call: (given) =>
      calling(accountProcedures.password, given, (_, __, lines) => ({ lines: [lines.passwordChanged()] })),
    secret: true,
  }),
  sessions: command("sessions", {
    aliases: ["сеансы"],
    arguments: listOrEnd,
    procedure: accountProcedures.sessions,
    call: ({ end }) =>
      end === undefined
        ? calling(accountProcedures.sessions, undefined, (logins, _, lines) => ({
            lines: [
              lines.logins(logins.length),
              ...logins.map(
                ({ open, seen, ...login }) =>
                  `  ${lines.login({ ...login, seen: new Date(seen), isOpen: open.length > 0 })}`,
              ),
            ],
          }))
        : calling(accountProcedures.end, { id: end }, saysDone),
  }),
  redeem: command("redeem", {
    aliases: [],
    arguments: invitationCode,
    procedure: accountProcedures.redeem,
    call: (given) =>
      calling(accountProcedures.redeem, given, ({ role }, _, lines) => ({ lines: [lines.roleNow(role)] })),
    unkept: true,
  }),
  reset: command("reset", {
    aliases: [],
    arguments: oneName,
    completes: "name",
    procedure: accountProcedures.reset,
    call: (given) =>
      calling(accountProcedures.reset, given, (made, viewer, lines) => ({
        lines: [lines.resetLink(made.name, linkFor(made, viewer))],
      })),
    unkept: true,
  }),
  recover: command("recover", {
    aliases: [],
    arguments: codeAndPassword,
    procedure: accountProcedures.recover,
    call: (given) =>
      calling(accountProcedures.recover, given, ({ name }, _, lines) => ({ lines: [lines.recovered(name)] })),
    secret: true,
  }),
  invitation: command("invitation", {
    aliases: ["приглашение"],
    arguments: roleOrGuest,
    completes: ["guest", "member", "moderator", "admin"],
    procedure: accountProcedures.invitation,
    call: (given) =>
      calling(accountProcedures.invitation, given, (made, viewer, lines) => ({
        lines: [lines.invitationLink(linkFor(made, viewer))],
      })),
    unkept: true,
  }),
};
