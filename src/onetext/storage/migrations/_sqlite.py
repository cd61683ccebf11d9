"""What keeps the journal append-only in SQLite: triggers, and whose file it is."""

ENTRIES = """
CREATE TRIGGER journal_entry_is_never_changed BEFORE UPDATE ON journal_entry
BEGIN SELECT RAISE(ABORT, 'an entry of the journal is never changed'); END;

CREATE TRIGGER journal_entry_is_never_removed BEFORE DELETE ON journal_entry
BEGIN SELECT RAISE(ABORT, 'an entry of the journal is never removed'); END;

CREATE TRIGGER journal_entry_is_never_replaced BEFORE INSERT ON journal_entry
WHEN EXISTS (
  SELECT 1 FROM journal_entry
  WHERE id = NEW.id OR prev = NEW.prev OR hash = NEW.hash OR ("case" = NEW."case" AND seq = NEW.seq)
)
BEGIN SELECT RAISE(ABORT, 'an entry of the journal is never replaced'); END;
"""

BODIES = """
CREATE TRIGGER journal_body_is_never_changed BEFORE UPDATE ON journal_body
BEGIN SELECT RAISE(ABORT, 'a body in the journal is never changed'); END;

CREATE TRIGGER journal_body_is_never_replaced BEFORE INSERT ON journal_body
WHEN EXISTS (SELECT 1 FROM journal_body WHERE entry_id = NEW.entry_id)
BEGIN SELECT RAISE(ABORT, 'a body in the journal is never replaced'); END;

CREATE TRIGGER journal_body_goes_after_its_erasure BEFORE DELETE ON journal_body
WHEN NOT EXISTS (
  SELECT 1 FROM journal_entry AS gone
  JOIN journal_entry AS own ON own.id = OLD.entry_id
  JOIN journal_body AS why ON why.entry_id = gone.id
  WHERE gone."case" = own."case" AND gone.kind = own.kind AND gone.record = own.record
    AND gone.seq > own.seq AND gone.verb = 'withdraw'
    AND json_type(CAST(why.body AS TEXT), '$.erases') = 'true'
)
BEGIN SELECT RAISE(ABORT, 'a body is erased only after its erasure is on record'); END;
"""

OURS = "PRAGMA application_id = 1869505876; PRAGMA user_version = 1;"

STATEMENTS = (ENTRIES, BODIES, OURS)
