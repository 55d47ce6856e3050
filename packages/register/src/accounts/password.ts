import { Problem } from "@counterweight/kernel";
import { hash, verify } from "@node-rs/argon2";

// Argon2id as OWASP advises: 19 MiB, two passes, one lane.
const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const shortest = 12;
const longest = 128;

/** A password's hash, or a problem with one that is too weak to guard names. */
export async function hashPassword(password: string): Promise<string> {
  if (password.length < shortest || password.length > longest)
    throw new Problem({
      code: "password.length",
      what: `the password has ${password.length} characters`,
      expected: `${shortest} to ${longest}; four or five words that do not belong together are easy to keep`,
    });
  if (new Set(password).size < 5)
    throw new Problem({ code: "password.simple", what: "the password repeats the same few characters" });
  return hash(password, options);
}

let decoy: Promise<string> | undefined;

/** True for the right password. Without a hash it takes as long: who has an account cannot be timed. */
export async function checkPassword(stored: string | undefined, password: string): Promise<boolean> {
  decoy ??= hash("no account has this password", options);
  const right = await verify(stored ?? (await decoy), password.slice(0, longest)).catch(() => false);
  return right && stored !== undefined;
}
