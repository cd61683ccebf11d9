"""The workbench: the case on screen, one room per party.

Rules of this folder:

- **One door.** A page gets a `Desk` (`request.desk`) and nothing else of the record. The desk has
  applied the reader's eye before anything reaches a page; modules in `pages` import neither
  `storage` nor `record` nor `wiring` (an import contract holds them to it).
- **A page reads, calls, renders.** What a thing means is decided in the floors below.
- **No inline script, no inline style**; amounts are drawn as SVG. Every action that changes the
  case is a form that works without JavaScript.
- **No clock in a page**: `desk.now()`.
"""
