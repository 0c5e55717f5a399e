import { SearchText } from "@podpass/contracts";
import { type IdentityCondition, searchIdentities } from "@podpass/core";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { MembershipList, toOrganizationMembership } from "./identity-wire.ts";

const MAX_OFFSET = 1_000_000;
const MAX_ALTERNATIVES = 20;
const MAX_VALUES = 100;

const equality = { $eq: SearchText.optional(), $in: z.array(SearchText).max(MAX_VALUES).optional() };
const ByName = z.union([SearchText, z.strictObject({ ...equality, $contains: SearchText.optional() })], {
  error: `Must be a text, or an object of $eq, $contains, and $in with at most ${MAX_VALUES} texts`,
});
const ByRole = z.union([SearchText, z.strictObject(equality)], {
  error: `Must be a role, or an object of $eq, and $in with at most ${MAX_VALUES} roles`,
});
const criteria = { name: ByName.optional(), role: ByRole.optional() };
const Criteria = z.strictObject(criteria);

// Operators that are not known are refused: to leave one out would find what was not asked for.
const SearchBody = z.object({
  orderBy: z.enum(["name", "role"], "Must be name or role").default("name"),
  orderDirection: z.enum(["asc", "desc"], "Must be asc or desc").default("asc"),
  limit: z.int().min(1).max(100).default(50),
  offset: z.int().min(0).max(MAX_OFFSET).default(0),
  search: z.strictObject({ ...criteria, $or: z.array(Criteria).max(MAX_ALTERNATIVES).optional() }).default({}),
});

/** The lists that a value has to be in. A plain text asks for that text itself. */
function listsOf(asked: string | { $eq?: string; $in?: string[] } = {}): string[][] {
  const { $eq, $in } = typeof asked === "string" ? { $eq: asked, $in: undefined } : asked;
  return [$eq === undefined ? undefined : [$eq], $in].filter((list) => list !== undefined);
}

function conditionsOf({ name, role }: z.output<typeof Criteria>): IdentityCondition[] {
  const nameContains = typeof name === "object" ? name.$contains : undefined;
  return [
    ...listsOf(name).map((nameIn) => ({ nameIn })),
    ...(nameContains === undefined ? [] : [{ nameContains }]),
    ...listsOf(role).map((roleIn) => ({ roleIn })),
  ];
}

/** The organization's identities by name and role, in the language of Infisical's search. */
export const identitySearch: FastifyPluginAsyncZod = async (app) => {
  app.post(
    "/v1/identities/search",
    { schema: { summary: "Search identities by name and role", body: SearchBody, response: { 200: MembershipList } } },
    async ({ body: { search, ...part }, useCase }) => {
      const { $or = [], ...all } = search;
      const { items, totalCount } = await searchIdentities(useCase, {
        ...part,
        conditions: conditionsOf(all),
        // One that asks for nothing is none, as in Infisical.
        alternatives: $or.map(conditionsOf).filter((conditions) => conditions.length > 0),
      });
      return { identities: items.map(toOrganizationMembership), totalCount };
    },
  );
};
