"""What keeps the journal append-only, and each reader to its own, in PostgreSQL.

Three fences, for three different hands:

- triggers refuse UPDATE, DELETE and TRUNCATE to everybody, the owner by mistake included;
- the application's role does not own the tables and may only SELECT and INSERT (granted by
  `onetext.storage.postgresql_roles`); bodies go through one function, which looks for the erasure
  on record first;
- row-level security shows a transaction what the reader it named may see, and nothing if it named
  none. It mirrors `Eye.may_see`; a property test compares the two.
"""

TRIGGERS = """
CREATE FUNCTION {schema}.journal_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of the journal is never changed and never removed', TG_ARGV[0]
    USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER journal_entry_is_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE
  ON {schema}.journal_entry FOR EACH STATEMENT
  EXECUTE FUNCTION {schema}.journal_refuses('an entry');

CREATE TRIGGER journal_body_is_never_changed BEFORE UPDATE OR TRUNCATE
  ON {schema}.journal_body FOR EACH STATEMENT
  EXECUTE FUNCTION {schema}.journal_refuses('a body');

CREATE FUNCTION {schema}.journal_is_erased(which bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = {schema}, pg_temp AS $$
  SELECT EXISTS (
    SELECT 1
    FROM journal_entry AS own
    JOIN journal_entry AS gone
      ON gone."case" = own."case" AND gone.kind = own.kind AND gone.record = own.record
     AND gone.seq > own.seq AND gone.verb = 'withdraw'
    JOIN journal_body AS why ON why.entry_id = gone.id
    WHERE own.id = which
      AND convert_from(why.body, 'UTF8')::jsonb -> 'erases' = 'true'::jsonb
  )
$$;

CREATE FUNCTION {schema}.journal_body_refuses() RETURNS trigger LANGUAGE plpgsql
SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF journal_is_erased(OLD.entry_id) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'a body is erased only after its erasure is on record'
    USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER journal_body_goes_after_its_erasure BEFORE DELETE
  ON {schema}.journal_body FOR EACH ROW EXECUTE FUNCTION {schema}.journal_body_refuses();
"""

READERS = """
CREATE FUNCTION {schema}.journal_reader() RETURNS text LANGUAGE sql STABLE AS $$
  SELECT nullif(current_setting('onetext.reader', true), '')
$$;

ALTER TABLE {schema}.journal_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE {schema}.journal_body ENABLE ROW LEVEL SECURITY;

CREATE POLICY journal_entry_is_for_its_audience ON {schema}.journal_entry FOR SELECT USING (
  CASE
    WHEN (SELECT {schema}.journal_reader()) IS NULL THEN false
    WHEN (SELECT {schema}.journal_reader()) = 'drafting-team' THEN true
    WHEN tlp = 'CLEAR' THEN true
    WHEN (SELECT {schema}.journal_reader()) = 'public' THEN false
    WHEN tlp = 'GREEN' THEN true
    ELSE jsonb_exists(audience::jsonb, (SELECT {schema}.journal_reader()))
  END
);
CREATE POLICY journal_entry_is_written_by_the_team ON {schema}.journal_entry
  FOR INSERT WITH CHECK ((SELECT {schema}.journal_reader()) = 'drafting-team');

CREATE POLICY journal_body_follows_its_entry ON {schema}.journal_body FOR SELECT USING (
  CASE
    WHEN (SELECT {schema}.journal_reader()) IS NULL THEN false
    WHEN (SELECT {schema}.journal_reader()) = 'drafting-team' THEN true
    ELSE EXISTS (SELECT 1 FROM {schema}.journal_entry AS own WHERE own.id = entry_id)
  END
);
CREATE POLICY journal_body_is_written_by_the_team ON {schema}.journal_body
  FOR INSERT WITH CHECK ((SELECT {schema}.journal_reader()) = 'drafting-team');
"""

ERASING = """
CREATE FUNCTION {schema}.journal_erase(of_case text, of_kind text, of_record text)
RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp AS $$
DECLARE
  last_entry journal_entry%ROWTYPE;
  n_erased integer;
BEGIN
  IF journal_reader() IS DISTINCT FROM 'drafting-team' THEN
    RAISE EXCEPTION 'only the drafting team erases' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT * INTO last_entry FROM journal_entry
    WHERE "case" = of_case AND kind = of_kind AND record = of_record ORDER BY seq DESC LIMIT 1;
  DELETE FROM journal_body USING journal_entry AS own
    WHERE own.id = journal_body.entry_id AND own."case" = of_case AND own.kind = of_kind
      AND own.record = of_record AND own.seq < last_entry.seq;
  GET DIAGNOSTICS n_erased = ROW_COUNT;
  RETURN n_erased;
END $$;

REVOKE ALL ON FUNCTION {schema}.journal_erase(text, text, text) FROM PUBLIC;
"""

STATEMENTS = (TRIGGERS, READERS, ERASING)
