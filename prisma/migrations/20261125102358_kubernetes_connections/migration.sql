-- CreateTable
CREATE TABLE "kubernetes_connections" (
    "kubernetes_auth_id" UUID NOT NULL,
    "configuration_version" INTEGER NOT NULL,
    "checked_at" TIMESTAMPTZ(3),
    "failed_check" TEXT,
    "certificate_expires_at" TIMESTAMPTZ(3),
    "report" JSONB,
    "claimed_until" TIMESTAMPTZ(3),

    CONSTRAINT "kubernetes_connections_pkey" PRIMARY KEY ("kubernetes_auth_id")
);

-- AddForeignKey
ALTER TABLE "kubernetes_connections" ADD CONSTRAINT "kubernetes_connections_kubernetes_auth_id_fkey" FOREIGN KEY ("kubernetes_auth_id") REFERENCES "kubernetes_auths"("id") ON DELETE CASCADE ON UPDATE CASCADE;
