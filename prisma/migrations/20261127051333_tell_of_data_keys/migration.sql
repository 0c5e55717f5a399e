-- By hand: every replica keeps in memory which data key of an organization is the newest, and seals with it.
CREATE TRIGGER "tell_of_changes" AFTER INSERT OR UPDATE OR DELETE ON "data_keys"
    FOR EACH ROW EXECUTE FUNCTION "tell_of_one"('data-key', 'organization_id');
