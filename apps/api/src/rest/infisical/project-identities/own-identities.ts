import {
  CreateOwnIdentityInput,
  ListOwnIdentitiesInput,
  OwnIdentityRef,
  UpdateOwnIdentityInput,
} from "@podpass/contracts";
import {
  createOwnIdentity,
  deleteOwnIdentity,
  getOwnIdentity,
  listOwnIdentities,
  parseWith,
  updateOwnIdentity,
} from "@podpass/core";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { collectPages, rangeQuery } from "../../wire/collect-pages.ts";
import { WireFlag, WireText } from "../../wire/fields.ts";
import { IdentityAnswer, toIdentityAnswer } from "../identities/identity-wire.ts";
import { fromRolesBody, RolesBody } from "./membership-wire.ts";

const LIST = "/v1/projects/:projectId/identities";
const ONE = `${LIST}/:identityId`;
const listParams = z.object({ projectId: WireText });
const params = listParams.extend({ identityId: WireText });
const UpdateBody = z.object({
  name: WireText.optional(),
  hasDeleteProtection: WireFlag.optional(),
  metadata: z.array(z.object({ key: WireText, value: WireText })).optional(),
});
const CreateBody = UpdateBody.extend({ name: WireText, roles: RolesBody.optional() });
const ListQuery = z.object({ search: WireText.optional(), ...rangeQuery(20) });
const ListAnswer = z.object({ identities: z.array(IdentityAnswer.shape.identity), totalCount: z.int() });
const DEFAULT_ROLES = [{ role: "no-access" }];

/** The identities that a project makes for itself: Terraform's `infisical_project_scoped_identity`. */
export const ownIdentities: FastifyPluginAsyncZod = async (app) => {
  app.post(
    LIST,
    {
      schema: {
        summary: "Create an identity for a project, with its roles there",
        params: listParams,
        body: CreateBody,
        response: { 200: IdentityAnswer },
      },
    },
    async ({ useCase, params, body: { roles = DEFAULT_ROLES, ...body } }) => {
      const input = parseWith(CreateOwnIdentityInput, { ...body, ...params, roles: fromRolesBody(roles) });
      return toIdentityAnswer(await createOwnIdentity(useCase, input));
    },
  );

  app.get(
    LIST,
    {
      schema: {
        summary: "List the identities that were made for a project",
        params: listParams,
        querystring: ListQuery,
        response: { 200: ListAnswer },
      },
    },
    async ({ useCase, params, query }) => {
      const filter = { ...params, search: query.search };
      const { items, lastPage } = await collectPages(
        (part) => listOwnIdentities(useCase, parseWith(ListOwnIdentitiesInput, { ...filter, ...part })),
        query,
      );
      const identities = items.map((item) => toIdentityAnswer(item).identity);
      return { identities, totalCount: lastPage.totalCount };
    },
  );

  app.get(
    ONE,
    { schema: { summary: "Read an identity that was made for a project", params, response: { 200: IdentityAnswer } } },
    async ({ useCase, params }) => toIdentityAnswer(await getOwnIdentity(useCase, parseWith(OwnIdentityRef, params))),
  );

  app.patch(
    ONE,
    {
      schema: {
        summary: "Change an identity that was made for a project",
        params,
        body: UpdateBody,
        response: { 200: IdentityAnswer },
      },
    },
    async ({ useCase, params, body }) =>
      toIdentityAnswer(await updateOwnIdentity(useCase, parseWith(UpdateOwnIdentityInput, { ...body, ...params }))),
  );

  app.delete(
    ONE,
    {
      schema: {
        summary: "Delete an identity that was made for a project; its tokens die with it",
        params,
        response: { 200: IdentityAnswer },
      },
    },
    async ({ useCase, params }) =>
      toIdentityAnswer(await deleteOwnIdentity(useCase, parseWith(OwnIdentityRef, params))),
  );
};
