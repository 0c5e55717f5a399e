import { randomBytes } from "node:crypto";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const LENGTH = 14;
/** Random bytes are drawn for many ids at once: a call to the system costs the same for one as for hundreds. */
const IDS_AHEAD = 256;

/** Makes the ids of requests, in the form clients know: `req-` and 14 letters and digits. */
export function createRequestIds(): () => string {
  let random = Buffer.alloc(0);
  return () => {
    if (random.length === 0) random = randomBytes(LENGTH * IDS_AHEAD);
    let id = "req-";
    // The first few letters come a little more often than the others: an id only has to be unique.
    for (const byte of random.subarray(0, LENGTH)) id += ALPHABET[byte % ALPHABET.length];
    random = random.subarray(LENGTH);
    return id;
  };
}
