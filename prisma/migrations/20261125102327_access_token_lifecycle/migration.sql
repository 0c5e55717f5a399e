-- AlterTable
ALTER TABLE "access_tokens" ADD COLUMN     "last_used_at" TIMESTAMPTZ(3),
ADD COLUMN     "last_used_ip_address" TEXT,
ADD COLUMN     "name" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "organization_id" UUID,
ADD COLUMN     "token_auth_id" UUID;

-- Tokens issued before know their organization through their identity.
UPDATE "access_tokens" t SET "organization_id" = i."organization_id" FROM "identities" i WHERE i."id" = t."identity_id";
ALTER TABLE "access_tokens" ALTER COLUMN "organization_id" SET NOT NULL;

-- AlterTable
ALTER TABLE "identities" ADD COLUMN     "last_login_at" TIMESTAMPTZ(3),
ADD COLUMN     "last_login_auth_method" TEXT;

-- AlterTable
ALTER TABLE "organizations" ADD COLUMN     "disabled_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "universal_auths" ADD COLUMN     "is_lockout_enabled" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "lockout_counter_reset_seconds" INTEGER NOT NULL DEFAULT 30,
ADD COLUMN     "lockout_duration_seconds" INTEGER NOT NULL DEFAULT 300,
ADD COLUMN     "lockout_threshold" INTEGER NOT NULL DEFAULT 3;

-- CreateTable
CREATE TABLE "universal_auth_lockouts" (
    "universal_auth_id" UUID NOT NULL,
    "failures" INTEGER NOT NULL,
    "last_failed_at" TIMESTAMPTZ(3) NOT NULL,
    "locked_until" TIMESTAMPTZ(3),

    CONSTRAINT "universal_auth_lockouts_pkey" PRIMARY KEY ("universal_auth_id")
);

-- CreateTable
CREATE TABLE "token_auths" (
    "id" UUID NOT NULL,
    "identity_id" UUID NOT NULL,
    "access_token_ttl_seconds" INTEGER NOT NULL,
    "access_token_max_ttl_seconds" INTEGER NOT NULL,
    "access_token_max_uses" INTEGER NOT NULL,
    "access_token_trusted_ips" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "token_auths_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "token_auths_identity_id_key" ON "token_auths"("identity_id");

-- CreateIndex
CREATE INDEX "access_tokens_organization_id_created_at_id_idx" ON "access_tokens"("organization_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "access_tokens_organization_id_service_account_namespace_ser_idx" ON "access_tokens"("organization_id", "service_account_namespace", "service_account_name", "created_at");

-- CreateIndex
CREATE INDEX "access_tokens_token_auth_id_idx" ON "access_tokens"("token_auth_id");

-- CreateIndex
CREATE INDEX "access_tokens_revoked_at_idx" ON "access_tokens"("revoked_at") WHERE (revoked_at IS NOT NULL);

-- AddForeignKey
ALTER TABLE "universal_auth_lockouts" ADD CONSTRAINT "universal_auth_lockouts_universal_auth_id_fkey" FOREIGN KEY ("universal_auth_id") REFERENCES "universal_auths"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "token_auths" ADD CONSTRAINT "token_auths_identity_id_fkey" FOREIGN KEY ("identity_id") REFERENCES "identities"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_tokens" ADD CONSTRAINT "access_tokens_token_auth_id_fkey" FOREIGN KEY ("token_auth_id") REFERENCES "token_auths"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The token that set-up hands out hangs on a login method like every other.
INSERT INTO "token_auths"
SELECT gen_random_uuid(), "identity_id", 2592000, 2592000, 0, '{0.0.0.0/0,::/0}', now(), now()
FROM "access_tokens" WHERE "auth_method" = 'token-auth' GROUP BY "identity_id";
UPDATE "access_tokens" t SET "token_auth_id" = a."id"
FROM "token_auths" a WHERE a."identity_id" = t."identity_id" AND t."auth_method" = 'token-auth';

-- No renewal passes the max TTL fixed at creation.
ALTER TABLE "access_tokens" ADD CONSTRAINT "access_tokens_within_max_ttl" CHECK ("expires_at" <= "max_expires_at");
ALTER TABLE "token_auths" ADD CONSTRAINT "token_auths_max_uses_not_negative" CHECK ("access_token_max_uses" >= 0);
ALTER TABLE "universal_auths" ADD CONSTRAINT "universal_auths_lockout_threshold_positive" CHECK ("lockout_threshold" >= 1);
