import { expect, test } from "vitest";
import { ManyRuns } from "../../testing/many-runs.ts";
import { Person } from "../../testing/person.ts";
import { temporaryServer } from "../../testing/running-server.ts";
import { until } from "../../testing/until.ts";

const password = "очень длинный пароль";

test("[A4] an operator makes an owner, resets a password, makes a link for a new one and ends logins while the server runs", async () => {
  await using server = await temporaryServer();
  await using runs = new ManyRuns();
  const admin = async (...words: string[]): Promise<string> => {
    const { code, out, err } = await runs.run({
      words: ["admin", ...words, "--data", server.data],
      env: process.env,
      folder: process.cwd(),
    });
    if (code !== 0) throw new Error(err);
    return out.trim();
  };
  await using anna = await Person.come(server, { name: "Анна" });
  await anna.ask("account.register", { password });
  expect(await admin("accounts")).toBe("Client_1\tmember\tАнна");
  await expect(anna.ask("account.invitation", {})).rejects.toThrow("нельзя");
  expect(await admin("owner", "анна")).toContain("owner");
  await until(
    () => "the new role",
    () =>
      anna.ask("account.invitation", {}).then(
        () => true,
        () => false,
      ),
  );
  expect(await admin("sessions", "Анна")).toContain("127.0.0.1");
  const made = (await admin("password", "Анна")).split(": ")[1];
  expect((await anna.closed).code).toBe(4001);
  await using again = await Person.come(server, { name: "Анна", password: made });
  expect(again.id).toBe(anna.id);
  await admin("end", "Анна", "all");
  expect((await again.closed).code).toBe(4001);
  await expect(admin("owner", "Никто")).rejects.toThrow(/Никто».+admin accounts|“Никто”.+admin accounts/u);
  await expect(admin("end", "Анна", "99")).rejects.toThrow("admin sessions Анна");
  const [, reset = ""] = (await admin("reset", "Анна")).split("#reset=");
  await using back = await Person.come(server, { reset, password: "совсем новый пароль" });
  expect(back.id).toBe(anna.id);

  const link = await admin("invite", "--role", "moderator");
  await using boris = await Person.come(server, { name: "Борис" });
  await boris.ask("account.register", { password });
  expect(await boris.ask("account.redeem", { invitation: link.split("=")[1] })).toEqual({
    role: "moderator",
  });
});
