-- CreateIndex
CREATE INDEX "audit_events_by_people_idx" ON "audit_events"("organization_id", "actor_type", "occurred_at", "id") WHERE (actor_type = ANY (ARRAY['user'::text, 'system'::text]));

-- CreateIndex
CREATE INDEX "audit_events_refused_idx" ON "audit_events"("organization_id", "occurred_at", "id") WHERE (action = ANY (ARRAY['access.refuse'::text, 'access.refuse_many'::text, 'identity.login_refused'::text, 'permission_template.refuse'::text, 'user.sign_in_refused'::text]));
