import { LocalLoginAttempts } from "./local-login-attempts.ts";
import { describeLoginAttempts } from "./login-attempts.contract.ts";

describeLoginAttempts("of one process", ({ rates, elapsed }) => new LocalLoginAttempts(rates, elapsed));
