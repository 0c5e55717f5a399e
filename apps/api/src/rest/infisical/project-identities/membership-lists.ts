import {
  AvailableIdentitiesInput,
  Id,
  ListIdentityProjectsInput,
  ListProjectIdentitiesInput,
} from "@podpass/contracts";
import {
  getMembership,
  listAvailableIdentities,
  listIdentityProjects,
  listProjectIdentities,
  parseWith,
} from "@podpass/core";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { collectPages, EVERYTHING, rangeQuery } from "../../wire/collect-pages.ts";
import { WireText } from "../../wire/fields.ts";
import { Membership, MembershipAnswer, toMembership } from "./membership-wire.ts";
import { MEMBERSHIP_PREFIXES } from "./memberships.ts";

const projectParams = z.object({ projectId: WireText });
/** Two generations' names of one filter. */
const nameFilter = { identityName: WireText.optional(), search: WireText.optional() };
const ListQuery = z.object({ ...nameFilter, ...rangeQuery(100) });
const ListAnswer = z.object({ identityMemberships: z.array(Membership), totalCount: z.int() });
const AvailableAnswer = z.object({ identities: z.array(z.object({ id: z.string(), name: z.string() })) });

/** Memberships seen from the project, from the identity, and by their own id. */
export const membershipLists: FastifyPluginAsyncZod = async (app) => {
  for (const url of MEMBERSHIP_PREFIXES) {
    app.get(
      url,
      {
        schema: {
          summary: "List the identities of a project with their roles",
          params: projectParams,
          querystring: ListQuery,
          response: { 200: ListAnswer },
        },
      },
      async ({ useCase, params, query }) => {
        const filter = { ...params, search: query.identityName ?? query.search };
        const { items, lastPage } = await collectPages(
          (part) => listProjectIdentities(useCase, parseWith(ListProjectIdentitiesInput, { ...filter, ...part })),
          query,
        );
        return { identityMemberships: items.map(toMembership), totalCount: lastPage.totalCount };
      },
    );
  }

  app.get(
    "/v1/projects/:projectId/memberships/available-identities",
    {
      schema: {
        summary: "List the identities that a project does not have yet",
        params: projectParams,
        querystring: z.object(nameFilter),
        response: { 200: AvailableAnswer },
      },
    },
    async ({ useCase, params, query }) => {
      const input = parseWith(AvailableIdentitiesInput, { ...params, search: query.identityName ?? query.search });
      return { identities: (await listAvailableIdentities(useCase, input)).items };
    },
  );

  for (const prefix of ["/v1/projects", "/v2/workspace"]) {
    app.get(
      `${prefix}/identity-memberships/:membershipId`,
      {
        schema: {
          summary: "Read a membership by its own id",
          params: z.object({ membershipId: WireText }),
          response: { 200: MembershipAnswer },
        },
      },
      async ({ useCase, params }) => {
        const { membershipId } = parseWith(z.object({ membershipId: Id }), params);
        return { identityMembership: toMembership(await getMembership(useCase, membershipId)) };
      },
    );
  }

  app.get(
    "/v1/identities/:identityId/identity-memberships",
    {
      schema: {
        summary: "List the projects of an identity",
        params: z.object({ identityId: WireText }),
        response: { 200: z.object({ identityMemberships: z.array(Membership) }) },
      },
    },
    async ({ useCase, params }) => {
      const { items } = await collectPages(
        (part) => listIdentityProjects(useCase, parseWith(ListIdentityProjectsInput, { ...params, ...part })),
        EVERYTHING,
      );
      return { identityMemberships: items.map(toMembership) };
    },
  );
};
