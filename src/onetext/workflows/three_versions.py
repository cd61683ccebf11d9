"""A form put on top of a record that may have moved on: field by field, nothing overwritten."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from onetext.errors import Place, Problem, RecordMovedOn


def merged_words(
    before: Mapping[str, str], wished: Mapping[str, str], now: Mapping[str, str]
) -> dict[str, str]:
    """Return the fields of a record with a form's changes made to them.

    Parameters
    ----------
    before : mapping
        Field to what stood there when the form was shown; one that is missing was empty.
    wished : mapping
        Field to what was sent back; one that is missing is left as it stands.
    now : mapping
        Field to what stands there now.

    Raises
    ------
    RecordMovedOn
        Every field that somebody else changed to something else meanwhile, as place, with what
        stands there now.
    """
    problems = tuple(_moved_on(before, wished, now))
    if problems:
        raise RecordMovedOn(*problems)
    return {name: _merged(before.get(name, ""), wished.get(name), now[name]) for name in now}


def _merged(before: str, wished: str | None, now: str) -> str:
    return now if wished is None or wished == before else wished


def _moved_on(
    before: Mapping[str, str], wished: Mapping[str, str], now: Mapping[str, str]
) -> Iterator[Problem]:
    for name, words in wished.items():
        base = before.get(name, "")
        if words in (base, now.get(name)) or base == now.get(name):
            continue
        if name not in now:
            yield Problem(
                "what you changed here was taken back meanwhile",
                "somebody else wrote while the form was open",
                "look at it as it stands now; if it is still wanted, add it again",
                Place(path=name),
            )
        else:
            yield Problem(
                "somebody else changed this while you wrote",
                f"it now says “{now[name]}”",
                "what you wrote still stands in the form: keep it, or write theirs",
                Place(path=name),
            )
