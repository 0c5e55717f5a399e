import { type ListLoginAttemptsInput, LoginReason, LoginResult } from "@podpass/contracts";
import { z } from "zod";

const PERIODS = ["hour", "day", "week", "custom"] as const;
type Period = (typeof PERIODS)[number];

const SECONDS_OF: Record<Exclude<Period, "custom">, number> = { hour: 3_600, day: 86_400, week: 604_800 };

const Instant = z.iso.datetime().optional().catch(undefined);

/** What a list of login attempts keeps in its URL. */
export const LoginActivitySearch = z.object({
  result: LoginResult.optional().catch(undefined),
  reason: LoginReason.optional().catch(undefined),
  /** `namespace/name`, or one of the two. */
  account: z.string().max(320).optional().catch(undefined),
  period: z.enum(PERIODS).optional().catch(undefined),
  /** Count with the period "custom" alone. */
  from: Instant,
  until: Instant,
  requestId: z.string().max(64).optional().catch(undefined),
  trail: z.array(z.string()).optional().catch(undefined),
  /** Id of the attempt that is open. */
  attempt: z.uuid().optional().catch(undefined),
});
export type LoginActivitySearch = z.output<typeof LoginActivitySearch>;

/** The input of the list procedure for that URL. */
export function loginActivityInput(search: LoginActivitySearch): z.input<typeof ListLoginAttemptsInput> {
  const { result, reason, account, period, from, until, requestId, trail } = search;
  return {
    result,
    reason,
    serviceAccount: account || undefined,
    requestId: requestId || undefined,
    cursor: trail?.at(-1),
    ...(period === "custom" ? { from, until } : {}),
    ...(period !== undefined && period !== "custom" ? { withinSeconds: SECONDS_OF[period] } : {}),
  };
}

export function isFiltered({ result, reason, account, period, requestId }: LoginActivitySearch): boolean {
  return [result, reason, account, period, requestId].some(Boolean);
}
