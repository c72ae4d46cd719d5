import { beforeEach, describe, expect, test, vi } from "vitest";
import { cheapHash } from "../../testing/cheap-hash.ts";
import { Hashing } from "./hashing.ts";

const hash = (byte: number) => Uint8Array.of(byte);
const close = (): void => undefined;
const never = new Promise<Uint8Array>(() => undefined);

describe("hashing by a polite helper and an urgent one", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    return () => vi.useRealTimers();
  });

  test("[A2] while the machine has time to spare the polite one does it all", async () => {
    const urgent = { close, derive: vi.fn<Hashing["derive"]>(async () => hash(2)) };
    const hashing = new Hashing({ polite: { close, isBehind: false, derive: async () => hash(1) }, urgent });
    expect(await hashing.derive(cheapHash)).toEqual(hash(1));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(urgent.derive).not.toHaveBeenCalled();
  });

  test("[A1] where the polite one gets no turn, nobody waits for good", async () => {
    const polite = { close, isBehind: false, derive: vi.fn<Hashing["derive"]>(() => never) };
    const hashing = new Hashing({ polite, urgent: { close, derive: async () => hash(2) }, timeoutMs: 1000 });
    const late = hashing.derive(cheapHash);
    await vi.advanceTimersByTimeAsync(999);
    await expect(Promise.race([late, Promise.resolve("waits")])).resolves.toBe("waits");
    await vi.advanceTimersByTimeAsync(1);
    expect(await late).toEqual(hash(2));
    // It is not asked again until it has caught up.
    polite.isBehind = true;
    expect(await hashing.derive(cheapHash)).toEqual(hash(2));
    expect(polite.derive).toHaveBeenCalledOnce();
  });

  test("what a helper failed of is said, whichever it was", async () => {
    const fails = async () => Promise.reject(new Error("no memory"));
    const gone = new Hashing({ polite: { close, isBehind: false, derive: fails } });
    await expect(gone.derive(cheapHash)).rejects.toThrow("no memory");
    const hashing = new Hashing({
      polite: { close, isBehind: false, derive: () => never },
      urgent: { close, derive: fails },
    });
    const late = hashing.derive(cheapHash).catch(String);
    await vi.advanceTimersByTimeAsync(1000);
    expect(await late).toContain("no memory");
  });
});
