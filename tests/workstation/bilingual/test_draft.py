"""Operations on a twin draft: nothing that was written is lost, and undo is exact."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.bilingual.bead import Bead, BeadOrigin, BeadState, Lock, Side
from workstation.bilingual.draft import (
    BeadTwice,
    Draft,
    Loosened,
    RunsOn,
    UnknownBead,
    altered,
    clean,
    confirmed,
    deleted,
    edited,
    inserted,
    merged,
    moved,
    split,
    unlocked,
)
from workstation.bilingual.draft_form import (
    DraftUnreadable,
    from_json,
    from_letter,
    letter,
    to_json,
)
from workstation.bilingual.history import CaretPlace, DraftHistory, Stroke, TypingRun

LOCK = Lock("AUT 2.1", "2.0")
ONE = Bead("a", "You have 7 days.", "您有7天时间。")
TWO = Bead("b", "Write to us.", "请来信。")
CLAUSE = Bead("c", "A seller must show.", "商家须证明。", origin=BeadOrigin.CLAUSE, lock=LOCK)
SURE = Bead("d", "We agree.", "我们同意。", BeadState.CONFIRMED)

texts = st.text(
    st.one_of(
        st.sampled_from("ab 。，7\n\r\u2028\u200f\ufeff😀退款\ud800\ufffc\x00"), st.characters()
    ),
    max_size=12,
)


def solid(draft: Draft) -> str:
    """Everything written, without white space: what no operation may lose."""
    return "|".join(
        "".join("".join(bead.side(side) for bead in draft.beads).split()) for side in Side
    )


def test_editing_a_confirmed_bead_says_which_side_moved() -> None:
    draft = edited(Draft((SURE,)), "d", Side.EN, "We disagree.")
    assert draft.bead("d").state is BeadState.PENDING
    assert draft.drifted("d") == {Side.EN}
    draft = edited(draft, "d", Side.ZH, "我们不同意。")
    assert draft.drifted("d") == {Side.EN, Side.ZH}
    draft = confirmed(draft, "d")
    assert draft.bead("d").state is BeadState.CONFIRMED
    assert draft.drifted("d") == frozenset()


def test_an_edited_clause_loses_its_lock_and_remembers_it() -> None:
    draft = edited(Draft((CLAUSE,)), "c", Side.ZH, "商家须提供证明。")
    assert draft.bead("c").lock is None
    assert draft.bead("c").origin is BeadOrigin.TYPED
    assert draft.loosened("c") == LOCK
    assert unlocked(Draft((CLAUSE,)), "c").notes == {Loosened("c", LOCK)}
    assert unlocked(Draft((ONE,)), "a") == Draft((ONE,))


def test_half_a_pair_cannot_be_confirmed() -> None:
    draft = Draft((Bead("a", "Only English.", " "),))
    assert confirmed(draft, "a") == draft


def test_split_parts_both_sides() -> None:
    draft = split(Draft((Bead("a", "One. Two.", "一。二。"),)), "a", 4, 2, "n")
    assert [(bead.id, bead.en, bead.zh) for bead in draft.beads] == [
        ("a", "One.", "一。"),
        ("n", "Two.", "二。"),
    ]


def test_a_confirmed_bead_that_is_parted_is_to_be_confirmed_again() -> None:
    draft = split(Draft((SURE,)), "d", 2, 2, "n")
    assert {bead.state for bead in draft.beads} == {BeadState.PENDING}
    assert draft.drifted("n") == set(Side)


def test_an_empty_line_beside_a_clause_leaves_its_lock() -> None:
    draft = Draft((CLAUSE,))
    after = split(draft, "c", len(CLAUSE.en), len(CLAUSE.zh), "n")
    before = split(draft, "c", 0, 0, "n")
    assert after.beads == (CLAUSE, Bead("n", "", ""))
    assert before.beads == (Bead("n", "", ""), CLAUSE)
    assert merged(after, "c") == draft
    assert merged(before, "n") == draft


def test_parting_a_clause_loosens_both_parts() -> None:
    draft = split(Draft((CLAUSE,)), "c", 8, 2, "n")
    assert draft.loosened("c") == draft.loosened("n") == LOCK
    assert all(bead.lock is None and bead.origin is BeadOrigin.TYPED for bead in draft.beads)


def test_merge_joins_as_each_language_does() -> None:
    draft = merged(Draft((ONE, TWO)), "a")
    assert draft.beads == (Bead("a", "You have 7 days. Write to us.", "您有7天时间。请来信。"),)
    assert merged(draft, "a") == draft


def test_two_confirmed_pairs_stay_confirmed_together() -> None:
    draft = Draft((SURE, Bead("e", "Yes.", "是。", BeadState.CONFIRMED)))
    assert merged(draft, "d").bead("d").state is BeadState.CONFIRMED
    mixed = Draft((SURE, ONE))
    assert merged(mixed, "d").bead("d").state is BeadState.DRAFT


def test_insert_move_delete() -> None:
    draft = inserted(Draft((ONE, TWO)), 1, (CLAUSE,), run_on=("c",))
    assert [bead.id for bead in draft.beads] == ["a", "c", "b"]
    assert draft.runs_on("c")
    assert [bead.id for bead in moved(draft, "c", 2).beads] == ["a", "b", "c"]
    assert deleted(draft, "c") == Draft((ONE, TWO))
    assert altered(Draft((ONE, TWO)), draft) == ("c",)


def test_ids_are_known_once() -> None:
    with pytest.raises(BeadTwice):
        inserted(Draft((ONE,)), 0, (ONE,))
    with pytest.raises(BeadTwice):
        split(Draft((ONE, TWO)), "a", 1, 1, "b")
    with pytest.raises(UnknownBead):
        edited(Draft((ONE,)), "x", Side.EN, "")


def test_letter_runs_sentences_of_a_paragraph_together() -> None:
    draft = Draft((ONE, TWO, SURE), frozenset({RunsOn("b")}))
    assert letter(draft, Side.EN) == "You have 7 days. Write to us.\n\nWe agree."
    assert letter(draft, Side.ZH) == "您有7天时间。请来信。\n\n我们同意。"


def test_a_silent_side_leaves_no_gap_but_keeps_the_paragraph() -> None:
    draft = Draft((ONE, Bead("b", "", "请来信。"), SURE), frozenset({RunsOn("d")}))
    assert letter(draft, Side.EN) == "You have 7 days.\n\nWe agree."


def test_letters_that_do_not_match_are_aligned() -> None:
    draft = from_letter(
        "One day. Two days.\n\nSend 3 papers.", "一天。两天。请寄3份文件。", names()
    )
    assert solid(draft) == "Oneday.Twodays.Send3papers.|一天。两天。请寄3份文件。"
    assert len(draft.beads) >= 2


def test_what_is_stored_is_stable_and_read_back() -> None:
    draft = Draft((ONE, CLAUSE), frozenset({RunsOn("c"), Loosened("a", LOCK)}))
    assert to_json(draft) == to_json(Draft(draft.beads, frozenset(reversed(list(draft.notes)))))
    assert from_json(to_json(draft)) == draft


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"beads": 3}',
        '{"beads": [], "format": 2}',
        '{"beads": [{"id":"a","en":"","zh":""},{"id":"a","en":"","zh":""}]}',
        '{"beads": [{"id":"a","en":"\\ud800","zh":""}]}',
        "\ud800",
    ],
)
def test_what_is_no_draft_is_refused(text: str) -> None:
    with pytest.raises(DraftUnreadable):
        from_json(text)


def names() -> itertools.chain[str]:
    return itertools.chain(f"n{count}" for count in itertools.count())


def test_clean_keeps_marks_of_direction_and_emoji() -> None:
    assert clean("a\u200f\u202eb 😀\u200d退") == "a\u200f\u202eb 😀\u200d退"
    assert clean("a\r\nb\u2029c\rd\x00\ud83d") == "a\nb\nc\nd\ufffd"


@given(en=st.lists(texts), zh=st.lists(texts))
def test_any_draft_is_stored_and_read_back(en: list[str], zh: list[str]) -> None:
    ids = names()
    beads = [Bead(next(ids), one, other) for one, other in zip(en, zh, strict=False)]
    draft = inserted(Draft(), 0, beads)
    assert from_json(to_json(draft)) == draft


@given(pairs=st.lists(st.tuples(texts, texts), min_size=1))
def test_whole_beads_survive_the_way_through_a_letter(pairs: list[tuple[str, str]]) -> None:
    ids = names()
    whole = [
        Bead(next(ids), *(" ".join(clean(text).split()) or "x" for text in pair)) for pair in pairs
    ]
    draft = Draft(tuple(whole))
    back = from_letter(letter(draft, Side.EN), letter(draft, Side.ZH), names())
    assert back == draft


@st.composite
def walks(draw: st.DrawFn) -> list[tuple[str, int, int, int, str]]:
    kinds = st.sampled_from(["edit", "split", "merge", "confirm", "insert", "move", "unlock"])
    small = st.integers(0, 20)
    return draw(st.lists(st.tuples(kinds, small, small, small, texts), max_size=25))


def step(draft: Draft, kind: str, which: int, one: int, other: int, text: str, new: str) -> Draft:
    bead = draft.beads[which % len(draft.beads)]
    match kind:
        case "edit":
            return edited(draft, bead.id, Side.EN if one % 2 else Side.ZH, text)
        case "split":
            return split(draft, bead.id, one, other, new)
        case "merge":
            return merged(draft, bead.id)
        case "confirm":
            return confirmed(draft, bead.id)
        case "insert":
            lock = LOCK if other % 2 else None
            return inserted(draft, one, (Bead(new, text, text, lock=lock),))
        case "move":
            return moved(draft, bead.id, other)
        case _:
            return unlocked(draft, bead.id)


@given(walk=walks())
def test_split_merge_and_the_rest_lose_no_text(
    walk: list[tuple[str, int, int, int, str]],
) -> None:
    draft, ids = Draft((ONE, CLAUSE, SURE)), names()
    for kind, *rest in walk:
        after = step(draft, kind, *rest, next(ids))
        if kind in ("split", "merge", "confirm", "unlock"):
            assert solid(after) == solid(draft)
        assert len({bead.id for bead in after.beads}) == len(after.beads) >= 1
        assert {note.bead for note in after.notes} <= {bead.id for bead in after.beads}
        assert from_json(to_json(after)) == after
        draft = after


@given(walk=walks(), back=st.integers(0, 30))
def test_undo_and_redo_are_exact(walk: list[tuple[str, int, int, int, str]], back: int) -> None:
    ids = names()
    history = DraftHistory(Draft((ONE, CLAUSE, SURE)))
    drafts = [history.present]
    for number, (kind, *rest) in enumerate(walk):
        draft = step(history.present, kind, *rest, next(ids))
        history = history.did(draft, CaretPlace("a", Side.EN, number))
        if draft != drafts[-1]:
            drafts.append(draft)
    steps = min(back, len(drafts) - 1)
    end = history
    for number in range(steps):
        history, _ = history.undone(None)
        assert history.present == drafts[-2 - number]
    for _ in range(steps):
        history, _ = history.redone(None)
    assert history.present == end.present


def test_a_run_of_typing_is_one_step() -> None:
    history = DraftHistory(Draft((ONE,)))
    place = CaretPlace("a", Side.EN, 16)
    text = ONE.en
    for second, letter_typed in enumerate(" Yes"):
        text += letter_typed
        typing = TypingRun("a", Side.EN, Stroke.WRITE, second * 0.5)
        history = history.did(edited(history.present, "a", Side.EN, text), place, typing)
    undone, caret = history.undone(CaretPlace("a", Side.EN, 20))
    assert undone.present == Draft((ONE,))
    assert caret == place
    again, caret = undone.redone(caret)
    assert again.present == history.present
    assert caret == CaretPlace("a", Side.EN, 20)


@pytest.mark.parametrize(
    "next_one",
    [
        TypingRun("a", Side.ZH, Stroke.WRITE, 1.0),
        TypingRun("b", Side.EN, Stroke.WRITE, 1.0),
        TypingRun("a", Side.EN, Stroke.ERASE, 1.0),
        TypingRun("a", Side.EN, Stroke.WRITE, 9.0),
    ],
)
def test_typing_elsewhere_or_later_begins_a_step(next_one: TypingRun) -> None:
    assert not next_one.goes_on(TypingRun("a", Side.EN, Stroke.WRITE, 0.0))
    assert not next_one.goes_on(None)
    ended = TypingRun("a", Side.EN, Stroke.WRITE, 0.0, ends=True)
    assert not TypingRun("a", Side.EN, Stroke.WRITE, 0.1).goes_on(ended)


def test_nothing_to_undo_changes_nothing() -> None:
    history = DraftHistory(Draft((ONE,)))
    assert history.undone(None) == (history, None)
    assert history.redone(None) == (history, None)
    assert history.did(Draft((ONE,)), None) is history
