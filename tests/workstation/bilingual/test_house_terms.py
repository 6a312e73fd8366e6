"""Terms of the glossary in the checks: whatever is taken in, every letter can still be read."""

import time
from datetime import UTC, datetime

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from workstation.bilingual.bead import Bead
from workstation.bilingual.checks import check_bead
from workstation.bilingual.checks.context import CheckContext
from workstation.bilingual.checks.finding import Check
from workstation.bilingual.checks.glossary import read_glossary
from workstation.bilingual.glossary_terms import glossary_of
from workstation.domain.actor import Actor
from workstation.domain.glossary.acts import Glossary, PutTerm, Term, change_glossary
from workstation.domain.problem import Refused
from workstation.domain.taxonomy import Role

SOFIA = Actor(id="sofia", name="Sofia Lind", roles=frozenset({Role.POLICY}))
NOW = datetime(2026, 9, 2, 4, 0, tzinfo=UTC)
LETTER = Bead("1", "We hold (x) your appeal in İstanbul.", "我们在İstanbul保留（x）您的上诉。")
WORDS = st.text(alphabet=" ()（）;；|xaİ上诉申\u200b\n.…", max_size=12)


@given(en=WORDS, zh=WORDS, wrong=st.tuples(WORDS, WORDS))
def test_no_term_that_is_taken_in_stops_the_checks(
    en: str, zh: str, wrong: tuple[str, str]
) -> None:
    term = Term(id="t", en=en, zh_hans=zh, forbidden_zh=wrong[:1], forbidden_en=wrong[1:])
    taken = True
    try:
        house = change_glossary(Glossary(version=1, terms=()), PutTerm(term, 0), SOFIA, NOW)
    except Refused:
        taken = False
    assume(taken)
    check_bead(LETTER, CheckContext(glossary=glossary_of(house.terms)))


ERASED = st.sampled_from(("", "appeal", "申诉"))


# The first of them loads what the checks need, however long that takes.
@settings(deadline=None)
@given(
    each=st.tuples(ERASED, ERASED, ERASED, ERASED),
    forbidden=st.tuples(st.lists(ERASED, max_size=2), st.lists(ERASED, max_size=2)),
)
def test_no_word_of_a_term_that_was_erased_stops_the_checks(
    each: tuple[str, str, str, str], forbidden: tuple[list[str], list[str]]
) -> None:
    """The log of the glossary lets any text go, with whatever is left beside it."""
    en, zh_hans, zh_hant, part = each
    zh, wrong = map(tuple, forbidden)
    term = Term(
        id="t",
        en=en,
        zh_hans=zh_hans,
        zh_hant=zh_hant,
        part=part,
        forbidden_zh=zh,
        forbidden_en=wrong,
    )
    check_bead(LETTER, CheckContext(glossary=glossary_of((term,))))


def test_a_long_gap_in_a_file_costs_no_time() -> None:
    rows = ["en,zh_hans,forbidden_zh", f"appeal{' ' * 100_000}letter,申诉信,"]
    start = time.process_time()
    (term,) = read_glossary(rows).terms
    assert term.en == "appeal letter"
    assert time.process_time() - start < 1


def test_a_file_with_a_bracket_for_a_term_stops_no_check() -> None:
    rows = ["en,zh_hans,forbidden_zh", "(noun),名词,", "appeal (by a party),申诉,上诉"]
    found = check_bead(LETTER, CheckContext(glossary=read_glossary(rows)))
    assert [each.zh for each in found if each.check is Check.TERM] == [(18, 20)]
