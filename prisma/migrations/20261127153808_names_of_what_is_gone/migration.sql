-- DropIndex
DROP INDEX "audit_events_deletions_idx";

-- CreateIndex
CREATE INDEX "audit_events_gone_idx" ON "audit_events"("organization_id", "subject_id") WHERE (action IN ('identity.delete', 'project.delete', 'member.remove', 'member.leave'));
