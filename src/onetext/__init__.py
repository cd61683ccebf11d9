"""onetext: from what has been said to what could be signed.

The one-text procedure as software. The floors, from the ground up::

    errors                          the one tree of exceptions
    model                           the nouns, frozen, no arrays, no I/O
    bargaining | record | reading   three cores, each useful alone
    preferences                     positions -> preference profiles -> acceptability
    mediation                       the one-text loop
    workflows                       one function per thing a person does
    storage | formats               adapters: where a case is kept, what it is read from
    wiring                          the only module that knows both a port and its adapter
    cli                             arguments -> workflow -> page

A module imports only from floors below; `import-linter` checks it. Nothing inside the
package imports this front door.
"""

__version__ = "0.1.0.dev0"
