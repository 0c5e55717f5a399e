-- AlterTable
ALTER TABLE "kubernetes_auths" ADD COLUMN     "is_pod_binding_required" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "max_jwt_age_seconds" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "pinned_service_account_uid" TEXT NOT NULL DEFAULT '';

ALTER TABLE "kubernetes_auths"
    ADD CONSTRAINT "kubernetes_auths_max_jwt_age_not_negative" CHECK ("max_jwt_age_seconds" >= 0);
