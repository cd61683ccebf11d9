"""Bring the translations of the workbench up to date, or say what is wrong with them.

    python tools/messages.py            find the words, merge them into the .po files, build .mo
    python tools/messages.py --check    write nothing; one line per fault, and exit code 1

Needs nothing but Django. Run by ``make check`` as part of check_generated.py.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from translation.core import CONTEXT, core_messages, finding_messages
from translation.extraction import Message, messages
from translation.faults import faults
from translation.mo import mo_bytes
from translation.po import Catalogue, catalogue, po_words

PROJECT = Path(__file__).resolve().parent.parent
PACKAGE = PROJECT / "src/onetext"
WEB = PACKAGE / "web"
LOCALE = WEB / "locale"
CORE = LOCALE / "core.txt"
"""The sentences of the cores, by which a page finds them again."""
PLURALS = {
    "ar": (
        "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 "
        ": n%100>=11 && n%100<=99 ? 4 : 5;"
    ),
    "uk": (
        "nplurals=3; plural=n%10==1 && n%100!=11 ? 0 "
        ": n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2;"
    ),
}
"""Language to the plural forms it has, as Unicode CLDR counts whole numbers."""


def main(arguments: list[str]) -> int:
    """Write, or with ``--check`` only look."""
    if arguments == ["--check"]:
        found = complaints()
        for complaint in found:
            print(complaint, file=sys.stderr)
        return 1 if found else 0
    if arguments:
        print("usage: messages.py [--check]", file=sys.stderr)
        return 2
    said = every_message()
    LOCALE.mkdir(exist_ok=True)
    CORE.write_text(_core_words(said), encoding="utf-8")
    for language in PLURALS:
        po, mo = _paths(language)
        kept = _kept(po, language)
        po.parent.mkdir(parents=True, exist_ok=True)
        po.write_text(po_words(kept, said), encoding="utf-8")
        mo.write_bytes(mo_bytes(kept, said))
        missing = sum(1 for _ in faults(kept, said))
        print(f"{language}: {len(said)} messages, {missing} to mend")
    return 0


def complaints() -> list[str]:
    """Return what is wrong with the translations, one line each."""
    said = every_message()
    found = [line for language in PLURALS for line in _of_language(language, said)]
    if not CORE.exists() or CORE.read_text(encoding="utf-8") != _core_words(said):
        found.append(f"{CORE.relative_to(PROJECT)} is stale: run python tools/messages.py")
    return found


def every_message() -> tuple[Message, ...]:
    """Return what the workbench says, and what it shows of what the cores say."""
    return (*messages(WEB), *core_messages(PACKAGE), *finding_messages(PACKAGE))


def _core_words(said: tuple[Message, ...]) -> str:
    return "".join(f"{message.words}\n" for message in said if message.context == CONTEXT)


def _of_language(language: str, said: tuple[Message, ...]) -> list[str]:
    po, mo = _paths(language)
    name = po.relative_to(PROJECT)
    kept = _kept(po, language)
    found = [f"{name}: {fault}" for fault in faults(kept, said)]
    if not po.exists() or po.read_text(encoding="utf-8") != po_words(kept, said):
        found.append(f"{name} is stale: run python tools/messages.py")
    if not mo.exists() or mo.read_bytes() != mo_bytes(kept, said):
        found.append(f"{mo.relative_to(PROJECT)} is stale: run python tools/messages.py")
    return found


def _kept(po: Path, language: str) -> Catalogue:
    if po.exists():
        return catalogue(po.read_text(encoding="utf-8"))
    return Catalogue(_header(language), {})


def _header(language: str) -> str:
    return (
        f"Language: {language}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n"
        f"Content-Transfer-Encoding: 8bit\nPlural-Forms: {PLURALS[language]}\n"
    )


def _paths(language: str) -> tuple[Path, Path]:
    folder = LOCALE / language / "LC_MESSAGES"
    return folder / "django.po", folder / "django.mo"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
