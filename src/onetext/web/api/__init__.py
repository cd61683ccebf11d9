"""The workbench for programs: the same desk, the same eyes, JSON instead of pages.

Everything is asked through `request.desk`, as pages do, so a program sees what its person sees.
`door` has the way in and the words of refusals, `reading` what can be read, `answering` what a
party can say, `nouns` how records are written. Told in ``docs/web/api.md``.
"""
