-- CreateTable
CREATE TABLE "folders" (
    "id" UUID NOT NULL,
    "environment_id" UUID NOT NULL,
    "parent_id" UUID,
    "name" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "folders_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "secret_imports" (
    "id" UUID NOT NULL,
    "folder_id" UUID NOT NULL,
    "source_folder_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "secret_imports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "secret_overrides" (
    "id" UUID NOT NULL,
    "secret_id" UUID NOT NULL,
    "user_id" TEXT NOT NULL,
    "encrypted_value" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "secret_overrides_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tags" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "color" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tags_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "secret_tags" (
    "secret_id" UUID NOT NULL,
    "tag_id" UUID NOT NULL,

    CONSTRAINT "secret_tags_pkey" PRIMARY KEY ("secret_id","tag_id")
);

-- CreateIndex
CREATE INDEX "folders_parent_id_idx" ON "folders"("parent_id");

-- CreateIndex
CREATE UNIQUE INDEX "folders_environment_id_path_key" ON "folders"("environment_id", "path");

-- CreateIndex
CREATE INDEX "secret_imports_source_folder_id_idx" ON "secret_imports"("source_folder_id");

-- CreateIndex
CREATE UNIQUE INDEX "secret_imports_folder_id_source_folder_id_key" ON "secret_imports"("folder_id", "source_folder_id");

-- CreateIndex
CREATE INDEX "secret_overrides_user_id_idx" ON "secret_overrides"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "secret_overrides_secret_id_user_id_key" ON "secret_overrides"("secret_id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "tags_project_id_slug_key" ON "tags"("project_id", "slug");

-- CreateIndex
CREATE INDEX "secret_tags_tag_id_idx" ON "secret_tags"("tag_id");

-- AddForeignKey
ALTER TABLE "folders" ADD CONSTRAINT "folders_environment_id_fkey" FOREIGN KEY ("environment_id") REFERENCES "environments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "folders" ADD CONSTRAINT "folders_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "folders"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "secret_imports" ADD CONSTRAINT "secret_imports_folder_id_fkey" FOREIGN KEY ("folder_id") REFERENCES "folders"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "secret_imports" ADD CONSTRAINT "secret_imports_source_folder_id_fkey" FOREIGN KEY ("source_folder_id") REFERENCES "folders"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "secret_overrides" ADD CONSTRAINT "secret_overrides_secret_id_fkey" FOREIGN KEY ("secret_id") REFERENCES "secrets"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "secret_overrides" ADD CONSTRAINT "secret_overrides_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tags" ADD CONSTRAINT "tags_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "projects"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "secret_tags" ADD CONSTRAINT "secret_tags_secret_id_fkey" FOREIGN KEY ("secret_id") REFERENCES "secrets"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "secret_tags" ADD CONSTRAINT "secret_tags_tag_id_fkey" FOREIGN KEY ("tag_id") REFERENCES "tags"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- By hand from here on: what exists moves into the root folder of its environment.
INSERT INTO "folders" ("id", "environment_id", "parent_id", "name", "path", "description", "version", "created_at", "updated_at")
SELECT gen_random_uuid(), "id", NULL, '', '/', '', 1, "created_at", "created_at" FROM "environments";

ALTER TABLE "secrets" ADD COLUMN "folder_id" UUID, ADD COLUMN "encrypted_metadata" BYTEA;
UPDATE "secrets" SET "folder_id" = "folders"."id" FROM "folders" WHERE "folders"."environment_id" = "secrets"."environment_id";
ALTER TABLE "secrets" ALTER COLUMN "folder_id" SET NOT NULL;
ALTER TABLE "secrets" DROP CONSTRAINT "secrets_environment_id_fkey";
DROP INDEX "secrets_environment_id_key_key";
ALTER TABLE "secrets" DROP COLUMN "environment_id";
CREATE UNIQUE INDEX "secrets_folder_id_key_key" ON "secrets"("folder_id", "key");
ALTER TABLE "secrets" ADD CONSTRAINT "secrets_folder_id_fkey" FOREIGN KEY ("folder_id") REFERENCES "folders"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "secret_versions" ADD COLUMN "skip_multiline_encoding" BOOLEAN, ADD COLUMN "encrypted_metadata" BYTEA;
UPDATE "secret_versions" SET "skip_multiline_encoding" = "secrets"."skip_multiline_encoding" FROM "secrets" WHERE "secrets"."id" = "secret_versions"."secret_id";
ALTER TABLE "secret_versions" ALTER COLUMN "skip_multiline_encoding" SET NOT NULL;

-- Rules the schema language cannot say: the root, and nothing but the root, is without a parent.
ALTER TABLE "folders" ADD CONSTRAINT "folders_root_has_no_parent" CHECK (("parent_id" IS NULL) = ("path" = '/'));
ALTER TABLE "secret_imports"
    ADD CONSTRAINT "secret_imports_position_from_one" CHECK ("position" >= 1),
    ADD CONSTRAINT "secret_imports_not_of_itself" CHECK ("folder_id" <> "source_folder_id");
