"""The glossary: who changes what, what it may say, and that two people do not overwrite."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.bilingual.shipped_glossary import shipped_house
from workstation.domain.actor import Actor
from workstation.domain.glossary import rules
from workstation.domain.glossary.acts import (
    GLOSSARY,
    RECENT,
    Changed,
    DropTerm,
    Glossary,
    GlossaryChange,
    LetPass,
    Pass,
    PutTerm,
    SetStyle,
    StopPassing,
    Term,
    change_glossary,
    subject_of,
)
from workstation.domain.house_style import CjkSpacing, Profile, QuoteStyle
from workstation.domain.problem import Refused
from workstation.domain.taxonomy import Role
from workstation.wire.bodies import pack_record, unpack_record

NOW = datetime(2026, 9, 2, 4, 0, tzinfo=UTC)
SOFIA = Actor(id="sofia", name="Sofia Lind", roles=frozenset({Role.POLICY}))
ANNA = Actor(id="anna", name="Anna Berg", roles=frozenset({Role.POLICY}))
WEI = Actor(id="wei", name="Wei Ling", roles=frozenset({Role.SPECIALIST}))
APPEAL = Term(id="appeal", en="appeal", zh_hans="申诉", part="procedure", forbidden_zh=("上诉",))
ORDER = Term(id="order", en="order", zh_hans="订单", part="object")
BOOK = Glossary(version=4, terms=(APPEAL, ORDER))


def refusal(glossary: Glossary, change: GlossaryChange, actor: Actor = SOFIA) -> str:
    with pytest.raises(Refused) as refused:
        change_glossary(glossary, change, actor, NOW)
    assert refused.value.remedy.id
    return refused.value.reason.id


def put(glossary: Glossary, term: Term, over: int, actor: Actor = SOFIA) -> Glossary:
    return change_glossary(glossary, PutTerm(term, over), actor, NOW)


def test_a_term_is_changed_in_its_place_and_history_says_by_whom() -> None:
    after = put(BOOK, replace(APPEAL, zh_hans=" 复议 ", forbidden_zh=("上诉; 呼吁", "呼吁")), 1)
    changed = replace(APPEAL, zh_hans="复议", forbidden_zh=("上诉", "呼吁"), revision=2)
    assert after.terms == (changed, ORDER)
    assert after.version == 5
    assert after.changes == (Changed(5, SOFIA.person, NOW, PutTerm(changed, 1)),)


def test_a_new_term_is_put_last_and_an_old_one_taken_out_with_a_reason() -> None:
    fresh = Term(id="refund", en="refund", zh_hans="退款")
    after = put(BOOK, fresh, 0)
    assert after.terms[-1] == fresh
    gone = change_glossary(after, DropTerm("order", 1, "said otherwise now"), SOFIA, NOW)
    assert [term.id for term in gone.terms] == ["appeal", "refund"]
    assert refusal(after, DropTerm("order", 1, "  ")) == "There is no text yet."


def test_several_renderings_can_be_approved() -> None:
    after = put(BOOK, replace(ORDER, zh_hans="订单；单"), 1)
    assert after.terms[1].approved == ("订单", "单")


@pytest.mark.parametrize(
    ("term", "said"),
    [
        (replace(APPEAL, en=" "), "The English of the term is missing."),
        (replace(APPEAL, en="(noun)"), "The English of the term is missing."),
        (replace(APPEAL, en="…"), "The English of the term is missing."),
        (replace(APPEAL, zh_hans="。"), "The approved Chinese of “{term}” is missing."),
        (replace(APPEAL, zh_hans=" ; "), "The approved Chinese of “{term}” is missing."),
        (replace(APPEAL, zh_hans="上诉"), "“{word}” is both approved and forbidden."),
        (replace(APPEAL, zh_hant="上诉"), "“{word}” is both approved and forbidden."),
        (replace(APPEAL, forbidden_en=("Appeal",)), "“{word}” is both approved and forbidden."),
        (
            replace(APPEAL, en="  Order", part="OBJECT"),
            "The term “{term}” is in the glossary already, in the same field.",
        ),
        (replace(APPEAL, note="x" * 1001), "“{text}…” is longer than {most} characters."),
        (replace(APPEAL, en="app\x00eal"), "A text holds a character that cannot be written."),
        (replace(APPEAL, zh_hans="申\ud83d"), "A text holds a character that cannot be written."),
        (
            replace(APPEAL, forbidden_zh=tuple(map(str, range(41)))),
            "“{term}” has more than {most} wrong renderings.",
        ),
        (replace(APPEAL, id=""), "This term has no number."),
    ],
)
def test_a_term_that_will_not_do_is_refused(term: Term, said: str) -> None:
    assert refusal(BOOK, PutTerm(term, 1 if term.id else 0)) == said


def test_the_same_word_may_be_a_term_of_two_fields() -> None:
    after = put(BOOK, replace(ORDER, id="order-2", part="procedure", zh_hans="命令"), 0)
    assert len(after.terms) == 3


def test_what_somebody_else_changed_meanwhile_is_not_overwritten() -> None:
    after = put(BOOK, replace(APPEAL, zh_hans="复议"), 1, ANNA)
    for late in (
        PutTerm(replace(APPEAL, zh_hans="复核"), 1),
        DropTerm("appeal", 1, "not ours"),
    ):
        with pytest.raises(Refused) as refused:
            change_glossary(after, late, SOFIA, NOW)
        assert dict(refused.value.reason.arguments) == {"name": "Anna Berg"}
    unknown = "This was changed by somebody else meanwhile."
    assert refusal(replace(after, changes=()), PutTerm(APPEAL, 1)) == unknown
    gone = change_glossary(BOOK, DropTerm("appeal", 1, "not ours"), ANNA, NOW)
    assert refusal(gone, PutTerm(replace(APPEAL, zh_hans="复核"), 1)) == (
        "{name} has changed this meanwhile."
    )


def test_a_wish_for_what_is_so_already_changes_nothing() -> None:
    after = put(BOOK, replace(APPEAL, zh_hans="复议"), 1, ANNA)
    for wish in (
        PutTerm(replace(APPEAL, zh_hans="复议"), 1),
        DropTerm("gone", 3, "not ours"),
        StopPassing("never passed"),
        SetStyle(BOOK.style, 9),
    ):
        assert change_glossary(after, wish, SOFIA, NOW) is after


def test_what_passes_is_shared_and_the_last_reason_counts() -> None:
    first = change_glossary(BOOK, LetPass("appeal=上诉", "a brand"), WEI, NOW)
    later = NOW + timedelta(hours=1)
    second = change_glossary(first, LetPass("appeal=上诉", "a court"), SOFIA, later)
    assert first.passes == (Pass("appeal=上诉", "a brand", WEI.person, NOW),)
    assert second.passes == (Pass("appeal=上诉", "a court", SOFIA.person, later),)
    assert change_glossary(second, StopPassing("appeal=上诉"), SOFIA, later).passes == ()
    assert refusal(BOOK, LetPass("appeal=上诉", " ")) == "There is no text yet."
    assert refusal(BOOK, LetPass(" ", "why")) == "It is not said which term passes."


def test_style_is_chosen_within_sense() -> None:
    style = Profile(quotes=QuoteStyle.CORNER, max_en_words=25)
    after = change_glossary(BOOK, SetStyle(style, 1), SOFIA, NOW)
    assert (after.style, after.style_revision) == (style, 2)
    late = SetStyle(Profile(formal=False), 1)
    assert refusal(after, late, ANNA) == "{name} has changed this meanwhile."
    for wrong in (Profile(max_en_words=0), Profile(max_zh_chars=10**9)):
        assert refusal(BOOK, SetStyle(wrong, 1)) == "{value} will not do for {what}."


@pytest.mark.parametrize("role", list(Role))
def test_who_may_do_what(role: Role) -> None:
    actor = Actor(id="x", name="X", roles=frozenset({role}))
    for change in (
        PutTerm(replace(APPEAL, zh_hans="复议"), 1),
        DropTerm("appeal", 1, "why"),
        StopPassing("x"),
        SetStyle(Profile(formal=False), 1),
    ):
        if role is Role.POLICY:
            change_glossary(BOOK, change, actor, NOW)
        else:
            assert refusal(BOOK, change, actor).startswith("Only somebody with the policy role")
    if role in (Role.ADMIN, Role.SYSTEM):
        assert refusal(BOOK, LetPass("x", "why"), actor) == "Your role does not allow this."
    else:
        assert change_glossary(BOOK, LetPass("x", "why"), actor, NOW).passes


def test_the_book_is_full_at_last(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MOST_TERMS", 2)
    said = "The glossary holds {most} of these, which is as many as it can."
    assert refusal(BOOK, PutTerm(Term(id="x", en="x", zh_hans="某"), 0)) == said
    two = replace(BOOK, passes=tuple(Pass(each, "why", WEI.person, NOW) for each in "ab"))
    assert refusal(two, LetPass("c", "why"), WEI) == said
    assert change_glossary(two, LetPass("a", "because"), WEI, NOW).passes[-1].reason == "because"


def test_history_in_the_book_is_the_latest_part_newest_first() -> None:
    book = BOOK
    for n in range(RECENT + 5):
        book = change_glossary(book, LetPass(f"t{n}", "why"), WEI, NOW)
    assert len(book.changes) == RECENT
    assert [each.version for each in book.changes] == list(
        range(book.version, book.version - RECENT, -1)
    )


def test_what_is_shipped_is_legal() -> None:
    shipped = shipped_house()
    assert len({term.id for term in shipped.terms}) == len(shipped.terms) == 208
    for term in shipped.terms:
        assert put(shipped, replace(term, note=f"{term.note} seen"), 1).version == 2
    assert unpack_record(GLOSSARY, pack_record(GLOSSARY, shipped)) == shipped


_WORD = st.sampled_from(["appeal", "order", "refund", "申诉", "订单", "退款", "上诉", " ", "a;b"])
_TERMS = st.builds(
    Term,
    id=st.sampled_from(["appeal", "order", "new", ""]),
    en=_WORD,
    zh_hans=_WORD,
    zh_hant=st.sampled_from(["", "申訴"]),
    part=st.sampled_from(["", "object", "procedure"]),
    forbidden_zh=st.lists(_WORD, max_size=3).map(tuple),
    forbidden_en=st.lists(_WORD, max_size=2).map(tuple),
    revision=st.integers(-1, 9),
)
_STYLES = st.builds(
    Profile,
    formal=st.booleans(),
    quotes=st.sampled_from(QuoteStyle),
    spacing=st.sampled_from(CjkSpacing),
    max_en_words=st.integers(5, 120),
)
_OVER = st.integers(0, 4)
_CHANGES = st.one_of(
    st.builds(PutTerm, _TERMS, _OVER),
    st.builds(DropTerm, st.sampled_from(["appeal", "order", "new"]), _OVER, _WORD),
    st.builds(LetPass, _WORD, _WORD),
    st.builds(StopPassing, _WORD),
    st.builds(SetStyle, _STYLES, _OVER),
)


@given(st.lists(st.tuples(_CHANGES, st.sampled_from([SOFIA, ANNA, WEI])), max_size=25))
def test_whatever_is_done_to_it_the_book_stays_one(
    story: list[tuple[GlossaryChange, Actor]],
) -> None:
    book = BOOK
    for change, actor in story:
        try:
            after = change_glossary(book, change, actor, NOW)
        except Refused:
            continue
        assert after is book or after.version == book.version + 1
        if after is not book:
            assert subject_of(after.changes[0].change).split()[0] in ("term", "pass", "style")
            assert after.changes[0].by == actor.person
            # What one saw is what the next one must have seen: nobody is overwritten unseen.
            if isinstance(change, PutTerm | DropTerm):
                before = book.term(change.term.id if isinstance(change, PutTerm) else change.id)
                assert change.over == (before.revision if before is not None else 0)
        book = after
    names = Counter((" ".join(t.en.split()).casefold(), t.part.casefold()) for t in book.terms)
    assert set(names.values()) <= {1}
    for term in book.terms:
        assert term.en.strip()
        assert term.approved
        assert not set(term.approved) & set(term.forbidden_zh)
    assert len({each.term for each in book.passes}) == len(book.passes)
    assert unpack_record(GLOSSARY, pack_record(GLOSSARY, book)) == book
