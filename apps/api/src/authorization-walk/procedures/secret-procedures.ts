import { ANY_ROLE, project } from "../needs.ts";
import { inEnvironment, inProject, type Procedures, secret, toStaging } from "./procedure.ts";

const imported = {
  environment: "dev",
  secretPath: "/",
  value: "y",
  comment: "",
  tags: ["new"],
  metadata: [],
  skipMultilineEncoding: false,
};

/** Folders, imports and secrets. */
export const SECRET_PROCEDURES: Procedures = {
  "folder.list": { needs: ANY_ROLE, input: inEnvironment },
  "folder.deletionImpact": {
    needs: project("secret-folders:delete"),
    input: ({ projectId, folderId }) => ({ projectId, folderId }),
  },
  "folder.create": {
    needs: project("secret-folders:create"),
    input: (things) => ({ ...inEnvironment(things), name: "new" }),
  },
  "folder.update": {
    needs: project("secret-folders:edit"),
    input: ({ projectId, folderId }) => ({ projectId, folderId, name: "renamed" }),
  },
  "folder.delete": {
    needs: project("secret-folders:delete"),
    input: ({ projectId, folderId }) => ({ projectId, folderId }),
  },
  "secretImport.list": { needs: project("secret-imports:read"), input: inEnvironment },
  "secretImport.create": {
    needs: project("secret-imports:create"),
    input: (things) => ({ ...inEnvironment(things), source: { environment: "staging" } }),
  },
  "secretImport.update": {
    needs: project("secret-imports:edit"),
    input: ({ projectId, importId }) => ({ projectId, importId, position: 1 }),
  },
  "secretImport.delete": {
    needs: project("secret-imports:delete"),
    input: ({ projectId, importId }) => ({ projectId, importId }),
  },

  "projectImport.preview": {
    needs: project("secrets:describeSecret"),
    input: (things) => ({ ...inProject(things), secrets: [{ ...imported, key: "KEY" }] }),
  },
  "projectImport.write": {
    needs: project(
      "secrets:describeSecret",
      "environments:create",
      "tags:create",
      "tags:read",
      "secret-folders:create",
      "secrets:create",
      "secrets:edit",
      "secret-imports:read",
      "secret-imports:create",
    ),
    input: (things) => ({
      ...inProject(things),
      environments: [{ slug: "qa", name: "QA" }],
      tags: [{ slug: "new", color: "" }],
      folders: [{ environment: "qa", secretPath: "/new", description: "" }],
      secrets: [
        { ...imported, environment: "qa", secretPath: "/new", key: "NEW" },
        { ...imported, key: "KEY", expectedVersion: 1 },
      ],
      imports: [{ environment: "qa", secretPath: "/new", source: { environment: "dev", secretPath: "/" } }],
    }),
  },

  "secret.list": { needs: project("secrets:describeSecret"), input: inEnvironment },
  "secret.search": {
    needs: project("secrets:describeSecret"),
    input: (things) => ({ ...inProject(things), search: "KEY" }),
  },
  "secret.compare": {
    needs: project("secrets:describeSecret"),
    input: (things) => ({ ...inProject(things), environments: ["dev", "staging"] }),
  },
  "secret.preview": {
    needs: project("secrets:describeSecret"),
    input: (things) => ({ ...inEnvironment(things), secrets: [{ key: "KEY", value: "y" }] }),
  },
  "secret.resolve": { needs: project("secrets:readValue"), input: secret },
  "secret.writeMany": {
    needs: project("secrets:create", "secrets:edit"),
    input: (things) => ({
      ...inEnvironment(things),
      create: [{ key: "NEW", value: "x" }],
      update: [{ key: "KEY", value: "y" }],
    }),
  },
  "secret.copy": {
    needs: project("secrets:describeSecret", "secrets:readValue", "secrets:create"),
    input: toStaging,
  },
  "secret.move": { needs: project("secrets:delete", "secrets:create"), input: toStaging },
  "secret.deleteMany": {
    needs: project("secrets:delete"),
    input: (things) => ({ ...inEnvironment(things), secrets: [{ key: "KEY" }] }),
  },
  "secret.listVersions": { needs: project("secrets:describeSecret"), input: secret },
  "secret.reveal": { needs: project("secrets:readValue"), input: secret },
  "secret.create": {
    needs: project("secrets:create"),
    input: (things) => ({ ...inEnvironment(things), key: "NEW", value: "x", tagIds: [things.tagId] }),
  },
  "secret.update": { needs: project("secrets:edit"), input: (things) => ({ ...secret(things), value: "y" }) },
  "secret.restore": { needs: project("secrets:edit"), input: (things) => ({ ...secret(things), version: 1 }) },
  "secret.delete": { needs: project("secrets:delete"), input: secret },
  "secret.listOverrides": { needs: ANY_ROLE, input: inEnvironment },
  "secret.revealOverride": { needs: project("secrets:readValue"), input: secret },
  "secret.setOverride": {
    needs: project("secrets:readValue"),
    input: (things) => ({ ...secret(things), value: "mine" }),
  },
  "secret.deleteOverride": { needs: project("secrets:describeSecret"), input: secret },
};
