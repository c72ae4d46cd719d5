import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { Command, Option } from "commander";
import {
  breaksNameRules,
  ChatError,
  cleanLine,
  nameKey,
  roleSchema,
  type Locale,
  type Role,
} from "@beseda/protocol";
import { AccountsFailedError } from "../identity/accounts-failed.ts";
import { adminTextsOf, type AdminTexts } from "./admin-texts.ts";
import type { Account } from "../identity/accounts.ts";
import { openExistingIdentity, type ExistingIdentity, type Identity } from "../identity/identity.ts";
import { Passwords } from "../identity/passwords.ts";
import { SecretsError } from "../identity/secrets.ts";
import { newToken } from "../identity/tokens.ts";
import { spokenLocale } from "./option-errors.ts";
import { print, UnprintedError } from "./print.ts";
import { optionTextsOf } from "../option-texts.ts";
import { invitationLink, resetLink } from "../identity/links.ts";

/** The length of a generated password: too long to guess, short enough to read out on the telephone. */
const passwordCharacters = 20;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/**
 * The largest number of uses, hours and days: in effect unlimited, but a time that can still be represented.
 */
const most = 1_000_000;

/**
 * Creates `admin …`: an operator's actions on accounts, whether or not the server runs. A running server
 * notices them within half a second, and closes the sockets of logins that were ended.
 */
export const adminCommand = (): Command =>
  new Command("admin")
    .description("accounts, their roles, passwords, logins and invitations; the server may run meanwhile")
    .addCommand(
      command("accounts", "list the accounts, and say of which names nobody could take them now", accounts),
    )
    .addCommand(ofAccount("owner", "make somebody an owner of the server", owner))
    .addCommand(
      ofAccount("role", "give somebody a role on the server", role).addArgument(
        new Command().createArgument("<role>").choices(roleSchema.options.slice(1)),
      ),
    )
    .addCommand(ofAccount("password", "make a new password, and end every login with the old one", password))
    .addCommand(ofAccount("sessions", "list where somebody is logged in", sessions))
    .addCommand(ofAccount("end", "end one login, or all of them", end).argument("<id>", "number, or all"))
    .addCommand(command("adopt", "let the next log that is served take over these accounts", adopt))
    .addCommand(
      ofAccount("reset", "make a link by which somebody chooses a new password", reset)
        .addOption(url())
        .option("--hours <number>", "how long it is good", "24"),
    )
    .addCommand(
      command("invite", "make an invitation link", invite)
        .addOption(
          new Option("--role <role>", "what it makes of somebody")
            .choices(roleSchema.options)
            .default("guest"),
        )
        .option("--uses <number>", "how often it can be used", "1")
        .option("--days <number>", "how long it is good", "7")
        .addOption(url()),
    );

const url = (): Option =>
  new Option("--url <address>", "address of the web client").default("http://localhost:8765");

interface Order {
  readonly identity: ExistingIdentity;
  /** The word after the name of the account. */
  readonly word: string;
  readonly options: Readonly<Record<string, string>>;
  readonly texts: AdminTexts;
}

type Work = (order: Order) => Promise<string>;
type AccountWork = (account: Account, order: Order) => Promise<string>;

/** Returns the options, among them `--data`, which belongs to the whole program. */
const optionsOf = (command: Command): Readonly<Record<string, string>> => command.optsWithGlobals();

const command = (name: string, description: string, work: Work): Command => {
  const made = new Command(name).description(description);
  return made.action(() => {
    const options = optionsOf(made);
    return carryOut(options, (identity, texts) => work({ identity, word: "", options, texts }));
  });
};

const ofAccount = (name: string, description: string, work: AccountWork): Command => {
  const made = new Command(name).description(description).argument("<name>", "name of the account");
  return made.action(() => {
    const options = optionsOf(made);
    const [account = "", word = ""] = made.args;
    return carryOut(options, async (identity, texts) => {
      const found = await identity.accounts.find(account);
      if (!found) throw new Error(texts.noAccount(account));
      return work({ ...found, name: cleanLine(found.name) }, { identity, word, options, texts });
    });
  });
};

const carryOut = async (
  { data = "data" }: Readonly<Record<string, string>>,
  work: (identity: ExistingIdentity, texts: AdminTexts) => Promise<string>,
): Promise<void> => {
  const locale = spokenLocale();
  const texts = adminTextsOf(locale);
  const file = join(resolve(data), "identity.sqlite");
  try {
    if (!existsSync(file)) throw new Error(texts.noStore(file));
    const identity = await openExistingIdentity(resolve(data));
    try {
      await print(`${await work(identity, texts)}\n`);
    } finally {
      await identity.close();
    }
  } catch (error) {
    process.stderr.write(`${cleanLine(sentenceOf(error, locale))}\n`);
    process.exitCode = 1;
  }
};

const sentenceOf = (error: unknown, locale: Locale): string => {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof AccountsFailedError) return error.cause.in(locale);
  const isSpoken =
    error instanceof ChatError || error instanceof SecretsError || error instanceof UnprintedError;
  return isSpoken ? error.in(locale) : error.message;
};

const accounts: Work = async ({ identity, texts }) => {
  const all = await identity.accounts.all();
  const alike = Map.groupBy(all, ({ name }) => nameKey(name));
  const lines = all.map(({ clientId, name, role }) => {
    const others = (alike.get(nameKey(name)) ?? []).filter((other) => other.clientId !== clientId);
    const remarks = [
      ...(breaksNameRules(name) ? [texts.isKept()] : []),
      ...(others.length > 0 ? [texts.looksLike(others.map((other) => other.clientId).join(", "))] : []),
    ];
    return [clientId, role, cleanLine(name), ...remarks].join("\t");
  });
  return lines.join("\n") || texts.noAccounts();
};

const adopt: Work = async ({ identity, texts }) => {
  const log = await identity.served.release();
  return log === undefined ? texts.nothingToAdopt() : texts.adopted(log);
};

const reset: AccountWork = async ({ clientId, name }, { identity, options, texts }) => {
  const lastsMs = positive("hours", options["hours"]) * hourMs;
  const code = await identity.resets.make({ clientId, lastsMs, by: "admin" });
  return texts.reset(name, resetLink(options["url"] ?? "", code));
};

const setRole = async (
  { clientId, name }: Account,
  role: Role,
  { identity, texts }: Order,
): Promise<string> => {
  await identity.accounts.setRole(clientId, role);
  return texts.role(name, clientId, role);
};

const owner: AccountWork = (account, order) => setRole(account, "owner", order);

const role: AccountWork = (account, order) => setRole(account, roleSchema.parse(order.word), order);

const endAll = async (clientId: string, { accounts }: Identity): Promise<number> => {
  const logins = await accounts.logins(clientId);
  await accounts.revoke(logins.map(({ id }) => id));
  return logins.length;
};

const password: AccountWork = async ({ clientId, name }, { identity, texts }) => {
  // A password in the arguments would stay in the shell's history.
  const made = newToken().slice(0, passwordCharacters);
  const passwords = new Passwords();
  await identity.accounts.setPassword(clientId, await passwords.hash(made));
  passwords.close();
  await endAll(clientId, identity);
  return texts.password(name, made);
};

const sessions: AccountWork = async ({ clientId }, { identity, texts }) => {
  const logins = await identity.accounts.logins(clientId);
  const lines = logins.map(
    ({ id, via, client, address, seenMs }) =>
      `${id}\t${new Date(seenMs).toISOString()}\t${address}\t${client === "" ? via : cleanLine(client)}`,
  );
  return lines.join("\n") || texts.noLogins();
};

const end: AccountWork = async ({ clientId, name }, { identity, word, texts }) => {
  if (word === "all") return texts.allEnded(name, await endAll(clientId, identity));
  const login = (await identity.accounts.logins(clientId)).find(({ id }) => String(id) === word);
  if (!login) throw new Error(texts.noLogin(name, word));
  await identity.accounts.revoke([login.id]);
  return texts.ended(name, login.id);
};

const positive = (name: string, text: string | undefined): number => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > most)
    throw new Error(optionTextsOf(spokenLocale()).count(`--${name}`));
  return number;
};

const invite: Work = async ({ identity, options }) => {
  const code = await identity.invitations.make({
    role: roleSchema.parse(options["role"]),
    uses: positive("uses", options["uses"]),
    lastsMs: positive("days", options["days"]) * dayMs,
    by: "admin",
  });
  return invitationLink(options["url"] ?? "", code);
};
