import { ListIdentitiesInput } from "@podpass/contracts";
import { listIdentities, parseWith, type UseCaseContext } from "@podpass/core";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { collectPages, rangeQuery } from "../../wire/collect-pages.ts";
import { WireNumber, WireText } from "../../wire/fields.ts";
import { assertOwnOrganization } from "../../wire/own-organization.ts";
import { OrganizationMembership, toOrganizationMembership } from "./identity-wire.ts";

const ListQuery = z.object({
  orgId: WireText.optional(),
  organizationId: WireText.optional(),
  search: WireText.optional(),
  ...rangeQuery(1000),
});

const ByName = z.union([WireText, z.object({ $contains: WireText }).strict()], {
  error: "Must be a text or {$contains: text}",
});
const ByRole = z.union([WireText, z.object({ $eq: WireText }).strict()], { error: "Must be a role or {$eq: role}" });
const SearchBody = z.object({
  orderBy: z.literal("name", "Must be name").optional(),
  orderDirection: z.literal("asc", "Must be asc").optional(),
  limit: WireNumber.int().min(1).max(100).default(50),
  offset: WireNumber.int().min(0).max(10_000).default(0),
  search: z.object({ name: ByName.optional(), role: ByRole.optional() }).strict().default({}),
});

const ListAnswer = z.object({ identities: z.array(OrganizationMembership), totalCount: z.int() });

async function list(
  ctx: UseCaseContext,
  filter: { search?: string | undefined; role?: string | undefined },
  range: { offset: number; limit: number },
): Promise<z.output<typeof ListAnswer>> {
  const { items, lastPage } = await collectPages(
    (part) => listIdentities(ctx, parseWith(ListIdentitiesInput, { ...filter, ...part })),
    range,
  );
  return { identities: items.map(toOrganizationMembership), totalCount: lastPage.totalCount };
}

/** The organization's identities by name, in Infisical's two ways of asking. */
export const identityLists: FastifyPluginAsyncZod = async (app) => {
  app.get(
    "/v1/identities",
    { schema: { querystring: ListQuery, response: { 200: ListAnswer } } },
    async ({ query, useCase }) => {
      assertOwnOrganization(useCase, query.orgId ?? query.organizationId);
      return list(useCase, { search: query.search }, query);
    },
  );

  app.post(
    "/v1/identities/search",
    { schema: { body: SearchBody, response: { 200: ListAnswer } } },
    async ({ body, useCase }) => {
      const { name, role } = body.search;
      const filter = {
        search: typeof name === "object" ? name.$contains : name,
        role: typeof role === "object" ? role.$eq : role,
      };
      return list(useCase, filter, body);
    },
  );
};
