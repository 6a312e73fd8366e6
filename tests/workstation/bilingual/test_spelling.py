"""English words: the index of set-up, what is known, and what a slip is mended to."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from workstation.bilingual.bead import Bead
from workstation.bilingual.checks import check_bead
from workstation.bilingual.checks.context import CaseRecord, CheckContext
from workstation.bilingual.checks.dictionary import opened, places, prepare
from workstation.bilingual.checks.finding import Finding
from workstation.bilingual.checks.spelling import suggestions
from workstation.bilingual.examine import house_glossary
from workstation.domain.house_style import Profile

HERE = Path(__file__).parent
CONTEXT = CheckContext(glossary=house_glossary())


def slips(en: str, context: CheckContext = CONTEXT) -> list[Finding]:
    found = check_bead(Bead("b", en, "您好。"), context)
    return [each for each in found if each.why.id == "“{word}” is not in the dictionary."]


def letters() -> list[str]:
    with (HERE / "letters.jsonl").open(encoding="utf-8") as lines:
        return [bead["en"] for line in lines for bead in json.loads(line)["beads"]]


def test_a_slip_is_mended_and_may_always_pass() -> None:
    (finding,) = slips("We have recieved your evidence.")
    assert finding.fixes[0].text == "received"
    assert finding.term == "recieved"


@pytest.mark.parametrize(
    "word", ["e-mail", "colour", "color", "x-ray", "relisted", "authorisation", "clarification"]
)
def test_words_of_the_trade_and_of_both_shores_are_known(word: str) -> None:
    assert slips(f"Your {word} is here.") == []


def test_the_names_of_the_case_are_words() -> None:
    record = CaseRecord(names=frozenset({"Norvane"}), titles=frozenset({"Corvane earbudz"}))
    said = "Write norvane about the earbudz and the corvanne."
    found = slips(said, replace(CONTEXT, record=record))
    assert [each.term for each in found] == ["corvanne"]


def test_house_style_may_leave_the_dictionary_closed() -> None:
    context = replace(CONTEXT, profile=Profile(spelling=False))
    assert slips("We have recieved your evidence.", context) == []


def test_clean_letters_hold_no_slip() -> None:
    assert [each.term for en in letters() for each in slips(en)] == []


def test_most_slips_are_found() -> None:
    chance = Random(5)
    words = sorted({word for en in letters() for word in en.split() if word.isalpha()})
    typed = [_slip(word, chance) for word in words if word.islower() and len(word) > 5]
    found = [suggestions(word) is not None for word in typed]
    assert sum(found) / len(found) > 0.9


def _slip(word: str, chance: Random) -> str:
    at = chance.randrange(1, len(word) - 1)
    if word[at] == word[at + 1]:
        return word[:at] + word[at + 1 :]
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def test_set_up_writes_the_index_once(tmp_path: Path) -> None:
    closed = tmp_path / "file" / "index"
    closed.parent.write_text("a file, no folder", "utf-8")
    wanted = tmp_path / "cache" / "index"
    assert prepare([closed, wanted]) == wanted
    before = wanted.stat().st_mtime_ns
    assert prepare([closed, wanted]) == wanted
    assert wanted.stat().st_mtime_ns == before
    assert [path.name for path in wanted.parent.iterdir()] == ["index"]


@pytest.mark.parametrize("damage", [b"", b"not an index", b"\x80\x05N."])
def test_a_damaged_index_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    place = tmp_path / "index"
    place.write_bytes(damage)
    assert opened([place]).word_count > 80_000
    assert place.stat().st_size > 1_000_000


def test_without_a_place_to_write_the_words_are_known_all_the_same(tmp_path: Path) -> None:
    closed = tmp_path / "index"
    closed.mkdir()
    assert opened([closed]).word_count > 80_000
    assert prepare([closed]) is None


def test_the_name_of_the_index_tells_what_it_was_made_of() -> None:
    assert all("6." in place.name for place in places())
