"""Scripts of the sandbox platform: what they say, what is refused, and chance that is the same each time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.sandbox.scripts import Act, Plan, ScriptRefusedError, Step, read_script

_WORDS = st.text(st.characters(exclude_characters='"\n', exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)
_AFTER = st.one_of(
    st.sampled_from([Step(each) for each in (Act.ACK, Act.REMOVE, Act.VANISH, Act.REAPPEAR, Act.CLAIM, Act.DECLINE)]),
    st.builds(lambda words: Step(Act.ASK, words=words), _WORDS),
    st.builds(lambda words: Step(Act.REINSTATE, words=words), _WORDS),
    st.builds(lambda number: Step(Act.WAIT, number), st.integers(1, 999)),
)
_BEFORE = st.one_of(
    st.sampled_from([Step(Act.HANG), Step(Act.CUT)]), st.builds(lambda to: Step(Act.FAIL, to), st.integers(400, 599))
)


def steps(plan: Plan) -> list[str]:
    return [str(step) for step in plan]


def test_the_plan_of_a_post_goes_before_that_of_a_number_and_that_before_all_others() -> None:
    script = read_script(
        "# two of them\n\nnotice 2: fail 503, hang, ack\n"
        'post https://t.me/buurt/7: ack, decline "Niet illegaal, hier: nee."\nevery: remove\n'
    )
    assert steps(script.plan_for(2, ["t.me/buurt/8"])) == ["fail 503", "hang", "ack"]
    assert steps(script.plan_for(2, ["t.me/a/1", "t.me/buurt/7"])) == ["ack", 'decline "Niet illegaal, hier: nee."']
    assert steps(script.plan_for(3, ["t.me/a/1"])) == ["remove"]


def test_a_script_that_says_nothing_removes() -> None:
    assert steps(read_script("").plan_for(1, ["x"])) == ["ack", "remove"]
    assert read_script("every:").plan_for(1, ["x"]) == ()


@given(st.lists(_BEFORE, max_size=3), st.lists(_AFTER, max_size=5))
def test_a_plan_is_read_as_it_is_written(before: list[Step], after: list[Step]) -> None:
    written = ", ".join(map(str, [*before, *after]))
    assert read_script(f"every: {written}").plan_for(1, []) == (*before, *after)


@pytest.mark.parametrize(
    "line",
    [
        "sometimes: ack",
        "notice: ack",
        "notice 0: ack",
        "notice x: ack",
        "post: ack",
        "every 3: ack",
        "every: ack,",
        "every: ack remove",
        "every: explode",
        "every: fail",
        "every: fail 200",
        "every: wait 0",
        "every: ack 3",
        "every: ask",
        'every: remove "words"',
        "every: ack, hang",
        "every: random, ack",
    ],
)
def test_what_is_no_line_of_a_script_is_named_with_its_number(line: str) -> None:
    with pytest.raises(ScriptRefusedError) as refused:
        read_script(f"# first\n{line}\nnotice 1: nothing\n")
    assert [fault.where for fault in refused.value.faults] == ["line 2", "line 3"]


def test_nothing_is_said_twice() -> None:
    with pytest.raises(ScriptRefusedError, match="line 2"):
        read_script("notice 1: ack\nnotice 1: remove")


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read_script(text)
    except ScriptRefusedError as error:
        assert error.faults  # noqa: PT017  # it may also be a script


def test_chance_is_the_same_for_the_same_seed_and_notice_and_differs_between_them() -> None:
    plans = [[read_script("every: random", seed).plan_for(at, []) for at in range(1, 40)] for seed in (7, 7, 8)]
    assert plans[0] == plans[1] != plans[2]
    acts = {step.act for plan in plans[0] + plans[2] for step in plan}
    assert {Act.FAIL, Act.REMOVE, Act.DECLINE, Act.ASK} <= acts
    assert Act.RANDOM not in acts
