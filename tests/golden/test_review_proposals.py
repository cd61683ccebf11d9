"""How well positions are proposed, on sentences of our own about the bundled case."""

import hashlib

import pytest

from onetext.model import Report
from onetext.reading.annotated import annotated_report
from onetext.reading.proposals import proposed_positions
from onetext.wiring import open_case, report_intake
from onetext.workflows.read_reports import read_reports


@pytest.fixture(scope="module")
def case():
    return open_case("ukraine-2025")


def proposals(case, text):
    report = Report(
        id="r", file="r.txt", text=text, sha256=hashlib.sha256(text.encode()).hexdigest()
    )
    return proposed_positions(case, [report], annotated_report(report).statements)


def rows(project_dir, held_out):
    lines = (project_dir / "tests/data/reading/positions.tsv").read_text(encoding="utf-8")
    every = [line.split("\t") for line in lines.splitlines() if not line.startswith("#")]
    return every[int(held_out) :: 2]


def counted(case, found):
    """Proposals, those with party, point and stance right, those with the option right as well."""
    n_proposed = n_right = n_whole = 0
    for sentence, *wanted in found:
        made = proposals(case, sentence)
        n_proposed += len(made)
        if wanted == ["-"]:
            continue
        party, subject, options, stance = wanted
        right = [
            one
            for one in made
            if (one.party, one.point or one.text, one.stance) == (party, subject, stance)
        ]
        n_right += bool(right)
        n_whole += any(
            set(one.options) & set(options.split(",")) if options else not one.options
            for one in right
        )
    return n_proposed, n_right, n_whole


def test_what_is_proposed_of_held_out_sentences(case, project_dir):
    held = rows(project_dir, held_out=True)
    n_positions = sum(1 for row in held if row[1] != "-")
    n_proposed, n_right, n_whole = counted(case, held)
    assert n_positions == 27
    assert n_right / n_positions >= 0.81, "recall of party, point and stance fell"
    assert n_right / n_proposed >= 0.95, "their precision fell"
    assert n_whole / n_positions >= 0.70, "fewer options are right"


def hedged(project_dir, wanted):
    """The sentences that say less than yes or no, each with its case and what it holds."""
    file = project_dir / "tests/data/reading/positions_hedged.tsv"
    for line in file.read_text(encoding="utf-8").splitlines():
        row = line.split("\t")
        if row[0] == wanted:
            yield [*row, "", "", "", ""][:9]


@pytest.mark.parametrize(("wanted", "n_right", "n_false"), [("held", 26, 3), ("tune", 14, 0)])
def test_less_than_yes_is_not_read_as_yes(case, project_dir, wanted, n_right, n_false):
    """Conditional, negated, hedged, comparative and refused; "held": their errors were not read."""
    canal = open_case(str(project_dir / "tests/data/reading/canal.yaml"))
    right = false = 0
    for _, _, name, sentence, party, about, _, stances, condition in hedged(project_dir, wanted):
        made = proposals(canal if name == "canal" else case, sentence)
        good = [
            one
            for one in made
            if (one.party, one.point) == (party, about)
            and one.stance in stances.split(",")
            and condition.lower() in one.condition.lower()
        ]
        right += bool(good)
        false += len(made) - len(good)
    assert right >= n_right, "fewer are read"
    assert false <= n_false, "more are read wrongly"


def test_a_month_is_no_doubt_and_a_text_without_stops_has_no_far_condition(case):
    [one] = proposals(case, "Umerov said Ukraine in May accepted a full amnesty.")
    assert one.stance == "accepts"
    far = " and so on" * 100
    [one] = proposals(case, f"Umerov said Ukraine accepts a full amnesty{far} if Russia does")
    assert (one.stance, one.condition) == ("accepts", "")


@pytest.mark.parametrize(
    ("sentence", "stances"),
    [
        ("Trump urged Zelensky to accept a full amnesty.", [("united-states", "proposes")]),
        ("Umerov said Kyiv cannot accept a full amnesty.", [("ukraine", "opposes")]),
        ("Umerov refused to say whether Ukraine accepts a full amnesty.", []),
        ("Umerov said Ukraine might not accept a full amnesty.", [("ukraine", "reserves")]),
        (
            "Umerov said Ukraine accepts a full amnesty. It is early. No if.",
            [("ukraine", "accepts")],
        ),
    ],
)
def test_whose_yes_it_is_and_whether_it_is_one(case, sentence, stances):
    assert [(one.party, one.stance) for one in proposals(case, sentence)] == stances


def test_nothing_is_proposed_where_nothing_is_said_of_a_point(case, project_dir):
    for held_out in (False, True):
        for row in rows(project_dir, held_out=held_out):
            if row[1] == "-":
                assert proposals(case, row[0]) == [], row[0]


def test_the_two_press_reports_speak_of_the_plan_as_a_whole(case, shared_dir):
    files = sorted((shared_dir / "reports").glob("*.txt"))
    reading = read_reports(files, report_intake())
    made = proposed_positions(case, reading.reports, reading.statements)
    said = [(one.party, one.text, str(one.stance)) for one in made]
    assert said.count(("russia", "us-28", "open")) == 2
    assert len(said) <= 3
    assert all(one.point is None for one in made)  # neither report says who stands where on one


def test_the_words_that_made_a_proposal_are_pointed_at(case):
    text = "Peskov said Russia opposes a force of willing states in Ukraine."
    [one] = proposals(case, text)
    assert [span.of(text) for span in one.triggers] == [
        "opposes", "force", "willing", "states", "Ukraine",
    ]  # fmt: skip
    assert (one.party, one.direction, one.said_by) == ("russia", "against", "Peskov")


@pytest.mark.parametrize(
    ("sentence", "party", "said_by"),
    [
        ("Trump said Zelensky had accepted a full amnesty.", "ukraine", "Trump, of Zelensky"),
        ("Trump said he had accepted a full amnesty.", "united-states", "Trump"),
        ("A passer-by said he opposes a full amnesty.", None, "a passer-by"),
    ],
)
def test_whose_stance_it_is_and_who_tells_it(case, sentence, party, said_by):
    [one] = proposals(case, sentence)
    assert (one.party, one.said_by) == (party, said_by)
    assert ("party" in one.lacks) is (party is None)


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [
        ("Umerov said Ukraine accepts a full amnesty.", "accepts"),
        ("Umerov said Ukraine does not accept a full amnesty.", "opposes"),
        ("Umerov said Ukraine would never accept a full amnesty.", "red-line"),
        ("Umerov said Ukraine does not rule out a full amnesty.", "open"),
        ("Umerov said Ukraine accepts a full amnesty if Russia does.", "accepts-if"),
    ],
)
def test_a_no_or_an_if_turns_a_stance_round(case, sentence, stance):
    [one] = proposals(case, sentence)
    assert (one.point, one.stance) == ("p26", stance)


@pytest.mark.parametrize(
    "sentence",
    [
        "Umerov said Ukraine accepts a full amnesty if Russia does.",
        '"Ukraine accepts a full amnesty if Russia does," a senior Ukrainian negotiator said.',
        '"Ukraine accepts a full amnesty if Russia does," Umerov said. "That is all."',
    ],
)
def test_a_condition_is_in_the_words_of_who_makes_it(case, sentence):
    """Not in those of the reporter who goes on after the quotation."""
    [one] = proposals(case, sentence)
    assert one.condition == "if Russia does"


def test_the_same_words_have_the_same_id_and_others_another(case):
    text = "Umerov said Ukraine accepts a full amnesty."
    assert proposals(case, text)[0].id == proposals(case, text)[0].id
    assert proposals(case, text)[0].id != proposals(case, "\n" + text)[0].id


def test_a_report_in_a_language_without_words_for_stances_gives_no_proposals(case):
    report = Report(id="r", file="r", text="x", sha256="", language="fr")
    assert proposed_positions(case, [report], []) == []
