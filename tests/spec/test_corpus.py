"""Many reports: read by anybody, kept as they come, linked, the same as when read at once."""

import json
import multiprocessing
import os
import random
import signal
import sqlite3
from itertools import combinations

import pytest

from onetext.cli import _run
from onetext.errors import StorageUnavailable, UnreadableFile
from onetext.execution import crew
from onetext.formats.reading_json import reading_json
from onetext.formats.reading_shelf import SqliteShelf, rules_version
from onetext.formats.reading_stream import corpus_json
from onetext.reading.corpus_links import candidate_pairs
from onetext.wiring import report_intake
from onetext.workflows.corpus import CorpusReader
from onetext.workflows.read_reports import read_reports

WHO = ["Lind", "Okafor", "Moreau", "Tanaka", "Haddad", "Novak", "Silva", "Brandt"]


@pytest.fixture
def folder(tmp_path, project_dir):
    """Two retellings of one scoop, a copy, and reports that have nothing to do with them."""
    place = tmp_path / "reports"
    place.mkdir()
    quickstart = project_dir / "src/onetext/cases/quickstart"
    for name in ("evening-post.txt", "morning-brief.txt"):
        (place / name).write_text((quickstart / name).read_text(encoding="utf-8"), encoding="utf-8")
    (place / "copy.txt").write_text((place / "evening-post.txt").read_text(encoding="utf-8"))
    for number, who in enumerate(WHO):
        (place / f"other-{number}.txt").write_text(
            f"{who} said that the bridge over the {who} river would open in the spring.\n\n"
            f"“The {who} bridge has waited {number + 2} years for its railing,” {who} added.",
            encoding="utf-8",
        )
    said = "“The last convoy of the year has crossed the old bridge,” Anna Lindqvist said"
    (place / "river.txt").write_text(
        f"Fog hung over the valley until noon and the ferries stayed in.\n\n{said} on the quay."
        "\n\nThe lock keepers had been told to expect eleven lorries and counted nine.",
        encoding="utf-8",
    )
    (place / "harbour.txt").write_text(
        f"Grain prices fell for the third week running.\n\n{said} before the chamber of trade."
        "\n\nMillers in the south hope to buy what the mill in the north cannot store.",
        encoding="utf-8",
    )
    return place


def paths(folder):
    return sorted(folder.iterdir())


def reader(folder, shelf, hands, version="v"):
    return CorpusReader(paths(folder), report_intake(), shelf, hands, version=version)


def written(corpus):
    return json.loads("".join(corpus_json(corpus)))


def test_a_corpus_says_what_its_reports_say_when_read_at_once(folder):
    with SqliteShelf() as shelf, crew() as hands:
        found = reader(folder, shelf, hands)
        corpus = found.corpus()
        whole = read_reports(paths(folder), report_intake())
        assert corpus.reading(lambda one: found.text_of(one.id)) == whole
        assert written(corpus) == reading_json(whole)
    assert corpus.independent_sources == 3 + len(WHO)
    assert corpus.confirmed, "the same words of a named speaker in two papers confirm each other"


def test_any_number_of_workers_finds_the_same(folder):
    said = []
    for workers in (1, 2):
        with SqliteShelf() as shelf, crew(workers) as hands:
            said.append(written(reader(folder, shelf, hands).corpus()))
    assert said[0] == said[1]


def test_a_run_that_was_stopped_goes_on_where_it_stood(folder, tmp_path):
    class Stop(Exception):
        pass

    def stop_at_five(phase, done, total):
        if done == 5:
            raise Stop

    shelf_path = tmp_path / "kept.sqlite3"
    with pytest.raises(Stop), SqliteShelf(shelf_path) as shelf, crew() as hands:
        reader(folder, shelf, hands).corpus(progress=stop_at_five)
    with SqliteShelf(shelf_path) as shelf, crew() as hands:
        again = reader(folder, shelf, hands)
        corpus = again.corpus()
        assert again.n_kept == 5
        assert written(corpus) == reading_json(read_reports(paths(folder), report_intake()))
        third = reader(folder, shelf, hands)
        third.corpus()
        assert third.n_kept == len(paths(folder))


def test_new_rules_and_changed_texts_are_read_anew(folder, tmp_path):
    with SqliteShelf(tmp_path / "kept.sqlite3") as shelf, crew() as hands:
        reader(folder, shelf, hands).corpus()
        newer = reader(folder, shelf, hands, version="w")
        newer.corpus()
        assert newer.n_kept == 0
        (folder / "other-0.txt").write_text("Nobody said anything.", encoding="utf-8")
        changed = reader(folder, shelf, hands)
        changed.corpus()
        assert changed.n_kept == len(paths(folder)) - 1


def test_a_worker_killed_while_reading_loses_nothing(folder):
    killed = []

    def kill_one(phase, done, total):
        children = multiprocessing.active_children()
        if not killed and children:
            killed.append(children[0].pid)
            os.kill(children[0].pid, signal.SIGKILL)

    with SqliteShelf() as shelf, crew(2) as hands:
        corpus = reader(folder, shelf, hands).corpus(progress=kill_one)
        assert killed
        assert written(corpus) == reading_json(read_reports(paths(folder), report_intake()))


def test_what_cannot_be_read_is_left_out_of_a_folder_and_named(folder):
    (folder / "broken.txt").write_bytes(b"\xff\xfe\x00")
    told = []
    with SqliteShelf() as shelf, crew() as hands:
        corpus = reader(folder, shelf, hands).corpus(
            may_skip=paths(folder), skipped=lambda problem: told.append(problem.place.file)
        )
    assert len(corpus.reports) == len(paths(folder)) - 1
    assert told == [str(folder / "broken.txt")]
    with SqliteShelf() as shelf, crew() as hands, pytest.raises(UnreadableFile):
        reader(folder, shelf, hands).corpus()


# ---- which reports are compared ---------------------------------------------------------------


def test_a_story_in_a_thousand_papers_is_one_chain_and_not_a_million_pairs():
    pairs = candidate_pairs([[2, 4, 6]] * 1000)
    assert len(pairs) < 4000
    reached = {0}
    for first, second in pairs:
        if first in reached:
            reached.add(second)
    assert len(reached) == 1000


def test_a_long_quotation_brings_reports_together_and_a_short_one_does_not():
    assert candidate_pairs([[-1, 1, 3, 5], [-1, 1, 3, 5, 7], [-1, 1, 3, 9]]) == [(0, 1)]
    assert candidate_pairs([[-1, 1], [-1, 1]]) == []
    assert candidate_pairs([[-1, 1, -1, 3], [-1, 1, -1, 3], [-1, 1]]) == [(0, 1)]


def test_a_phrase_everybody_uses_inside_quotations_brings_nobody_together():
    assert candidate_pairs([[-1, 1, 2, own, own + 1] for own in range(10, 4000, 2)]) == []


def test_reports_are_paired_by_quotations_as_comparing_all_would():
    for seed in range(40):
        chance = random.Random(seed)
        runs = [
            [
                number
                for _ in range(chance.randint(0, 4))
                for number in (-1, *chance.choices(range(6), k=chance.randint(1, 4)))
            ]
            for _ in range(8)
        ]
        assert candidate_pairs(runs) == [
            pair
            for pair in combinations(range(8), 2)
            if may_be_linked(*(runs[one] for one in pair))
        ]


def may_be_linked(first, second):
    short = set()
    for one, other in ((first, second), (second, first)):
        for quotation in quotations(one):
            if set(quotation) <= set(other):
                if len(quotation) >= 3:
                    return True
                short.add(frozenset(quotation))
    return len(short) > 1


def quotations(runs):
    return [[int(run) for run in one.split()] for one in " ".join(map(str, runs)).split("-1")[1:]]


def test_a_run_of_text_that_many_long_reports_share_brings_none_together():
    assert candidate_pairs([[*range(100, 300, 2), 2], [*range(500, 700, 2), 2]]) == []


# ---- the shelf ------------------------------------------------------------------------------


def test_a_database_of_another_program_is_left_alone(tmp_path):
    other = tmp_path / "other.sqlite3"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE theirs (x)")
    connection.commit()
    connection.close()
    before = other.read_bytes()
    with pytest.raises(StorageUnavailable, match="another program"):
        SqliteShelf(other)
    assert other.read_bytes() == before


def test_a_damaged_shelf_is_told_and_not_guessed_around(folder, tmp_path):
    path = tmp_path / "kept.sqlite3"
    with SqliteShelf(path) as shelf, crew() as hands:
        reader(folder, shelf, hands).corpus()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE reports SET profile = x'00'")
    connection.commit()
    connection.close()
    with SqliteShelf(path) as shelf, crew() as hands, pytest.raises(StorageUnavailable) as told:
        reader(folder, shelf, hands).corpus()
    assert "it is a cache" in str(told.value)


def test_what_is_kept_is_for_its_owner_alone(tmp_path):
    path = tmp_path / "kept.sqlite3"
    SqliteShelf(path).close()
    assert path.stat().st_mode & 0o077 == 0


def test_the_version_changes_with_the_rules():
    assert len(rules_version()) == 16


# ---- the command ----------------------------------------------------------------------------


def test_the_command_reads_a_folder_of_many_and_goes_on(folder, tmp_path, capsys):
    for number in range(45):
        (folder / f"more-{number}.txt").write_text(f"Report {number}. Nobody spoke.")
    arguments = ["read", str(folder), "--keep", str(tmp_path / "kept.sqlite3")]
    assert _run(arguments) == 0
    first = capsys.readouterr()
    assert f"{5 + len(WHO) + 45} reports" in first.out
    assert "kept in" in first.err
    assert _run([*arguments, "--json"]) == 0
    second = capsys.readouterr()
    assert json.loads(second.out)["independent_sources"] <= 48 + len(WHO)
    assert "were read before" in second.err


def test_a_cluster_that_does_not_answer_is_an_error(folder, capsys, monkeypatch):
    pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    monkeypatch.setattr("onetext.execution.cluster.PATIENCE", 1.0)
    code = _run(["read", str(folder), "--cluster", "nowhere://x", "--keep", "nothing"])
    assert code == 8
    assert "no Dask scheduler answers" in capsys.readouterr().err
