-- CreateIndex
CREATE INDEX "audit_events_deletions_idx" ON "audit_events"("organization_id", "subject_id") WHERE (action = 'identity.delete');
