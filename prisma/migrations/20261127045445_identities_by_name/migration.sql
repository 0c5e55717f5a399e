-- CreateIndex
CREATE INDEX "identities_name_idx" ON "identities"("name");
