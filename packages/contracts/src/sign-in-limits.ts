/** How many wrong passwords, or codes, in a row lock an account, and for how long. Whoever signs in is told of it. */
export const SIGN_IN_LIMITS = { attempts: 10, attemptsInWords: "ten", lockMinutes: 15 } as const;
