"""A letter on its author's own workstation, with no server there: examined before it is given."""

import subprocess
import sys
import threading
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from workstation.app import Workstation
from workstation.app.sample import case_id, sampled
from workstation.bilingual import examine
from workstation.bilingual.bead import Bead
from workstation.bilingual.checks import check_bead
from workstation.bilingual.checks.finding import Check
from workstation.bilingual.gate import gate_findings
from workstation.domain.commands import SendReply
from workstation.domain.problem import Refused
from workstation.domain.send_gate import FindingOverrides, LetterOverride, judge
from workstation.domain.taxonomy import Milestone
from workstation.domain.text import Bilingual

WRONG = Bilingual("Please answer within 7 days.", "请在10天内答复。")
LETTER = SendReply(letter="letter-1", party="M1", milestone=Milestone.REVIEW, text=WRONG)


@pytest.fixture
async def app(tmp_path: Path) -> AsyncIterator[Workstation]:
    workstation = await sampled(tmp_path / "profile", 3)
    yield workstation
    await workstation.close()


async def test_a_letter_with_an_open_s1_is_refused_here_and_stays_a_draft(
    app: Workstation,
) -> None:
    await app.drafts.save(case_id(0), "M1", WRONG.en, WRONG.zh)
    with pytest.raises(Refused) as refused:
        await app.records.submit(case_id(0), LETTER)
    assert refused.value.reason.id == "The letter is held back. {why}"
    assert (await app.cases.case(case_id(0))).pending == ()
    assert (await app.drafts.read(case_id(0), "M1")).zh == WRONG.zh


async def test_what_was_let_pass_goes_and_is_seen_in_the_case(app: Workstation) -> None:
    found = await app.letters.examine(case_id(0), "M1", WRONG)
    assert [each.check for each in found] == [Check.DURATION]
    verdict = judge(gate_findings(found), FindingOverrides())
    passed = tuple(LetterOverride(each.key, each.check, "Agreed.") for each in verdict.blocking)
    await app.records.submit(case_id(0), replace(LETTER, overrides=passed))
    opened = await app.cases.case(case_id(0))
    assert opened.case.letters[-1].overrides == passed
    assert opened.pending[0].command == replace(LETTER, overrides=passed)


async def test_what_was_let_pass_lapses_when_the_text_changes(app: Workstation) -> None:
    found = await app.letters.examine(case_id(0), "M1", WRONG)
    passed = tuple(LetterOverride(each.key, each.check.value, "Agreed.") for each in found)
    changed = replace(LETTER, text=Bilingual(WRONG.en, "请在12天内答复。"), overrides=passed)
    with pytest.raises(Refused):
        await app.records.submit(case_id(0), changed)


async def test_the_checks_run_beside_the_loop(
    app: Workstation, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[int] = []
    real = examine.check_draft

    def noted(beads, context):
        threads.append(threading.get_ident())
        return real(beads, context)

    monkeypatch.setattr(examine, "check_draft", noted)
    await app.letters.examine(case_id(0), "M1", [Bead("b", "We have it.", "我们已收到。")])
    await app.records.submit(
        case_id(0), replace(LETTER, text=Bilingual("We have it.", "我们已收到。"))
    )
    assert len(threads) == 2
    assert threading.get_ident() not in threads


async def test_one_bead_is_checked_at_once_with_what_the_case_says(app: Workstation) -> None:
    case = (await app.cases.case(case_id(0))).case
    context = await app.letters.check_context(case_id(0), "M1")
    own = case.reference
    other = own[:-1] + str((int(own[-1]) + 5) % 10)
    assert check_bead(Bead("b", f"It is {own}.", f"编号为{own}。"), context) == ()
    found = check_bead(Bead("b", f"It is {other}.", f"编号为{other}。"), context)
    assert {each.check for each in found} == {Check.ID_RECORD}


async def test_a_case_out_of_sight_cannot_be_asked_about(app: Workstation) -> None:
    with pytest.raises(KeyError):
        await app.letters.examine("no such case", "M1", WRONG)
    with pytest.raises(KeyError):
        await app.letters.check_context("no such case", "M1")


@pytest.mark.parametrize("module", ["workstation.app", "workstation.server.app"])
def test_the_checks_are_not_loaded_before_the_first_letter(module: str) -> None:
    code = f"import sys, {module}; sys.exit('workstation.bilingual.checks' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


async def begun_again(app: Workstation) -> str:
    """A letter that is held, and another one begun to the same party since."""
    letter = replace(LETTER, text=Bilingual("We have it.", "我们已收到。"))
    await app.drafts.save(case_id(0), "M1", letter.text.en, letter.text.zh)
    sent = await app.records.submit(case_id(0), letter, hold=timedelta(seconds=10))
    await app.drafts.save(case_id(0), "M1", "One more thing.", "")
    return sent


async def test_a_letter_taken_back_goes_below_what_was_begun_since(app: Workstation) -> None:
    sent = await begun_again(app)
    assert await app.records.undo(sent)
    draft = await app.drafts.read(case_id(0), "M1")
    assert draft.en == "One more thing.\n\n———\n\nWe have it."
    assert draft.zh == "我们已收到。"


async def test_a_letter_that_is_in_the_draft_is_not_put_there_twice(app: Workstation) -> None:
    sent = await begun_again(app)
    await app.drafts.save(case_id(0), "M1", "We have it.\n\nOne more thing.", "我们已收到。")
    assert await app.records.undo(sent)
    assert (await app.drafts.read(case_id(0), "M1")).en == "We have it.\n\nOne more thing."


async def test_a_letter_that_went_out_leaves_what_was_begun_since_as_it_is(
    app: Workstation, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = await begun_again(app)

    async def too_late(_id: str, _now: object) -> tuple[()]:
        return ()

    monkeypatch.setattr(app._profile.signed_in.ledger, "undo", too_late)
    assert not await app.records.undo(sent)
    draft = await app.drafts.read(case_id(0), "M1")
    assert (draft.en, draft.zh) == ("One more thing.", "")


async def test_what_is_held_is_known_after_a_restart_too(tmp_path: Path) -> None:
    app = await sampled(tmp_path, 4)
    letter = replace(LETTER, text=Bilingual("We have it.", "我们已收到。"))
    sent = await app.records.submit(case_id(0), letter, hold=timedelta(hours=1))
    assert [(each.command_id, each.record_id) for each in app.records.held()] == [
        (sent, case_id(0))
    ]
    await app.close()
    again = await Workstation.open(tmp_path)
    assert again.records.held() == ()
    await again.session.resume()
    assert [each.command_id for each in again.records.held()] == [sent]
    assert await again.records.undo(sent)
    assert again.records.held() == ()
    await again.close()
