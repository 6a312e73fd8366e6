"""What is done without a network has not happened: no sentence of the window says that it has.

Every act is done offline in a real window. What stands there then and also after the server has
taken the act in, word for word, and did not stand there before, would have told it in advance.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtWidgets import QLabel

from tests.bench import LINA, PRIYA, START, WEI, appeal
from tests.journeys.team import Team, finding, reply
from tests.ui.journeys.conftest import Desk
from tests.ui.pages.hands import in_sight, until
from ui.language import WindowLanguage
from ui.panes.appeal.words import details_words
from ui.widgets import KeyCap
from workstation.domain import commands as c
from workstation.domain.actor import Actor
from workstation.domain.acts import ACTS
from workstation.domain.case import Evidence, Measure, Ruling
from workstation.domain.labels import EVIDENCE
from workstation.domain.record import Command
from workstation.domain.taxonomy import (
    Action,
    EvidenceType,
    Milestone,
    Outcome,
    ReopenGround,
    State,
)
from workstation.domain.taxonomy import (
    Team as AskedTeam,
)
from workstation.domain.text import Bilingual
from workstation.i18n import Message, Translator, _

LANGUAGES = ("en", "zh_Hans")
# How the window marks what was not sent.
MARKS = {
    "en": ("will be sent", "Not sent", "is sent", "be sent"),
    "zh_Hans": ("待发送", "发送后", "自发送之时起"),
}
WORD = "Said by nobody else."
ITEM = Evidence(
    id="E9",
    type=EvidenceType.SCREENSHOT,
    source="M1",
    file="invoice.pdf",
    summary=Bilingual("The invoice.", "发票。"),
    received_at=START,
)
ASK = c.RequestInformation(party="M1", items=(Bilingual("Invoice", "发票"),))
MERITS = finding(appeal(1, state=State.IN_REVIEW))
GRAVE = Ruling(
    **{
        **{name: getattr(MERITS, name) for name in Ruling.__slots__},
        "outcome": Outcome.UPHELD,
        "reason": None,
        "lifted": (),
        "kept": appeal(1).enforcement.measures,
        "imposed": (Measure(action=Action.ACCOUNT_CLOSED),),
    }
)
CLAIMED = (WEI, c.Claim())
DECIDED = (CLAIMED, (WEI, c.Decide(finding=MERITS)))
ACTIONED = (*DECIDED, (WEI, c.RecordAction(reference="ENF-1")))
TOLD = (*ACTIONED, (WEI, reply()))
PROPOSED = ((LINA, c.Claim()), (LINA, c.Decide(finding=GRAVE)))


def _in_both(*said: Message) -> set[str]:
    return {Translator(code).text(each) for code in LANGUAGES for each in said}


# Headings, and what there is to do: they say nothing of what happened.
NEUTRAL = _in_both(
    *EVIDENCE.values(),
    _("Decision"),
    _("Has to be told"),
    _(
        "{reason} {remedy}",
        reason=_("The letter is empty in one of its languages."),
        remedy=_("Write both sides: the party may rely on either (APL 3.4)."),
    ),
)


@dataclass(frozen=True)
class Deed:
    """What Wei Ling does offline, after others did the steps before."""

    command: Command
    before: tuple[tuple[Actor, Command], ...] = ()
    who: Actor = WEI
    later: timedelta = timedelta()


REVIEW = c.SendReply(
    letter="l1",
    party="M1",
    milestone=Milestone.REVIEW,
    text=Bilingual("We are looking at your photo.", "我们正在核对您的照片。"),
)
DEEDS = {
    "claim": Deed(c.Claim()),
    "release": Deed(c.Release(reason=WORD), (CLAIMED,)),
    "note": Deed(c.AddNote(text=WORD), (CLAIMED,)),
    "ask": Deed(ASK, (CLAIMED,)),
    "extend": Deed(
        c.RequestInformation(party="M1", items=ASK.items, extension=True), (CLAIMED, (WEI, ASK))
    ),
    "answer": Deed(c.RecordAnswer(text=WORD, evidence=(ITEM,)), (CLAIMED, (WEI, ASK))),
    "on file": Deed(c.DecideOnFile(), (CLAIMED, (WEI, ASK)), later=timedelta(days=8)),
    "refer": Deed(c.Refer(team=AskedTeam.POLICY, question=WORD, hours=24), (CLAIMED,)),
    "decide": Deed(c.Decide(finding=MERITS), (CLAIMED,)),
    "propose": Deed(c.Decide(finding=GRAVE), (CLAIMED,)),
    "agree": Deed(c.Agree(), PROPOSED),
    "return": Deed(c.Return(reason=WORD), PROPOSED),
    "carry out": Deed(c.RecordAction(reference="ENF-7"), DECIDED),
    "write": Deed(REVIEW, (CLAIMED,)),
    "tell": Deed(reply(), ACTIONED),
    "close": Deed(c.Close(), TOLD, later=timedelta(days=30)),
    "withdraw": Deed(c.Withdraw(reason=WORD, word=WORD), (CLAIMED,)),
    "reopen": Deed(c.Reopen(ground=ReopenGround.OWN_ERROR, reason=WORD), TOLD, who=PRIYA),
    "give away": Deed(c.Assign(owner=LINA), (CLAIMED,), who=PRIYA),
    "take away": Deed(c.Assign(owner=None, reason=WORD), (CLAIMED,), who=PRIYA),
    "answer a team": Deed(
        c.RecordAnswer(text=WORD),
        (CLAIMED, (WEI, c.Refer(team=AskedTeam.POLICY, question="Wood?", hours=24))),
        who=PRIYA,
    ),
}


def texts(desk: Desk) -> set[str]:
    """What the case says of itself, and the letters that were sent."""
    found = []
    for pane in (desk.place.appeal.view, desk.place.reply.view):
        # The caps of keys name keys.
        labels = [each for each in in_sight(pane, QLabel) if not isinstance(each, KeyCap)]
        found += [label.text() for label in labels]
    return {text for text in found if text.strip()}


def contents(command: Command, who: Actor) -> set[str]:
    """What somebody wrote or chose, which claims nothing."""
    words = {WORD, "ENF-7", "Invoice", "发票", "invoice.pdf  The invoice.", "invoice.pdf  发票。"}
    names = {who.name, LINA.name}
    names |= {f"{who.name}{colon}{word}" for word in words for colon in (": ", "：")}
    finding = command.finding if isinstance(command, c.Decide) else None
    chosen = {Translator(code).text(details_words(finding)) for code in LANGUAGES if finding}
    return words | names | chosen | NEUTRAL


async def say(desk: Desk, dressed: WindowLanguage) -> dict[str, set[str]]:
    """Everything in both languages."""
    found = {}
    for code in LANGUAGES:
        dressed.switch(code)
        await until(lambda: True)
        found[code] = texts(desk)
    dressed.switch("en")
    return found


@dataclass
class Spoken:
    """What stood in the window before an act, while it waited, and when the server had it."""

    before: dict[str, set[str]]
    offline: dict[str, set[str]]
    after: dict[str, set[str]]
    pressed: datetime

    def faults(self, name: str, deed: Deed) -> Iterator[str]:
        """The sentences that say too much, in both languages."""
        for code in LANGUAGES:
            new = self.offline[code] - self.before[code]
            for text in sorted((new & self.after[code]) - contents(deed.command, deed.who)):
                if not self._is_old(text, code):
                    yield f"{name}, {code}: {text!r}"
            for text in sorted(new):
                if self._has_new_time(text, code) and not _marked(text, code):
                    yield f"{name}, {code}, a time: {text!r}"
            if not any(_marked(text, code) for text in new):
                yield f"{name}, {code}: nothing is marked"

    def _has_new_time(self, text: str, code: str) -> bool:
        """Whether it has the time of the press in it, or one that was promised at the press."""
        spans = [timedelta(), *(timedelta(days=day) for day in (1, 7, 14, 21))]
        return any(Translator(code).moment(self.pressed + span) in text for span in spans)

    def _is_old(self, text: str, code: str) -> bool:
        """Whether it is about a letter that went out before."""
        letter = Translator(code).text(_("Last letter {at}", at=""))
        return text.startswith(letter) and not self._has_new_time(text, code)


def _marked(text: str, code: str) -> bool:
    return any(mark in text for mark in MARKS[code])


async def do_offline(team: Team, desk: Desk, deed: Deed, dressed: WindowLanguage) -> Spoken:
    """Do an act without a network, then give it back."""
    case_id = (await team.server.file_case(*deed.before)).case_id
    # What happened before was in another minute.
    team.clock.now += timedelta(minutes=5) + deed.later
    if deed.later:
        await desk.seat.sign_in()
    await desk.seat.sync()
    await desk.open(case_id)
    desk.place.reply.view.head.unfold_letters()
    before = await say(desk, dressed)
    desk.seat.wire.cut = True
    await desk.seat.app.records.submit(case_id, deed.command)
    await until(lambda: bool(desk.place.appeal.state.pending))
    desk.place.reply.view.head.unfold_letters()
    offline = await say(desk, dressed)
    desk.seat.wire.cut = False
    await desk.seat.sync()
    await until(lambda: not desk.place.appeal.state.pending)
    return Spoken(before, offline, await say(desk, dressed), team.clock.now)


async def test_no_sentence_says_what_has_not_happened(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    """All acts, one after the other, each on a case of its own."""
    faults: list[str] = []
    desks: dict[str, Desk] = {}
    for name, deed in DEEDS.items():
        if deed.who.id not in desks:
            desks[deed.who.id] = Desk(await team.seat(deed.who), tmp_path)
            await desks[deed.who.id].enter()
        start = team.clock.now
        spoken = await do_offline(team, desks[deed.who.id], deed, dressed)
        faults += spoken.faults(name, deed)
        team.clock.now = start + timedelta(minutes=10)
    for desk in desks.values():
        await desk.leave()
    assert not faults, "\n".join(faults)


def test_every_act_on_a_case_is_among_them() -> None:
    from_outside = {c.File, c.Accept}
    done = {type(deed.command) for deed in DEEDS.values()} | from_outside
    assert done == {act.command for act in ACTS}
