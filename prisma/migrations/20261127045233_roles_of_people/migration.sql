-- AlterTable
ALTER TABLE "org_memberships" ADD COLUMN     "deactivated_at" TIMESTAMPTZ(3),
ADD COLUMN     "last_active_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "org_membership_roles" (
    "id" UUID NOT NULL,
    "membership_id" UUID NOT NULL,
    "role" TEXT,
    "custom_role_id" UUID,
    "starts_at" TIMESTAMPTZ(3),
    "ends_at" TIMESTAMPTZ(3),
    "window_length" TEXT,

    CONSTRAINT "org_membership_roles_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "org_membership_roles_membership_id_idx" ON "org_membership_roles"("membership_id");

-- CreateIndex
CREATE INDEX "org_membership_roles_custom_role_id_idx" ON "org_membership_roles"("custom_role_id");

-- AddForeignKey
ALTER TABLE "org_membership_roles" ADD CONSTRAINT "org_membership_roles_membership_id_fkey" FOREIGN KEY ("membership_id") REFERENCES "org_memberships"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "org_membership_roles" ADD CONSTRAINT "org_membership_roles_custom_role_id_fkey" FOREIGN KEY ("custom_role_id") REFERENCES "roles"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand from here on. A person's role becomes a row of its own; an identity keeps its one role where logins read it.
INSERT INTO "org_membership_roles" ("id", "membership_id", "role", "custom_role_id")
    SELECT gen_random_uuid(), "id", "role", "custom_role_id" FROM "org_memberships" WHERE "user_id" IS NOT NULL;
ALTER TABLE "org_memberships" DROP CONSTRAINT "org_memberships_one_role";
UPDATE "org_memberships" SET "role" = NULL, "custom_role_id" = NULL WHERE "user_id" IS NOT NULL;
ALTER TABLE "org_memberships" ADD CONSTRAINT "org_memberships_one_role" CHECK (
    num_nonnulls("role", "custom_role_id") = CASE WHEN "identity_id" IS NULL THEN 0 ELSE 1 END
);

-- A role is built in or custom; a window has both ends, in that order, or there is none; only a window has a length.
ALTER TABLE "org_membership_roles"
    ADD CONSTRAINT "org_membership_roles_one_role" CHECK (num_nonnulls("role", "custom_role_id") = 1),
    ADD CONSTRAINT "org_membership_roles_whole_window" CHECK (
        num_nonnulls("starts_at", "ends_at") <> 1
        AND ("ends_at" IS NULL OR "ends_at" > "starts_at")
        AND ("window_length" IS NULL OR "ends_at" IS NOT NULL)
    );
