"""Which value answers for which, what a change offers, and where a twin parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.panes.reply.twin.acts import EditResult, counterpart, reshape
from ui.panes.reply.twin.blocks import from_block, from_utf16, to_block, to_utf16
from ui.panes.reply.twin.paste import aligned, landed, proposed
from ui.panes.reply.twin.twins import lit, offer
from workstation.bilingual.bead import Bead, Side
from workstation.bilingual.draft import Draft, clean
from workstation.bilingual.history import CaretPlace


@pytest.mark.parametrize(
    ("en", "zh", "at", "one", "other"),
    [
        ("Within 7 days.", "7天内。", 8, "7 days", "7天"),
        ("On 12 March 2026.", "2026年3月12日。", 5, "12 March 2026", "2026年3月12日"),
        ("Pay S$8,460 now.", "请付8,460新元。", 6, "S$8,460", "8,460新元"),
        ("240 pairs of shoes", "204双鞋", 1, "240", "204"),
        ("2 of 3 and 2 again", "3个中的2个，又2个", 12, "2", "2"),
    ],
)
def test_a_value_and_its_twin(en: str, zh: str, at: int, one: str, other: str) -> None:
    found = lit(Bead("a", en, zh), Side.EN, at)
    assert found is not None
    assert found.en is not None
    assert found.zh is not None
    assert (en[slice(*found.en)], zh[slice(*found.zh)]) == (one, other)


def test_the_second_of_two_lights_the_second() -> None:
    zh = "3个中的2个，又2个"
    found = lit(Bead("a", "2 of 3 and 2 again", zh), Side.EN, 12)
    assert found is not None
    assert found.zh == (zh.rindex("2"), zh.rindex("2") + 1)


def test_no_value_no_light() -> None:
    assert lit(Bead("a", "Thank you.", "谢谢。"), Side.EN, 3) is None


@pytest.mark.parametrize(
    ("en", "zh", "new", "text"),
    [
        ("Within 7 days.", "7天内。", "Within 10 days.", "10天"),
        ("Within 7 days.", "七天内。", "Within 10 days.", "10天"),
        ("On 3 March.", "3月3日。", "On 13 March.", "3月13日"),
        ("Pay S$8,460.", "付8,460新元。", "Pay S$9,000.", "9,000新元"),
    ],
)
def test_a_changed_value_is_offered(en: str, zh: str, new: str, text: str) -> None:
    found = offer(Bead("a", en, zh), Bead("a", new, zh))
    assert found is not None
    assert (found.side, found.text) == (Side.ZH, text)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Bead("a", "7 days", "7天"), Bead("a", "7 days", "7天")),
        (Bead("a", "7 days", "7天"), Bead("a", "10 days", "10天")),
        (Bead("a", "7 days", "9天"), Bead("a", "10 days", "9天")),
        (Bead("a", "7 days, 8 hours", "7天8小时"), Bead("a", "9 days, 6 hours", "7天8小时")),
        (Bead("a", "7 days", "7天"), Bead("a", "days", "7天")),
        (Bead("a", "7 days or 10", "7天或10"), Bead("a", "10 days or 10", "10天或10")),
    ],
)
def test_what_is_no_single_change_is_not_offered(before: Bead, after: Bead) -> None:
    assert offer(before, after) is None


@pytest.mark.parametrize(
    ("en", "zh", "value", "text", "span"),
    [
        ("By {{new_date}}.", "{{new_date}}前。", "2 November 2026", "2026年11月2日", (0, 12)),
        ("Held: {{amount}}.", "冻结{{amount}}。", "S$8,460", "8,460新元", (2, 12)),
        ("In {{days}}, {{item}}.", "{{item}}：{{days}}。", "15 days", "15天", (9, 17)),
    ],
)
def test_a_blank_that_is_filled_in_is_offered_to_the_other_side(
    en: str, zh: str, value: str, text: str, span: tuple[int, int]
) -> None:
    name = zh[slice(*span)]
    offered = offer(Bead("a", en, zh), Bead("a", en.replace(name, value), zh))
    assert offered is not None
    assert (offered.side, offered.span, offered.text) == (Side.ZH, span, text)
    assert (offered.was, offered.now) == (name, value)


def test_a_blank_filled_with_words_or_taken_out_is_not_offered() -> None:
    before = Bead("a", "Why: {{reasons}}", "理由：{{reasons}}")
    assert offer(before, Bead("a", "Why: it was late", before.zh)) is None
    assert offer(before, Bead("a", "Why: ", before.zh)) is None
    assert offer(before, Bead("a", "Reason: 7 days", before.zh)) is None


def test_chinese_offers_english_too() -> None:
    found = offer(Bead("a", "Within 7 days.", "7天内。"), Bead("a", "Within 7 days.", "10天内。"))
    assert found is not None
    assert (found.side, found.text, found.was, found.now) == (Side.EN, "10 days", "7", "10")


@pytest.mark.parametrize(
    ("en", "zh", "at", "there"),
    [
        ("One. Two.", "一。二。", 4, 2),
        ("One. Two.", "一。二。", 9, 4),
        ("One. Two.", "一。二。", 0, 0),
        ("We looked, and we agree with you.", "我们看过，并且同意您的看法。", 10, 5),
        ("We agree with all of it today.", "我们完全同意", 9, 6),
        ("One.", "", 2, 0),
    ],
)
def test_where_the_twin_parts(en: str, zh: str, at: int, there: int) -> None:
    assert counterpart(Bead("a", en, zh), Side.EN, at) == there


@given(text=st.text(), at=st.integers(0, 40))
def test_offsets_go_there_and_back(text: str, at: int) -> None:
    at = min(at, len(text))
    assert from_utf16(text, to_utf16(text, at)) == at
    assert to_utf16(text, len(text)) == len(text.encode("utf-16-le", "surrogatepass")) // 2
    assert from_block(to_block(clean(text))) == clean(text)


lines = st.lists(st.text(st.sampled_from("ab7. 。，您好\n"), max_size=20), max_size=6).map(
    "\n".join
)


def solid(text: str) -> str:
    return "".join(text.split())


@given(en=lines, zh=lines)
def test_the_aligner_drops_nothing_that_can_be_read(en: str, zh: str) -> None:
    def read(text: str) -> str:
        return "".join(char for char in text if char.isalnum())

    pairs = proposed(en, zh)
    assert read("".join(pair.en for pair in pairs)) == read(en)
    assert read("".join(pair.zh for pair in pairs)) == read(zh)


@given(text=lines.filter(lambda text: bool(solid(text))), at=st.integers(0, 16))
def test_pasting_leaves_what_was_there(text: str, at: int) -> None:
    numbers = iter(range(10_000))
    before = Draft((Bead("a", "You have 7 days.", "您有7天。"), Bead("b", "Bye.", "")))
    place = CaretPlace("a", Side.EN, at)
    found = aligned(before, place, text)
    done, _ = landed(before, place, found, lambda: f"n{next(numbers)}")
    assert isinstance(done, EditResult)
    english = solid("".join(bead.en for bead in done.draft.beads))
    for piece in (solid("You have 7 days."[:at]), solid("You have 7 days."[at:]), "Bye."):
        assert piece in english
    assert "您有7天。" in solid("".join(bead.zh for bead in done.draft.beads))


@given(texts=st.lists(st.sampled_from(["x", "yy", "", "You have 7 days."]), max_size=6))
def test_unforeseen_blocks_become_beads(texts: list[str]) -> None:
    numbers = iter(range(10_000))
    before = Draft((Bead("a", "x", "一"), Bead("b", "yy", "二"), Bead("c", "", "三")))
    after = reshape(before, Side.EN, texts, lambda: f"n{next(numbers)}")
    english = [bead.en for bead in after.beads]
    assert [text for text in english if text] == [text for text in texts if text]
    assert "".join(bead.zh for bead in after.beads) == "一二三"
