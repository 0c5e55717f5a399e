-- AlterTable
ALTER TABLE "audit_events" ADD COLUMN     "chain_hash" BYTEA,
ADD COLUMN     "chain_sequence" BIGINT;

-- CreateTable
CREATE TABLE "audit_chains" (
    "organization_id" UUID NOT NULL,
    "encrypted_key" BYTEA NOT NULL,
    "pruned_sequence" BIGINT NOT NULL,
    "pruned_hash" BYTEA NOT NULL,
    "head_sequence" BIGINT NOT NULL,
    "head_hash" BYTEA NOT NULL,
    "mac" BYTEA NOT NULL,

    CONSTRAINT "audit_chains_pkey" PRIMARY KEY ("organization_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "audit_events_organization_id_chain_sequence_key" ON "audit_events"("organization_id", "chain_sequence");

-- AddForeignKey
ALTER TABLE "audit_chains" ADD CONSTRAINT "audit_chains_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
