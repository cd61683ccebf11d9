"""Files made to be read for ever, or to break the reader: our error, soon, whatever they hold."""

from __future__ import annotations

import pytest

from onetext.errors import OnetextError
from onetext.formats.scenario_files import read_scenario

LEVELS = "bcdefghij"
BOMB = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{chr(ord(name) - 1)}'] * 10)}]\n" for name in LEVELS
)
DIGITS = "1" * 5000

HOSTILE = {
    # ten to the tenth values behind aliases, wherever a message might have written them out
    "bomb-number.yaml": BOMB + "parties: {n: *j}\npoints: {p: {o: {n: *j}}}\n",
    "bomb-name.yaml": BOMB + "issues: [{name: *j, values: *j}]\n",
    "itself.yaml": "parties: &a {n: *a}\npoints: {p: {o: {n: *a}}}\n",
    "object.yaml": 'parties: !!python/object/apply:os.system ["true"]\npoints: {}\n',
    "deep.yaml": "[" * 5_000,
    "chain.yaml": "".join(
        f"k{n}: &k{n} [*k{n - 1}]\n" if n else "k0: &k0 [1]\n" for n in range(900)
    ),
    "digits.yaml": f"parties: {{n: {DIGITS}}}\npoints: {{p: {{o: {{n: 1}}}}}}\n",
    "date.yaml": "parties: {n: 2020-99-99}\npoints: {}\n",
    "digits.json": f'{{"issueWeights": {{"a": {DIGITS}}}, "issues": {{"a": {{"x": 1}}}}}}',
    "deep.json": "[" * 200_000,
    "deep.xml": "<a>" * 100_000 + "</a>" * 100_000,
    "cut.xml": "<a>" * 100_000,
    "entities.xml": '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><a>&c;</a>',
    "digits.csv": f"point,option,a\nx,1,{DIGITS}\n",
    "quote.csv": 'point,option,a\nx,1,"' + "1" * 200_000 + '"\n',
    "wide.csv": "point,option," + ",".join(f"p{n}" for n in range(100_000)) + "\n",
    "digits.txt": f"1,{DIGITS}\n1\n",
    "zeros.csv": "point,option,a\nx\0,1,1\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused(tmp_path, name):
    (tmp_path / name).write_text(HOSTILE[name])
    with pytest.raises(OnetextError) as refused:
        read_scenario([tmp_path / name])
    assert all(p.what and p.because and p.hint for p in refused.value.problems)
    assert len(str(refused.value)) < 5_000  # and nothing of it is written out


def test_aliases_that_a_program_wrote_are_read(tmp_path):
    (tmp_path / "s.yaml").write_text(
        "parties: {a: 0, b: 0}\npoints:\n"
        "  p: &p\n    x: {a: 1, b: 0}\n    y: {a: 0, b: 1}\n  q: *p\n"
    )
    assert read_scenario([tmp_path / "s.yaml"]).scenario.space.n_outcomes == 4
