-- CreateTable
CREATE TABLE "login_attempts" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "identity_id" UUID NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "auth_method" TEXT NOT NULL,
    "result" TEXT NOT NULL,
    "is_proven" BOOLEAN NOT NULL,
    "reason" TEXT,
    "error_code" TEXT,
    "checks" JSONB NOT NULL,
    "service_account_namespace" TEXT,
    "service_account_name" TEXT,
    "service_account_uid" TEXT,
    "pod_name" TEXT,
    "node_name" TEXT,
    "credential_fingerprint" TEXT,
    "access_token_id" UUID,
    "request_id" TEXT NOT NULL,
    "ip_address" TEXT NOT NULL,
    "user_agent" TEXT NOT NULL,

    CONSTRAINT "login_attempts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "login_attempt_overflows" (
    "identity_id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "login_attempt_overflows_pkey" PRIMARY KEY ("identity_id","hour")
);

-- CreateTable
CREATE TABLE "jobs" (
    "name" TEXT NOT NULL,
    "next_run_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "jobs_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE INDEX "login_attempts_organization_id_occurred_at_id_idx" ON "login_attempts"("organization_id", "occurred_at", "id");

-- CreateIndex
CREATE INDEX "login_attempts_identity_id_occurred_at_id_idx" ON "login_attempts"("identity_id", "occurred_at", "id");

-- CreateIndex
CREATE INDEX "login_attempts_refused_idx" ON "login_attempts"("organization_id", "occurred_at", "id") WHERE (result = 'refused');

-- CreateIndex
CREATE INDEX "login_attempts_request_id_idx" ON "login_attempts"("request_id");

-- CreateIndex
CREATE INDEX "login_attempt_overflows_organization_id_hour_idx" ON "login_attempt_overflows"("organization_id", "hour");

-- AddForeignKey
ALTER TABLE "login_attempts" ADD CONSTRAINT "login_attempts_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "login_attempt_overflows" ADD CONSTRAINT "login_attempt_overflows_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- By hand from here on.

-- What refused is named exactly when something did.
ALTER TABLE "login_attempts"
    ADD CONSTRAINT "login_attempts_result" CHECK ("result" IN ('accepted', 'refused')),
    ADD CONSTRAINT "login_attempts_reason" CHECK (("result" = 'refused') = ("reason" IS NOT NULL));
