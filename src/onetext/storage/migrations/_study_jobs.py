"""What keeps answers that were worked out from outliving what they were worked out from.

An answer repeats what the record says. So when a body of the journal is erased, by whatever
program, every answer on its case goes with it. In PostgreSQL a reader meets only its own jobs.
"""

SQLITE = """
CREATE TRIGGER study_job_goes_with_what_is_erased AFTER DELETE ON journal_body
BEGIN
  DELETE FROM study_job
  WHERE "case" = (SELECT "case" FROM journal_entry WHERE id = OLD.entry_id);
END;
PRAGMA user_version = 2;
"""

POSTGRESQL = """
CREATE FUNCTION {schema}.study_job_goes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = {schema}, pg_temp AS $$
BEGIN
  DELETE FROM study_job
    WHERE "case" = (SELECT own."case" FROM journal_entry AS own WHERE own.id = OLD.entry_id);
  RETURN NULL;
END $$;

CREATE TRIGGER study_job_goes_with_what_is_erased AFTER DELETE
  ON {schema}.journal_body FOR EACH ROW EXECUTE FUNCTION {schema}.study_job_goes();

ALTER TABLE {schema}.study_job ENABLE ROW LEVEL SECURITY;
CREATE POLICY study_job_is_its_reader_s ON {schema}.study_job
  USING ((SELECT {schema}.journal_reader()) IN (reader, 'drafting-team'))
  WITH CHECK ((SELECT {schema}.journal_reader()) IN (reader, 'drafting-team'));
"""
