import type { ExistingTokens } from "@podpass/contracts";
import fc from "fast-check";
import type { JwtLife } from "../issue-access-token.ts";

/** What a login method says of the tokens it issues. */
export interface Policy {
  ttlSeconds: number;
  maxTtlSeconds: number;
  maxUses: number;
}

/** One thing that is done to an identity or one of its tokens; `which` is taken modulo the JWTs there are. */
export type Step =
  | { act: "issue" }
  | { act: "wait"; ms: number }
  | { act: "use"; which: number }
  | { act: "renew"; which: number; jwtLife: JwtLife }
  | { act: "revoke"; which: number }
  | { act: "configure"; policy: Policy; existingTokens: ExistingTokens };

/** Few, so that bounds are met exactly. */
const seconds = fc.integer({ min: 0, max: 6 });
const which = fc.nat(20);
const policy = fc
  .record({ ttlSeconds: seconds, maxTtlSeconds: seconds, maxUses: fc.nat(3) })
  // What is refused at save: 0 stands for the longest there is.
  .filter(({ ttlSeconds, maxTtlSeconds }) => maxTtlSeconds === 0 || ttlSeconds <= maxTtlSeconds);
const act = <Act extends Step["act"]>(name: Act) => fc.constant(name);

const Step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ act: act("issue") }) },
  { weight: 3, arbitrary: fc.record({ act: act("wait"), ms: fc.integer({ min: 1, max: 4000 }) }) },
  { weight: 3, arbitrary: fc.record({ act: act("use"), which }) },
  {
    weight: 3,
    arbitrary: fc.record({ act: act("renew"), which, jwtLife: fc.constantFrom<JwtLife>("renewed", "max-ttl") }),
  },
  { weight: 1, arbitrary: fc.record({ act: act("revoke"), which }) },
  {
    weight: 2,
    arbitrary: fc.record({
      act: act("configure"),
      policy,
      existingTokens: fc.constantFrom<ExistingTokens>("keep", "revoke"),
    }),
  },
);

/** In any order, but that there is a token to begin with. */
export const Steps: fc.Arbitrary<Step[]> = fc
  .tuple(
    fc.record({ act: act("configure"), policy, existingTokens: fc.constant<ExistingTokens>("keep") }),
    fc.array(Step, { minLength: 8, maxLength: 16 }),
  )
  .map(([first, rest]) => [first, { act: "issue" }, ...rest]);
