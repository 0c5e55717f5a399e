import { ListIdentitiesInput } from "@podpass/contracts";
import { listIdentities, parseWith } from "@podpass/core";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { collectPages, rangeQuery } from "../../wire/collect-pages.ts";
import { WireText } from "../../wire/fields.ts";
import { assertOwnOrganization } from "../../wire/own-organization.ts";
import { MembershipList, toOrganizationMembership } from "./identity-wire.ts";

const ListQuery = z.object({
  orgId: WireText.optional(),
  organizationId: WireText.optional(),
  search: WireText.optional(),
  ...rangeQuery(1000),
});

/** The organization's identities by name. */
export const identityLists: FastifyPluginAsyncZod = async (app) => {
  app.get(
    "/v1/identities",
    {
      schema: {
        summary: "List the identities of the organization",
        querystring: ListQuery,
        response: { 200: MembershipList },
      },
    },
    async ({ query, useCase }) => {
      assertOwnOrganization(useCase, query.orgId ?? query.organizationId);
      const { items, lastPage } = await collectPages(
        (part) => listIdentities(useCase, parseWith(ListIdentitiesInput, { search: query.search, ...part })),
        query,
      );
      return { identities: items.map(toOrganizationMembership), totalCount: lastPage.totalCount };
    },
  );
};
