"""The send gate: an open S1 holds a letter, an S2 must be seen, an override needs a reason."""

from dataclasses import replace

import pytest

from tests.workstation.domain import world as w
from workstation.domain import commands as c
from workstation.domain.case import Letter
from workstation.domain.pairs import LetterPair, PairOrigin, letter_of
from workstation.domain.policy import ClauseRef
from workstation.domain.problem import Refused
from workstation.domain.send_gate import (
    FindingOverrides,
    GateFinding,
    Gravity,
    LetterOverride,
    hold_back,
    judge,
    may_always_pass,
)
from workstation.domain.taxonomy import Milestone, State
from workstation.domain.text import Bilingual
from workstation.i18n import Translator, _
from workstation.wire.codec import decode, decode_case, encode

WRONG = GateFinding("k1", "num.parity", Gravity.S1, _("7 days is ten days in Chinese."))
DOUBTFUL = GateFinding("k2", "term", Gravity.S2, _("Another word was agreed."))
PASSED = LetterOverride("k1", "num.parity", "The party wrote ten.")
BEADS = (
    LetterPair("b1", "Dear merchant, this is our answer.", "您好，以下是我们的答复。"),
    LetterPair("b2", "It is short.", "答复很短。", runs_on=True),
    LetterPair("b3", "No entry.", "不得入内。", PairOrigin.CLAUSE, ClauseRef("LST", "2.4", "2.0")),
)


def test_nothing_found_may_be_sent() -> None:
    assert judge((), FindingOverrides()).may_send
    hold_back((), FindingOverrides())


def test_an_open_s1_holds_the_letter_and_says_why() -> None:
    with pytest.raises(Refused) as refused:
        hold_back([WRONG, DOUBTFUL], FindingOverrides(seen=frozenset({"k1", "k2"})))
    said = Translator("en").text(refused.value.reason)
    assert said == "The letter is held back. 7 days is ten days in Chinese."
    assert judge([WRONG, DOUBTFUL], FindingOverrides()).blocking == (WRONG,)


def test_an_override_counts_only_with_a_reason_and_for_its_own_finding() -> None:
    hold_back([WRONG], FindingOverrides(overrides=(PASSED,)))
    for useless in (
        replace(PASSED, reason=" \n"),
        replace(PASSED, key="k9"),
        replace(PASSED, check="date.parity"),
    ):
        assert not judge([WRONG], FindingOverrides(overrides=(useless,))).may_send


def test_what_is_firm_passes_for_no_reason() -> None:
    assert not judge([replace(WRONG, firm=True)], FindingOverrides(overrides=(PASSED,))).may_send


def test_what_holds_a_letter_back_never_passes_for_good() -> None:
    assert [each for each in Gravity if not may_always_pass(each)] == [Gravity.S1]


def test_an_s2_must_be_seen_or_let_pass() -> None:
    with pytest.raises(Refused) as refused:
        hold_back([DOUBTFUL, replace(DOUBTFUL, key="k3")], FindingOverrides(seen=frozenset({"k9"})))
    assert Translator("en").text(refused.value.reason).startswith("2 warnings about this letter")
    hold_back([DOUBTFUL], FindingOverrides(seen=frozenset({"k2"})))
    hold_back(
        [DOUBTFUL], FindingOverrides(overrides=(LetterOverride("k2", "term", "A quotation."),))
    )


def test_what_is_minor_holds_nothing() -> None:
    minor = [replace(WRONG, severity=each) for each in (Gravity.S3, Gravity.S4)]
    assert judge(minor, FindingOverrides()).may_send


def test_the_pairs_of_a_letter_make_exactly_its_text() -> None:
    case = w.in_state(State.IN_REVIEW)
    text = letter_of(BEADS)
    assert text.en == "Dear merchant, this is our answer. It is short.\n\nNo entry."
    assert text.zh == "您好，以下是我们的答复。答复很短。\n\n不得入内。"
    letter = c.SendReply(letter="L", party="M1", milestone=Milestone.REVIEW, text=text, beads=BEADS)
    assert w.do(case, letter).letters[-1].text == text
    with pytest.raises(Refused) as refused:
        w.do(case, replace(letter, text=Bilingual(text.en, text.zh + "！")))
    assert refused.value.reason.id == "The letter is not what its pairs say."


def test_what_was_let_pass_stays_in_the_case_history() -> None:
    case = w.in_state(State.IN_REVIEW)
    letter = replace(w.reply(case, milestone=Milestone.REVIEW), overrides=(PASSED,))
    sent = w.do(case, letter)
    assert sent.letters[-1].overrides == (PASSED,)
    assert sent.timeline[-1].detail == Bilingual(
        "1 finding let pass with a reason", "说明理由后放行1项检查提示"
    )
    with pytest.raises(Refused) as refused:
        w.do(case, replace(letter, overrides=(replace(PASSED, reason=" "),)))
    assert refused.value.reason.id == "A finding was let pass without a reason."


def test_letters_travel_with_what_was_settled_and_old_ones_are_still_read() -> None:
    whole = c.SendReply(
        letter="L",
        party="M1",
        milestone=Milestone.REVIEW,
        text=letter_of(BEADS),
        beads=BEADS,
        overrides=(PASSED,),
        seen=("k2",),
    )
    assert decode(encode(whole), c.SendReply) == whole
    old = b'{"letter":"L","party":"M1","milestone":"M2_REVIEW","text":{"en":"Yes.","zh":"OK"}}'
    read = decode(old, c.SendReply)
    assert (read.beads, read.overrides, read.seen) == ((), (), ())
    case = w.do(w.in_state(State.IN_REVIEW), replace(whole, party="M1"))
    assert decode_case(encode(case)) == case
    before = encode(case.letters[0]).replace(b',"overrides":[]', b"")
    assert b"overrides" not in before
    assert decode(before, Letter) == case.letters[0]


def test_the_record_has_the_clauses_that_a_letter_quotes_and_no_others() -> None:
    ref = ClauseRef("LST", "2.4", "2.0")
    clause = w.LIBRARY.clause(ref)
    assert clause is not None
    quoted = LetterPair(
        "b2", f"LST 2.4 v2.0: {clause.text.en}", clause.text.zh, PairOrigin.CLAUSE, ref
    )
    altered = replace(quoted, id="b3", en="LST 2.4: Anything goes.")
    unknown = replace(quoted, id="b4", clause=ClauseRef("LST", "9.9", "2.0"))
    beads = (BEADS[0], quoted, altered, unknown)
    letter = c.SendReply(
        letter="L", party="M1", milestone=Milestone.REVIEW, text=letter_of(beads), beads=beads
    )
    sent = w.do(w.in_state(State.IN_REVIEW), letter)
    assert sent.letters[-1].quotes == (ref,)
    assert sent.timeline[-1].detail == Bilingual("Quotes LST 2.4 v2.0", "引用LST 2.4 v2.0")
    assert decode_case(encode(sent)) == sent
    same = w.do(
        w.in_state(State.IN_REVIEW), replace(letter, beads=(BEADS[0],), text=letter_of(BEADS[:1]))
    )
    assert same.letters[-1].quotes == ()
