import {
  createResetLink,
  removeSecondFactor,
  type Services,
  setPassword,
  unlinkAccount,
  unlockAccount,
} from "@podpass/core";

interface Invocation {
  /** What to do, and for whom. */
  args: readonly string[];
  siteUrl: string;
  /** Asks whoever sits at the terminal, or reads standard input. */
  readPassword(): Promise<string>;
}

const USAGE = `Usage:
  npm run user:reset-password -- EMAIL          prints a link, good once and for an hour
  npm run user:reset-password -- EMAIL --ask    reads the new password from the terminal or standard input
  npm run user:reset-second-factor -- EMAIL
  npm run user:unlink -- EMAIL
  npm run user:unlock -- EMAIL`;

/**
 * Does what the operator asked for, and tells so in lines for a terminal. A password is never an argument: those are seen by
 * every process of the machine.
 * @throws Error with the usage when the arguments are wrong; AppError when it could not be done.
 */
export async function recoverUser(
  services: Services,
  { args, siteUrl, readPassword }: Invocation,
): Promise<readonly string[]> {
  const [action, email, option, ...rest] = args;
  const isAsking = action === "reset-password" && option === "--ask";
  if (!email || rest.length > 0 || (option !== undefined && !isAsking)) throw new Error(USAGE);
  switch (action) {
    case "reset-password": {
      if (isAsking) {
        await setPassword(services, email, await readPassword());
        return [`The password of ${email} is set, and their sessions have ended.`];
      }
      const { token, expiresAt } = await createResetLink(services, email);
      return [
        `Whoever opens this link chooses a new password for ${email}, once, until ${expiresAt.toISOString()}:`,
        `${siteUrl}/reset-password#${token}`,
      ];
    }
    case "reset-second-factor":
      await removeSecondFactor(services, email);
      return [`The second factor of ${email} is removed, and their sessions have ended.`];
    case "unlink":
      await unlinkAccount(services, email);
      return [`${email} is linked anew at the next sign-in with the sign-in service, and their sessions have ended.`];
    case "unlock":
      await unlockAccount(services, email);
      return [`${email} may try to sign in again.`];
    default:
      throw new Error(USAGE);
  }
}
