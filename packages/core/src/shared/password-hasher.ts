import { randomBytes } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";

export interface PasswordHasher {
  hash(password: string): Promise<string>;
  /** False where there is no hash, after the same work: the time it takes tells nobody which accounts there are. */
  verify(passwordHash: string | null, password: string): Promise<boolean>;
}

/** argon2id with OWASP's first choice of parameters (Password Storage Cheat Sheet): 19 MiB, 2 passes, 1 lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

let decoy: Promise<string> | undefined;

export const argon2PasswordHasher: PasswordHasher = {
  hash: (password) => hash(password, PARAMETERS),
  async verify(passwordHash, password) {
    if (passwordHash !== null) return verify(passwordHash, password);
    decoy ??= hash(randomBytes(32), PARAMETERS);
    await verify(await decoy, password);
    return false;
  },
};
