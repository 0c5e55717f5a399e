-- AlterTable
ALTER TABLE "kubernetes_auths" ADD COLUMN     "reviewer_mode" TEXT;

-- By hand from here on. Until now a stored JWT was the choice.
UPDATE "kubernetes_auths" SET "reviewer_mode" = CASE WHEN "encrypted_reviewer_jwt" IS NULL THEN 'client' ELSE 'stored' END;

ALTER TABLE "kubernetes_auths" ALTER COLUMN "reviewer_mode" SET NOT NULL;

ALTER TABLE "kubernetes_auths"
    ADD CONSTRAINT "kubernetes_auths_reviewer_mode_known" CHECK ("reviewer_mode" IN ('stored', 'client', 'own')),
    ADD CONSTRAINT "kubernetes_auths_reviewer_jwt_if_stored"
        CHECK (("reviewer_mode" = 'stored') = ("encrypted_reviewer_jwt" IS NOT NULL));
