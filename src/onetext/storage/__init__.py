"""The journal in memory and in SQLite: adapters to `onetext.workflows.journal_store`.

Django stands behind the SQL adapter. Importing it costs a second, so nothing here imports it
before a workspace is opened: only `models`, `migrations`, `apps`, `sql_journal` do, and
`workspace` imports those late.
"""
