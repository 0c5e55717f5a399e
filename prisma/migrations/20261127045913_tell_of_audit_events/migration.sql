-- By hand. Whoever has subscribed to what happens to a project's secrets is told by every replica, so each replica must be
-- told of it: every change writes an audit event in its own transaction, and this tells of those events when they are
-- committed, in the order of commits. What was only read, and what concerns no project, costs no call.
CREATE FUNCTION "tell_of_audit_event"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('podpass_audit', NEW."project_id" || ' ' || NEW."id");
    RETURN NULL;
END $$;

CREATE TRIGGER "tell_of_audit_event" AFTER INSERT ON "audit_events" FOR EACH ROW
    WHEN (
        NEW."project_id" IS NOT NULL
        AND NEW."subject_type" IN ('secret', 'folder', 'environment', 'tag', 'secret_import')
        AND NEW."action" <> 'secret.read'
    )
    EXECUTE FUNCTION "tell_of_audit_event"();
