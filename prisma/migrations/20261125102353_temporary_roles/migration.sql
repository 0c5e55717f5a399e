-- AlterTable
ALTER TABLE "project_membership_roles" ADD COLUMN     "ends_at" TIMESTAMPTZ(3),
ADD COLUMN     "starts_at" TIMESTAMPTZ(3),
ADD COLUMN     "window_length" TEXT;

-- CreateIndex
CREATE INDEX "org_memberships_custom_role_id_idx" ON "org_memberships"("custom_role_id");

-- CreateIndex
CREATE INDEX "project_membership_roles_custom_role_id_idx" ON "project_membership_roles"("custom_role_id");

-- By hand: a window has both ends, in that order, or there is none; only a window has a length.
ALTER TABLE "project_membership_roles"
    ADD CONSTRAINT "project_membership_roles_whole_window" CHECK (
        num_nonnulls("starts_at", "ends_at") <> 1
        AND ("ends_at" IS NULL OR "ends_at" > "starts_at")
        AND ("window_length" IS NULL OR "ends_at" IS NOT NULL)
    );
