-- CreateTable
CREATE TABLE "replicas" (
    "id" UUID NOT NULL,
    "heard_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "replicas_pkey" PRIMARY KEY ("id")
);

-- By hand from here on. What decides who may do what is kept in memory by every replica; the database itself tells of each
-- change to it, so that no statement can forget to. Told are those who listen, when the transaction commits, in the order
-- of commits; the same words of one transaction are told once.

-- Of the identity that the row belongs to.
CREATE FUNCTION "tell_of_identity"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' AND OLD."identity_id" IS NOT NULL THEN
        PERFORM pg_notify('podpass_changes', 'identity ' || OLD."identity_id");
    END IF;
    IF TG_OP <> 'DELETE' AND NEW."identity_id" IS NOT NULL THEN
        PERFORM pg_notify('podpass_changes', 'identity ' || NEW."identity_id");
    END IF;
    RETURN NULL;
END $$;

-- Of the identity or project that the row is, or that the column of the second argument names.
CREATE FUNCTION "tell_of_one"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    "id" text;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        EXECUTE format('SELECT ($1).%I', TG_ARGV[1]) INTO "id" USING OLD;
        PERFORM pg_notify('podpass_changes', TG_ARGV[0] || ' ' || "id");
    END IF;
    IF TG_OP <> 'DELETE' THEN
        EXECUTE format('SELECT ($1).%I', TG_ARGV[1]) INTO "id" USING NEW;
        PERFORM pg_notify('podpass_changes', TG_ARGV[0] || ' ' || "id");
    END IF;
    RETURN NULL;
END $$;

-- Of the identity whose membership has the role. A membership that is gone already has told of itself.
CREATE FUNCTION "tell_of_membership"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('podpass_changes', 'identity ' || "identity_id")
    FROM "project_memberships"
    WHERE "identity_id" IS NOT NULL AND "id" IN (
        CASE WHEN TG_OP <> 'INSERT' THEN OLD."membership_id" END,
        CASE WHEN TG_OP <> 'DELETE' THEN NEW."membership_id" END
    );
    RETURN NULL;
END $$;

-- Where who is concerned would cost more to find out than it is worth: such changes are rare.
CREATE FUNCTION "tell_of_everything"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('podpass_changes', 'everything');
    RETURN NULL;
END $$;

-- Not of what every use and renewal changes: uses are counted by the database alone, and a later expiry takes nothing away.
CREATE TRIGGER "tell_of_changes" AFTER DELETE OR UPDATE OF
    "identity_id", "auth_method", "kubernetes_auth_id", "universal_auth_id", "client_secret_id", "token_auth_id",
    "service_account_namespace", "service_account_name", "max_uses", "max_expires_at", "revoked_at", "created_at"
    ON "access_tokens" FOR EACH ROW EXECUTE FUNCTION "tell_of_identity"();
CREATE TRIGGER "tell_of_earlier_expiry" AFTER UPDATE OF "expires_at" ON "access_tokens"
    FOR EACH ROW WHEN (NEW."expires_at" < OLD."expires_at") EXECUTE FUNCTION "tell_of_identity"();

CREATE TRIGGER "tell_of_changes" AFTER INSERT OR UPDATE OR DELETE ON "org_memberships"
    FOR EACH ROW EXECUTE FUNCTION "tell_of_identity"();
CREATE TRIGGER "tell_of_changes" AFTER INSERT OR UPDATE OR DELETE ON "project_memberships"
    FOR EACH ROW EXECUTE FUNCTION "tell_of_identity"();
CREATE TRIGGER "tell_of_changes" AFTER INSERT OR UPDATE OR DELETE ON "project_membership_roles"
    FOR EACH ROW EXECUTE FUNCTION "tell_of_membership"();
CREATE TRIGGER "tell_of_changes" AFTER UPDATE OR DELETE ON "kubernetes_auths"
    FOR EACH ROW EXECUTE FUNCTION "tell_of_identity"();
CREATE TRIGGER "tell_of_changes" AFTER UPDATE OR DELETE ON "universal_auths"
    FOR EACH ROW EXECUTE FUNCTION "tell_of_identity"();
CREATE TRIGGER "tell_of_changes" AFTER UPDATE OR DELETE ON "token_auths"
    FOR EACH ROW EXECUTE FUNCTION "tell_of_identity"();
CREATE TRIGGER "tell_of_changes" AFTER UPDATE OR DELETE ON "identities"
    FOR EACH ROW EXECUTE FUNCTION "tell_of_one"('identity', 'id');
CREATE TRIGGER "tell_of_changes" AFTER UPDATE OR DELETE ON "projects"
    FOR EACH ROW EXECUTE FUNCTION "tell_of_one"('project', 'id');
CREATE TRIGGER "tell_of_changes" AFTER INSERT OR UPDATE OR DELETE ON "environments"
    FOR EACH ROW EXECUTE FUNCTION "tell_of_one"('project', 'project_id');
CREATE TRIGGER "tell_of_changes" AFTER INSERT OR UPDATE OR DELETE ON "roles"
    FOR EACH ROW EXECUTE FUNCTION "tell_of_everything"();
CREATE TRIGGER "tell_of_changes" AFTER UPDATE OR DELETE ON "organizations"
    FOR EACH ROW EXECUTE FUNCTION "tell_of_everything"();
