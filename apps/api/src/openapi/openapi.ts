import swagger from "@fastify/swagger";
import fp from "fastify-plugin";
import { jsonSchemaTransform } from "fastify-type-provider-zod";
import type { OpenAPIV3_1 } from "openapi-types";
import { describeDocument } from "./describe-document.ts";

const DESCRIPTION = `The API of pods and scripts, in the words that Infisical's clients speak.

A pod logs in with its service-account JWT and is given an access token, which it sends with every other request as
\`Authorization: Bearer <token>\`. What one project's operations are called in one generation of clients and in another
means the same: \`workspace\` is a project, \`/v3/secrets/raw\` is \`/v4/secrets\`. Unknown fields are ignored, empty query
parameters count as left out, and every success is 200.`;

/** Describes the API in OpenAPI 3.1, from the routes' own schemas: `app.swagger()`. */
export const openapi = fp<{ siteUrl: string }>(async (app, { siteUrl }) => {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Podpass",
        version: "1",
        description: DESCRIPTION,
        license: { name: "Apache License 2.0", identifier: "Apache-2.0" },
      },
      servers: [{ url: siteUrl }],
      components: { securitySchemes: { bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" } } },
    },
    // Sign-in, the dashboard and its own API are no business of clients: only described routes are shown.
    transform: (route) =>
      route.schema?.response ? jsonSchemaTransform(route) : { schema: { hide: true }, url: route.url },
    transformObject: (document) => {
      if (!("openapiObject" in document)) throw new Error("Not an OpenAPI document");
      // The type is that of any version; the one above is 3.1.
      return describeDocument(document.openapiObject as Partial<OpenAPIV3_1.Document>);
    },
  });
});
