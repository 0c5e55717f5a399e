-- DropIndex
DROP INDEX "access_tokens_client_secret_id_idx";

-- DropIndex
DROP INDEX "access_tokens_kubernetes_auth_id_idx";

-- DropIndex
DROP INDEX "access_tokens_organization_id_service_account_namespace_ser_idx";

-- DropIndex
DROP INDEX "access_tokens_token_auth_id_idx";

-- DropIndex
DROP INDEX "access_tokens_universal_auth_id_idx";

-- CreateIndex
CREATE INDEX "access_tokens_organization_id_service_account_namespace_ser_idx" ON "access_tokens"("organization_id", "service_account_namespace", "service_account_name", "created_at") WHERE (service_account_namespace IS NOT NULL);

-- CreateIndex
CREATE INDEX "access_tokens_namespace_idx" ON "access_tokens"("organization_id", "service_account_namespace", "created_at", "id") WHERE (service_account_namespace IS NOT NULL);

-- CreateIndex
CREATE INDEX "access_tokens_kubernetes_auth_id_idx" ON "access_tokens"("kubernetes_auth_id") WHERE (kubernetes_auth_id IS NOT NULL);

-- CreateIndex
CREATE INDEX "access_tokens_universal_auth_id_idx" ON "access_tokens"("universal_auth_id") WHERE (universal_auth_id IS NOT NULL);

-- CreateIndex
CREATE INDEX "access_tokens_client_secret_id_idx" ON "access_tokens"("client_secret_id") WHERE (client_secret_id IS NOT NULL);

-- CreateIndex
CREATE INDEX "access_tokens_token_auth_id_idx" ON "access_tokens"("token_auth_id") WHERE (token_auth_id IS NOT NULL);
