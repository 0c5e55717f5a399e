import type { ErrorCode } from "@podpass/contracts";
import type { LoginProblem } from "./login-remedy.ts";

/** What one check of a login found. */
export type Finding =
  | { verdict: "not_reached" }
  | { verdict: "passed"; expected: string; got: string }
  | { verdict: "failed"; problem: LoginProblem; refusal: ErrorCode; expected: string; got: string };

export const NOT_REACHED: Finding = { verdict: "not_reached" };

export function passed(expected: string, got: string): Finding {
  return { verdict: "passed", expected, got };
}

export function failed(problem: LoginProblem, refusal: ErrorCode, expected: string, got: string): Finding {
  return { verdict: "failed", problem, refusal, expected, got };
}

/** Nobody who has proven nothing learns more than that they are refused. */
export function notProven(problem: LoginProblem, expected: string, got: string): Finding {
  return failed(problem, "auth.login_refused", expected, got);
}
