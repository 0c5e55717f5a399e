import { AppError } from "@podpass/core";

/** The whole answer of a refusal, as a caller could see it. Throws when the attempt was not refused. */
export async function refusalOf(attempt: Promise<unknown>): Promise<{ code: string; message: string }> {
  const error = await attempt.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AppError)) throw new Error("Was not refused", { cause: error });
  return { code: error.code, message: error.message };
}
