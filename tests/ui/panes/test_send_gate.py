"""Whether a letter may be sent: a key asks little, and the answer is never out of date."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.ui.panes.table import NOW, do
from tests.ui.panes.test_reply_presenter import Writing
from ui.panes.reply import findings, send_gate
from ui.panes.reply.findings import Allow, LetterFindings, See
from ui.panes.reply.send_gate import SendGate, command_of
from ui.panes.reply.state import ReplyState
from workstation.bilingual.bead import Bead
from workstation.bilingual.draft import Draft
from workstation.domain import commands as c
from workstation.domain.case_kind import CASE, scene_of
from workstation.domain.decide import refusal
from workstation.domain.problem import Refused
from workstation.domain.taxonomy import Milestone

PAIRS, KEYS = 30, 20
# Seven days on one side, ten on the other: an S1 in each pair.
EN, ZH, RIGHT = "Please answer within 7 days.", "请在10天内答复。", "请在7天内答复。"
LETTER = Draft(tuple(Bead(f"b{n}", EN, ZH) for n in range(PAIRS)))


class Live(Writing):
    """A presenter whose checks run."""

    def spawn(self, work, _name) -> asyncio.Task:
        task = asyncio.create_task(work)
        self.tasks.append(task)
        return task

    def put(self, at: int, en: str, zh: str) -> None:
        """Make one pair say this, as a key does."""
        beads = list(self.state.draft.beads)
        beads[at] = replace(beads[at], en=en, zh=zh)
        self.presenter.typed(Draft(tuple(beads)), (beads[at].id,))

    async def read(self) -> None:
        """Wait until the checks have read the letter as it is now."""
        async with asyncio.timeout(10):
            while not all(task.done() for task in self.tasks):
                await asyncio.sleep(0.01)
        assert len(self.state.open_findings) == len(self.state.draft.beads)


@pytest.fixture
async def live() -> AsyncIterator[Live]:
    made = Live()
    await made.open("S01")
    made.presenter.typed(LETTER, tuple(bead.id for bead in LETTER.beads))
    await made.read()
    yield made
    for task in made.tasks:
        task.cancel()


@pytest.fixture
def asked(live: Live, monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often the rule of the case was asked, and a pair weighed."""
    count: Counter[str] = Counter()

    def counted(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*values: Any) -> Any:
            count[name] += 1
            return call(*values)

        return wrapped

    monkeypatch.setattr(send_gate, "refusal", counted("rule", send_gate.refusal))
    monkeypatch.setattr(send_gate, "hold_back", counted("sentence", send_gate.hold_back))
    monkeypatch.setattr(findings, "judge", counted("pair", findings.judge))
    return count


def words(refused: Refused | None) -> object:
    return None if refused is None else (refused.reason, refused.remedy)


def asked_whole(live: Live) -> Refused | None:
    """What all rules say of the letter as it is, by everything that it says."""
    state = live.state
    assert state.case is not None
    assert live.desk.me is not None
    scene = scene_of(state.case, live.desk.me, NOW, live.desk.policies.library)
    weighed = LetterFindings().weighed(Draft(), state.settled, state.findings.terms)
    found = [(kept.bead, kept.found) for kept in state.findings.pairs.values()]
    whole: ReplyState = replace(state, findings=weighed.read(state.draft, found))
    by_rule = refusal(CASE, scene, command_of(whole, ""))
    return by_rule or SendGate(lambda _case: scene).ask_anew(whole)


async def test_a_key_weighs_its_own_pair_and_asks_the_rule_nothing(
    live: Live, asked: Counter[str]
) -> None:
    for key in range(KEYS):
        live.put(3, EN + "x" * key, ZH)
    assert asked == {"pair": KEYS - 1}
    assert words(live.state.refused) == words(asked_whole(live))


async def test_the_pause_after_it_asks_all_of_it_once(live: Live, asked: Counter[str]) -> None:
    for key in range(KEYS):
        live.put(3, EN + "x" * key, ZH)
    asked.clear()
    await live.read()
    assert asked["rule"] == 1
    assert asked["pair"] == PAIRS


async def test_sending_asks_all_of_it(live: Live, asked: Counter[str]) -> None:
    assert not await live.presenter.send()
    assert asked["rule"] == 1
    assert asked["pair"] == PAIRS
    assert live.state.notice is not None or live.state.refused is not None
    assert live.desk.given == []


async def test_no_answer_is_out_of_date_after_any_key(live: Live) -> None:
    """One pair after the other is mended, emptied, filled, let pass and broken again."""
    for step in (RIGHT, "", ZH, RIGHT):
        for at in range(0, PAIRS, 7):
            live.put(at, EN if step else "", step)
            assert words(live.state.refused) == words(asked_whole(live))
    for draft in (Draft(), Draft((Bead("one", EN, ""),)), Draft((Bead("one", EN, RIGHT),)), LETTER):
        live.presenter.typed(draft, tuple(bead.id for bead in draft.beads))
        assert words(live.state.refused) == words(asked_whole(live))
    converted = replace(LETTER.beads[0], zh=RIGHT, converted=True)
    live.presenter.typed(Draft((converted, *LETTER.beads[1:])), ("b0",))
    assert words(live.state.refused) == words(asked_whole(live))
    await live.read()
    for finding in [each for some in live.state.open_findings.values() for each in some]:
        live.presenter.settle_finding(Allow(finding, "agreed"))
        live.presenter.settle_finding(See(frozenset({finding.key})))
        assert words(live.state.refused) == words(asked_whole(live))
    live.put(1, EN + " Now.", ZH)
    assert words(live.state.refused) == words(asked_whole(live))


async def test_what_becomes_of_the_case_is_asked_at_once(live: Live) -> None:
    for at in range(PAIRS):
        live.put(at, EN, RIGHT)
    assert live.state.refused is None
    live.presenter.choose_milestone(Milestone.DECIDED)
    assert live.state.refused is not None
    assert words(live.state.refused) == words(asked_whole(live))
    live.presenter.choose_milestone(Milestone.REVIEW)
    live.desk.others_change(do(live.desk.table["S01"], c.Release()))
    await live.record.refresh()
    assert live.state.refused is not None
    assert words(live.state.refused) == words(asked_whole(live))
