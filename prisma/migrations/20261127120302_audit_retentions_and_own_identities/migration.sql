-- AlterTable
ALTER TABLE "identities" ADD COLUMN     "project_id" UUID;

-- CreateTable
CREATE TABLE "audit_retentions" (
    "project_id" UUID NOT NULL,
    "days" INTEGER NOT NULL,
    "mac" BYTEA NOT NULL,
    "seen_up_to" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "audit_retentions_pkey" PRIMARY KEY ("project_id")
);

-- CreateTable
CREATE TABLE "erased_audit_events" (
    "organization_id" UUID NOT NULL,
    "chain_sequence" BIGINT NOT NULL,
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "erased_at" TIMESTAMPTZ(3) NOT NULL,
    "retention_days" INTEGER NOT NULL,
    "chain_hash" BYTEA NOT NULL,
    "mac" BYTEA NOT NULL,

    CONSTRAINT "erased_audit_events_pkey" PRIMARY KEY ("organization_id","chain_sequence")
);

-- CreateIndex
CREATE INDEX "identities_project_id_name_id_idx" ON "identities"("project_id", "name", "id");

-- AddForeignKey
ALTER TABLE "identities" ADD CONSTRAINT "identities_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "projects"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_retentions" ADD CONSTRAINT "audit_retentions_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "projects"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "erased_audit_events" ADD CONSTRAINT "erased_audit_events_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- By hand from here on: a project is kept in memory with its retention (see the migration `tell_of_changes`).
CREATE TRIGGER "tell_of_changes" AFTER INSERT OR UPDATE OF "days" OR DELETE ON "audit_retentions"
    FOR EACH ROW EXECUTE FUNCTION "tell_of_one"('project', 'project_id');
