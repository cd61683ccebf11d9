"""Which words of a reworded clause are shown as kept, struck and added."""

from onetext.record.rewording import Mark, rewording


def shown(before, after):
    signs = {Mark.STRUCK: "[-{}-]", Mark.ADDED: "{{+{}+}}", Mark.KEPT: "{}"}
    return "".join(signs[run.mark].format(run.text) for run in rewording(before, after))


def test_a_changed_word_is_struck_and_added_in_its_place():
    before = "Each state takes half of the yearly flow."
    assert shown(before, before.replace("half", "a third")) == (
        "Each state takes [-half-]{+a third+} of the yearly flow."
    )


def test_a_word_that_happens_to_recur_inside_a_change_does_not_shred_it():
    before = "The forces leave the whole town and all the bridges within two months of signature."
    after = "The forces leave depots and airfields within two months of signature."
    assert shown(before, after).count("[-") == 1


def test_wordings_with_little_in_common_are_struck_and_added_whole():
    before = "The river is shared by both states in equal parts every year."
    after = "A joint office reads all gauges and the river is watched from towers by night."
    assert shown(before, after) == f"[-{before}-]{{+{after}+}}"


def test_the_space_between_two_changes_is_no_island():
    before = "The gauges are read by both, daily from the day of signature."
    after = "The gauges are read by both. Weekly from the day of signature."
    assert shown(before, after) == (
        "The gauges are read by both[-, daily-]{+. Weekly+} from the day of signature."
    )
