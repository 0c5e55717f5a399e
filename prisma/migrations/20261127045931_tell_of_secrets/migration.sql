-- By hand. What answers with secrets are made of is told of as well, so that whole answers can be kept: see the migration
-- `tell_of_changes`. Whatever is deleted with something around it is told of by the deletion of that.

-- Of the project whose environment the folder is in.
CREATE FUNCTION "tell_of_environment"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('podpass_changes', 'project ' || "project_id")
    FROM "environments"
    WHERE "id" IN (
        CASE WHEN TG_OP <> 'INSERT' THEN OLD."environment_id" END,
        CASE WHEN TG_OP <> 'DELETE' THEN NEW."environment_id" END
    );
    RETURN NULL;
END $$;

-- Of the project that the secret or import is in.
CREATE FUNCTION "tell_of_folder"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('podpass_changes', 'project ' || e."project_id")
    FROM "folders" f JOIN "environments" e ON e."id" = f."environment_id"
    WHERE f."id" IN (
        CASE WHEN TG_OP <> 'INSERT' THEN OLD."folder_id" END,
        CASE WHEN TG_OP <> 'DELETE' THEN NEW."folder_id" END
    );
    RETURN NULL;
END $$;

-- Of the project whose secret has the tag.
CREATE FUNCTION "tell_of_secret"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('podpass_changes', 'project ' || e."project_id")
    FROM "secrets" s JOIN "folders" f ON f."id" = s."folder_id" JOIN "environments" e ON e."id" = f."environment_id"
    WHERE s."id" IN (
        CASE WHEN TG_OP <> 'INSERT' THEN OLD."secret_id" END,
        CASE WHEN TG_OP <> 'DELETE' THEN NEW."secret_id" END
    );
    RETURN NULL;
END $$;

CREATE TRIGGER "tell_of_changes" AFTER INSERT OR UPDATE OR DELETE ON "folders"
    FOR EACH ROW EXECUTE FUNCTION "tell_of_environment"();
CREATE TRIGGER "tell_of_changes" AFTER INSERT OR UPDATE OR DELETE ON "secrets"
    FOR EACH ROW EXECUTE FUNCTION "tell_of_folder"();
CREATE TRIGGER "tell_of_changes" AFTER INSERT OR UPDATE OR DELETE ON "secret_imports"
    FOR EACH ROW EXECUTE FUNCTION "tell_of_folder"();
CREATE TRIGGER "tell_of_changes" AFTER INSERT OR UPDATE OR DELETE ON "secret_tags"
    FOR EACH ROW EXECUTE FUNCTION "tell_of_secret"();
CREATE TRIGGER "tell_of_changes" AFTER UPDATE OR DELETE ON "tags"
    FOR EACH ROW EXECUTE FUNCTION "tell_of_one"('project', 'project_id');
