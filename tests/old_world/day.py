"""A day at one workstation that leaves work in every stage, lived by the program of eb3a942.

Runs on that commit only; see `make.py`. Two people share the workstation: Priya in the morning,
Wei Ling for the rest of the day. Everybody else sits at a workstation of their own.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import msgspec

from tests.bench import LINA, PRIYA, SOFIA, Clock, Ids, TestServer, appeal, someone
from tests.journeys.team import Seat
from tests.wire import Wire
from ui.activities.glossary.keeping import BOOK, Written
from ui.activities.glossary.state import TermText
from ui.panes.appeal.presenter import form_key
from ui.panes.appeal.state import Act, Filled, NewEvidence
from ui.panes.decide.presenter import DECISION
from ui.panes.decide.state import Composition, Fate
from workstation.domain import commands as c
from workstation.domain.actor import Actor, system_actor
from workstation.domain.case import Case, Evidence, Finding, Measure, Statement, Weighed
from workstation.domain.gate import LetterOverride, Settled
from workstation.domain.house import DropTerm, LetPass, PutTerm, SetStyle, StopPassing, Term
from workstation.domain.policy import ClauseRef
from workstation.domain.taxonomy import (
    Action,
    EvidenceType,
    Language,
    Milestone,
    Outcome,
    OverturnReason,
    ReopenGround,
    Role,
    Team,
    Verdict,
)
from workstation.domain.text import Bilingual
from workstation.drafting.bead import Bead, BeadOrigin, BeadState, Lock, Side
from workstation.drafting.draft import Draft, RunsOn
from workstation.drafting.draft_form import letter as side_of
from workstation.drafting.draft_form import pairs_of, settled_to_json, to_json
from workstation.drafting.kept_form import form_to_json
from workstation.drafting.shipped import shipped_house
from workstation.drafting.telling import Telling
from workstation.i18n import Money
from workstation.policies import load
from workstation.server.accounts import Passwords
from workstation.server.app import build
from workstation.server.demo.seed import seed
from workstation.server.filing import Filing, Step
from workstation.server.store import Store

MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
GENERATED = 16
FEED = "/api/v1/sync"
# A specialist who looks after the house's terms too, as in a small office.
WEI = someone("wei.ling", Role.SPECIALIST, Role.POLICY, teams=frozenset({Team.POLICY}))
GONE = someone("old.hand", Role.SPECIALIST)
HOLD = timedelta(seconds=10)
# What a database, a codec or a line of JSON could trip over.
ODD = Bilingual(
    "One line\nand the next — “quoted”, 'single', back\\slash, %s, {x}, <b>&amp;, "
    "cafe\u0301, 🧑\u200d🏫, \u200fשלום\u200e, a line\u2028separator\tand a tab",
    "「引號」與繁體：𠮷野家、ﾊﾝｶｸ、全角ＡＢＣ；\n第二行，末尾有空格 ",
)


class Cable(Wire):
    """A cable on which, besides, some addresses cannot be reached, or no answer comes back."""

    unreachable: frozenset[str] = frozenset()
    deaf = False

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.path in self.unreachable:
            raise httpx.ConnectError("no way there", request=request)
        if self.deaf:
            self.losing = 1
        return await super().handle_async_request(request)


class OldServer(TestServer):
    """The server of that commit, with tokens in a row."""

    async def up(self) -> None:
        self.store = await Store.open(
            self.url,
            clock=self.clock,
            new_id=self.new_id,
            token=Ids("token"),
            passwords=Passwords(cheap=True),
        )
        self.app = build(self.store)

    def cable(self) -> Cable:
        cable = Cable(self.app)
        self._wires.append(cable)
        return cable


@dataclass
class Day:
    """The server, the shared workstation in `folder`/profile, and the colleagues' own."""

    server: OldServer
    clock: Clock
    folder: Path
    seats: list[Seat] = field(default_factory=list)
    numbers: Any = field(default_factory=lambda: count(101))

    async def seat(self, actor: Actor, name: str, *, sign_in: bool = True) -> Seat:
        seat = Seat(
            actor,
            self.folder / name,
            self.server.cable(),
            self.clock,
            Ids(f"{actor.id}-{name}"),
            random.Random(7),
        )
        await seat.start()
        self.seats.append(seat)
        if sign_in:
            await seat.sign_in()
            await seat.sync()
        return seat

    def later(self, **span: float) -> None:
        self.clock.advance(**span)

    async def lay(self, id_: str, *steps: tuple[float, Actor, c.Command], **changes: Any) -> None:
        """A case that was filed two days ago, and what was done so many hours ago."""
        hours = changes.pop("hours", 48)
        notice = changes.pop("notice", 9)
        filed = self.clock() - timedelta(hours=hours)
        base = appeal(next(self.numbers), id=id_, filed_at=filed, **changes)
        assert base.enforcement is not None
        opening = replace(
            base,
            title=Bilingual(f"{base.title.en}, {id_}", f"{base.title.zh}，{id_}"),
            enforcement=replace(
                base.enforcement, notice_on=(filed - timedelta(days=notice)).date()
            ),
            statements=(
                Statement(text=f"{id_}: the photo is ours.", language=Language.EN, at=filed),
            ),
            evidence=(replace(base.evidence[0], received_at=filed),),
        )
        told = [
            Step(command, actor, self.clock() - timedelta(hours=ago))
            for ago, actor, command in steps
        ]
        await self.server.store.file([Filing(opening, system_actor(), filed, tuple(told))])


def claimed(by: Actor = WEI, ago: float = 20) -> tuple[float, Actor, c.Command]:
    """The step that most cases begin with."""
    return ago, by, c.Claim()


def decision(
    case: Case | None = None,
    *,
    en: str = "The photo shows the tray.",
    zh: str = "照片显示的就是该置物架。",
    outcome: Outcome = Outcome.UPHELD,
    measures: Sequence[Measure] = (),
) -> Finding:
    """A decision that is legal for the cases of this day."""
    citation = load().cite(ClauseRef("LST", "2.4", "2.0"))
    assert citation is not None
    assert case is None or case.enforcement is not None
    held = tuple(measures) or (case or appeal()).enforcement.measures  # type: ignore[union-attr]
    overturned = outcome is Outcome.OVERTURNED
    return Finding(
        outcome=outcome,
        citations=(citation,),
        weighed=(Weighed(evidence="E1", verdict=Verdict.SUFFICIENT),),
        rationale=Bilingual(en, zh),
        reason=OverturnReason.NEW_EVIDENCE if overturned else None,
        lifted=held if overturned else (),
        kept=() if overturned else held,
    )


def letter(
    id_: str, en: str, zh: str, milestone: Milestone = Milestone.REVIEW, **more: Any
) -> c.SendReply:
    """A letter to the merchant."""
    return c.SendReply(letter=id_, party="M1", milestone=milestone, text=Bilingual(en, zh), **more)


UPHELD = letter(
    "told", "We have upheld the decision.", "我们维持原决定。", milestone=Milestone.DECIDED
)
_LARGE = (Measure(action=Action.FUNDS_HELD, money=Money(Decimal(20_000), "SGD")),)


def _proposed(by: Actor) -> c.Decide:
    """Releases so much that a second person has to sign."""
    return c.Decide(
        finding=decision(
            en=f"{by.name} proposes to release all of it.",
            zh=f"{by.name}提议全部解冻。",
            outcome=Outcome.OVERTURNED,
            measures=_LARGE,
        )
    )


def _large() -> dict[str, Any]:
    enforcement = appeal().enforcement
    assert enforcement is not None
    return {"enforcement": replace(enforcement, measures=_LARGE)}


async def lay_cases(day: Day) -> None:
    """The office on Monday morning."""
    await seed(day.server.store, GENERATED, day.clock())
    for actor in (WEI, GONE):
        await day.server.user(actor)
    mine = (
        "notes whole letter passed release ask refer withdraw drafts twin form old-letter"
        " late-decision proxy covering heard heard-decision unheard unheard-ask held edited"
        " undone queued-decision"
    )
    for name in mine.split():
        await day.lay(name, claimed())
    for name in ("far", "far-draft"):
        # Not his own: what one owns stays in sight, whatever the queue.
        await day.lay(name, claimed(LINA), queue="eu-commerce", market="DE")
    for name in (
        "claim claim-late dropped redone held-claim open-1 open-2 covering-claim priya-assign"
        " priya-gone priya-notes"
    ).split():
        await day.lay(name)
    await _lay_later_states(day)


async def _lay_later_states(day: Day) -> None:
    item = Bilingual("The invoice of the maker.", "生产商的发票。")
    ask = c.RequestInformation(party="M1", items=(item,))
    await day.lay("answer", claimed(), (19, WEI, ask))
    await day.lay("extend", claimed(), (19, WEI, ask))
    await day.lay("on-file", claimed(ago=220), (210, WEI, ask), hours=230)
    due = day.clock() + timedelta(days=2)
    question = c.Refer(team=Team.POLICY, question="Is a tray a toy?", due_at=due)
    await day.lay("referral", claimed(LINA), (19, LINA, question))
    reply = c.RecordAnswer(text="The policy team says that it is not.")
    await day.lay("answered", claimed(LINA), (19, LINA, question), (18, SOFIA, reply))
    for name in ("agree", "return", "priya-return"):
        await day.lay(name, claimed(LINA), (19, LINA, _proposed(LINA)), **_large())
    back = c.Return(reason="Say which invoice it was.")
    await day.lay("returned", claimed(), (19, WEI, _proposed(WEI)), (18, PRIYA, back), **_large())
    upheld = c.Decide(finding=decision())
    overturned = c.Decide(finding=decision(outcome=Outcome.OVERTURNED))
    await day.lay("action", claimed(), (19, WEI, overturned))
    for name, by in (("late-letter", WEI), ("priya-reopen", LINA)):
        told = replace(UPHELD, letter=f"{name}-told")
        await day.lay(name, claimed(by), (19, by, upheld), (18, by, told))
    old = {"hours": 600}
    for name in ("close", "reopen"):
        told = replace(UPHELD, letter=f"{name}-told")
        await day.lay(name, claimed(ago=590), (580, WEI, upheld), (579, WEI, told), **old)
    await day.lay("accept", notice=36)
    cause = c.Accept(cause="The post was on strike.")
    await day.lay("accepted", (20, PRIYA, cause), notice=36)


async def priyas_morning(day: Day) -> None:
    """The supervisor works at the machine first, and leaves before it is all sent."""
    priya = await day.seat(PRIYA, "profile")
    give, wire = priya.app.give, priya.wire
    assert isinstance(wire, Cable)
    wire.cut = True
    await give("priya-gone", c.Assign(owner=GONE, reason="He knows the shop."))
    await day.server.store.people.revoke(GONE.id)
    wire.cut = False
    await priya.sync()
    assert len(await priya.app.questions()) == 1
    wire.deaf = True
    await give("priya-notes", c.AddNote(text="Priya's note that arrived unanswered."))
    await priya.app.sync_now()
    wire.deaf, wire.losing, wire.cut = False, 0, True
    day.later(minutes=20)
    await give("priya-return", c.Return(reason="The rationale does not name the clause."))
    await priya.app.sync_now()
    await priya.app.change_house(LetPass("seller=卖方", "The contract says so."))
    await priya.app.sync_now()
    day.later(minutes=10)
    await give("priya-assign", c.Assign(owner=LINA, reason="She reads the label."))
    reopen = c.Reopen(ground=ReopenGround.OWN_ERROR, reason="We read the wrong photo.")
    await give("priya-reopen", reopen)
    await give("open-1", c.AddNote(text="Priya held this one."), hold=HOLD)
    await priya.app.save_draft(
        "priya-reopen", "M1", "Priya's half of a letter", "普里娅写了一半的信"
    )
    # She leaves without signing out: her colleague signs in over her.
    wire.cut = False
    day.later(minutes=5)


async def wei_sits_down(day: Day) -> Seat:
    """Wei Ling takes over the machine: Priya's cache is put beside."""
    (seat,) = [each for each in day.seats if each.profile.name == "profile"]
    seat.actor = WEI
    await seat.sign_in()
    await seat.sync()
    return seat


async def weis_day(day: Day, wei: Seat) -> None:
    """Everything that Wei Ling does until the evening."""
    lina = await day.seat(LINA, "li.na")
    sofia = await day.seat(SOFIA, "sofia.lind")
    priya = await day.seat(PRIYA, "priya.nair")
    colleagues = (lina, priya, sofia)
    await _morning(day, wei)
    await _cut_off(day, wei, colleagues)
    await _answers(day, wei)
    await _applied_unseen(day, wei)
    await _sent_unanswered(day, wei)
    await _written_last(day, wei)
    await _drafts(day, wei)
    await _held(day, wei)


async def _morning(day: Day, wei: Seat) -> None:
    """With a good network: applied, seen, acknowledged."""
    app = wei.app
    await app.give("notes", c.AddNote(text="Wei's note of the morning, long taken in."))
    await app.change_house(LetPass("marketplace=市集", "The brand's own word."))
    await app.change_house(LetPass("shop=商铺", "In the name of the shop."))
    await wei.sync()
    await wei.sync()
    day.later(minutes=30)


async def _cut_off(day: Day, wei: Seat, colleagues: Sequence[Seat]) -> None:
    """Without a network, while the others go on: what becomes questions."""
    lina, priya, sofia = colleagues
    wei.wire.cut = True
    app = wei.app
    await app.save_draft("far-draft", "M1", "A draft of a case far away", "远处案件的草稿")
    await app.give(
        "late-decision",
        c.Decide(
            finding=decision(
                en="Wei decides what is Li Na's by then.",
                zh="玲决定的案件此时已归李娜。",
                outcome=Outcome.OVERTURNED,
            )
        ),
        then=(
            c.RecordAction(reference="SRC-LATE"),
            letter(
                "late-decision-told",
                "We have overturned the decision. Wei wrote this one.",
                "我们撤销了原决定。这一封是玲写的。",
                milestone=Milestone.DECIDED,
            ),
        ),
    )
    await app.give("late-decision", c.AddNote(text="Wei's note behind the late decision."))
    late = c.AddNote(text="Wei's note that follows the late claim.")
    await app.give("claim-late", c.Claim(), then=(late,))
    await app.give("dropped", c.Claim(), then=(c.AddNote(text="Given up with the claim."),))
    await app.give("redone", c.Claim(), then=(c.AddNote(text="Wei's note, given twice."),))
    for name in ("old-letter", "edited"):
        said = letter(
            f"{name}-letter",
            f"We have received your appeal about the {name} tray.",
            f"我们已收到您关于{name}置物架的申诉。",
        )
        await app.give(name, said)
    await app.give(
        "late-letter",
        letter("late-letter-2", "We add that the tray may be sold.", "补充说明：置物架可以销售。"),
    )
    far = c.AddNote(text="Wei's note that follows into the far case.")
    await app.give("far", c.AddNote(text="Wei's note on a far case."), then=(far,))
    await app.give("far", c.AddNote(text="Wei's last note on the far case."))
    filed = await _filed_twice(day)
    await app.give(filed.id, c.File(opening=filed))
    term = _appeal_term()
    await app.change_house(PutTerm(replace(term, note="Wei's note on the term."), 1))
    await app.change_house(PutTerm(replace(term, note="Wei's second note on the term."), 2))
    day.later(minutes=30)
    for name in ("claim-late", "dropped", "redone"):
        await lina.app.give(name, c.Claim())
    for name in ("late-decision",):
        await priya.app.give(name, c.Assign(owner=LINA, reason="Wei Ling cannot be reached."))
    await priya.app.give(
        "late-letter",
        letter("late-letter-1", "The points have been taken off.", "扣分已撤销。"),
    )
    renamed = replace(term, zh_hans="复议", zh_hant="", forbidden_zh=("申诉", "上诉"))
    await sofia.app.change_house(PutTerm(renamed, 1))
    for seat in colleagues:
        await seat.sync()
    await day.server.store.people.change(replace(WEI, queues=WEI.queues - {"eu-commerce"}))
    wei.wire.cut = False
    await wei.sync()
    await lina.app.give("redone", c.Release(reason="Wei had begun with it."))
    await lina.sync()
    await wei.sync()


async def _filed_twice(day: Day) -> Case:
    """A request that Wei Ling types in, and that came by itself meanwhile."""
    base = appeal(next(day.numbers), id="filed-twice", filed_at=day.clock())
    assert base.enforcement is not None
    opening = replace(
        base,
        enforcement=replace(base.enforcement, notice_on=date(2026, 11, 12)),
        statements=(Statement(text="Wei typed this in.", language=Language.EN, at=day.clock()),),
        evidence=(replace(base.evidence[0], received_at=day.clock()),),
    )
    other = replace(opening, id="filed-once")
    await day.server.store.file([Filing(other, system_actor(), day.clock())])
    return opening


def _appeal_term() -> Term:
    return shipped_house().terms[0]


async def _answers(day: Day, wei: Seat) -> None:
    """Some of the questions are answered; one more is asked by a proxy on the way."""
    asked = {each.case_id: each for each in await wei.app.questions()}
    assert set(asked) == {
        "late-decision",
        "claim-late",
        "dropped",
        "redone",
        "old-letter",
        "edited",
        "late-letter",
        "far",
        "filed-twice",
    }, sorted(asked)
    await wei.app.drop(asked["dropped"].command_id)
    await wei.app.edit(asked["edited"].command_id)
    await wei.app.redo(asked["redone"].command_id)
    await wei.sync()
    await wei.app.give("proxy", c.AddNote(text="Wei's note that a proxy sent back."))
    wei.wire.answering = [httpx.Response(413, content=b"<html>too large</html>")]
    await wei.sync()
    assert len(await wei.app.questions()) == 7
    day.later(minutes=30)


async def _applied_unseen(day: Day, wei: Seat) -> None:
    """Taken in and answered, but the feed that shows it does not come through."""
    wire, app = wei.wire, wei.app
    assert isinstance(wire, Cable)
    wire.unreachable = frozenset({FEED})
    await app.give("covering", c.AddNote(text="Wei's note that is applied and not seen."))
    await app.give("covering-claim", c.Claim())
    await app.change_house(LetPass("tray=托盘", "Applied and not seen."))
    await app.sync_now()
    wire.unreachable = frozenset()
    day.later(minutes=20)


async def _sent_unanswered(day: Day, wei: Seat) -> None:
    """First what arrives and is not answered, then what never arrives, then an edit."""
    wire, app = wei.wire, wei.app
    assert isinstance(wire, Cable)
    wire.deaf = True
    await app.give("heard", c.AddNote(text="Wei's note that arrived unanswered."))
    upheld = decision(en="Wei's decision that arrived.", zh="玲已送达的决定。")
    await app.give("heard-decision", c.Decide(finding=upheld))
    await app.sync_now()
    wire.deaf, wire.losing, wire.cut = False, 0, True
    day.later(minutes=20)
    await app.give("unheard", c.AddNote(text="Wei's note that never arrived."))
    item = Bilingual("Wei asks for the label.", "玲要求提供标签。")
    await app.give("unheard-ask", c.RequestInformation(party="M1", items=(item,)))
    await app.sync_now()
    wire.cut, wire.deaf = False, True
    term = Term(id="", en="bath tray", zh_hans="浴缸置物架", note="Wei's term that arrived.")
    await app.change_house(PutTerm(term, 0))
    await app.sync_now()
    wire.deaf, wire.losing, wire.cut = False, 0, True
    day.later(minutes=20)


async def _written_last(day: Day, wei: Seat) -> None:
    """Given without a network, and not tried once: one of each kind that there is."""
    give = wei.app.give
    await give("notes", c.AddNote(text=f"Wei's queued note. {ODD.en}"))
    await give("notes", c.AddNote(text=f"玲排队的备注。{ODD.zh}"))
    await give("heard-decision", c.AddNote(text="Wei's note after the decision that arrived."))
    opening = replace(await _typed_in(day), title=Bilingual("A tray typed in", "录入的置物架"))
    await give(opening.id, c.File(opening=opening))
    await give(opening.id, c.Claim())
    await give("claim", c.Claim())
    await give("release", c.Release(reason="Wei goes on leave."))
    due = day.clock() + timedelta(days=2)
    refer = c.Refer(team=Team.LEGAL, question="Wei asks: is this a trade mark?", due_at=due)
    await give("refer", refer)
    await give("withdraw", c.Withdraw(reason="The shop told Wei that it gives up."))
    await give("accept", c.Accept(cause="Wei heard that the owner was in hospital."))
    items = (
        Bilingual("Wei needs the invoice.", "玲需要发票。"),
        Bilingual("Wei needs the label too.", "玲还需要标签。"),
    )
    await give("ask", c.RequestInformation(party="M1", items=items))
    more = (Bilingual("Wei needs the second page.", "玲需要第二页。"),)
    await give("extend", c.RequestInformation(party="M1", items=more, extension=True))
    evidence = Evidence(
        id="E2",
        type=EvidenceType.PRODUCT_PHOTO,
        source="M1",
        file="wei.pdf",
        summary=Bilingual("What Wei was handed.", "玲收到的材料。"),
        received_at=day.clock(),
    )
    await give(
        "answer", c.RecordAnswer(text="The shop told Wei on the phone.", evidence=(evidence,))
    )
    await give("referral", c.RecordAnswer(text="Wei says for the policy team: it is not."))
    await give("on-file", c.DecideOnFile())
    await give("agree", c.Agree())
    await give("return", c.Return(reason="Wei misses the invoice."))
    await give("action", c.RecordAction(reference="SRC-WEI-1"))
    await give("close", c.Close())
    await give("reopen", c.Reopen(ground=ReopenGround.COURT, reason="Wei got the ruling."))
    await _decided_last(wei)
    await _letters_last(wei)
    await _house_last(wei)


async def _typed_in(day: Day) -> Case:
    base = appeal(next(day.numbers), id="typed-in", filed_at=day.clock())
    assert base.enforcement is not None
    return replace(
        base,
        enforcement=replace(base.enforcement, notice_on=date(2026, 11, 12)),
        statements=(
            Statement(text="Wei typed the tray in.", language=Language.EN, at=day.clock()),
        ),
        evidence=(replace(base.evidence[0], received_at=day.clock()),),
    )


async def _decided_last(wei: Seat) -> None:
    """A decision alone, and one with all that follows from it."""
    alone = decision(en="Wei's queued decision.", zh="玲排队的决定。")
    await wei.app.give("queued-decision", c.Decide(finding=alone))
    whole = decision(
        en="Wei decides the whole case.", zh="玲办结整个案件。", outcome=Outcome.OVERTURNED
    )
    told = letter(
        "whole-told",
        "We have overturned the decision. Wei tells the whole case.",
        "我们撤销了原决定。玲告知整个案件。",
        milestone=Milestone.DECIDED,
    )
    then = (c.RecordAction(reference="SRC-WEI-2"), told)
    await wei.app.give("whole", c.Decide(finding=whole), then=then)


async def _letters_last(wei: Seat) -> None:
    """A letter written pair by pair, and one with a finding that was let pass."""
    twin = Draft(
        (
            Bead("b1", "Wei looks at the photo.", "玲正在查看照片。", BeadState.CONFIRMED),
            Bead("b2", "Wei will write again.", "玲会再写信给您。", BeadState.CONFIRMED),
        ),
        frozenset({RunsOn("b2")}),
    )
    text = Bilingual(side_of(twin, Side.EN), side_of(twin, Side.ZH))
    await wei.app.save_draft("letter", "M1", text.en, text.zh, beads=to_json(twin))
    said = letter("letter-1", text.en, text.zh, beads=pairs_of(twin), first=Language.ZH)
    await wei.app.give("letter", said)
    assert not (await wei.app.draft("letter", "M1")).revision
    words = Bilingual("Wei has your appeal here.", "玲已收到您的申诉。")
    found = await wei.app.examine("passed", "M1", words)
    reasons = tuple(
        LetterOverride(each.key, each.check.value, "Wei: the shop writes it so.")
        for each in found[:1]
    )
    seen = tuple(each.key for each in found)
    assert reasons, found
    said = letter("passed-1", words.en, words.zh, overrides=reasons, seen=seen)
    await wei.app.give("passed", said)


async def _house_last(wei: Seat) -> None:
    """Edits of the book behind the one that was sent: each kind, and one over another."""
    app = wei.app
    house = app.house
    await app.change_house(LetPass("order=订购", "Wei: as the bank writes it."))
    await app.change_house(LetPass("order=订购", "Wei: and as the post writes it."))
    await app.change_house(StopPassing("shop=商铺"))
    style = replace(house.style, max_en_words=33)
    await app.change_house(SetStyle(style, house.style_revision))
    second, third = house.terms[1], house.terms[2]
    await app.change_house(PutTerm(replace(second, note=f"Wei: {ODD.zh.strip()}"), second.revision))
    await app.change_house(DropTerm(third.id, third.revision, "Wei: nobody writes it."))


async def _drafts(day: Day, wei: Seat) -> None:
    """What is written and not given, under every key that the panes use."""
    app = wei.app
    save = app.save_draft
    await save("drafts", "M1", "Wei's first words.", "")
    day.later(minutes=1)
    await save("drafts", "M1", f"Wei's plain letter.\n\n{ODD.en}", f"玲的普通信件。{ODD.zh}")
    await save("ask", "M1", "", "玲只写了中文")
    await save("refer", "M1", "\n".join(f"Wei's line {n} of a long one." for n in range(80)), "")
    twin = _twin()
    settled = Settled(
        (LetterOverride("k1", "term", "Wei: the name of the shop."),), frozenset({"k2", "k3"})
    )
    await save(
        "twin",
        "M1",
        side_of(twin, Side.EN),
        side_of(twin, Side.ZH),
        beads=to_json(twin),
        settled=settled_to_json(settled),
        form=form_to_json(Telling(Milestone.DELAY, Milestone.REVIEW)),
    )
    await _form_drafts(day, wei)
    text = TermText(en="Wei's unsaved term", zh_hans="玲未保存的术语", note="Wei wrote it at 5.")
    for key, over in (("new", 0), (_appeal_term().id, 2)):
        form = msgspec.json.encode(Written(text, over)).decode()
        await save(BOOK, key, "", "", form=form)


def _twin() -> Draft:
    clause = load().clause(ClauseRef("LST", "2.4", "2.0"))
    assert clause is not None
    return Draft(
        (
            Bead("b1", "Wei's twin begins.", "玲的对照信开头。", BeadState.CONFIRMED),
            Bead("b2", "It runs on.", "接着写。", BeadState.PENDING, converted=True),
            Bead(
                "b3",
                clause.text.en,
                clause.text.zh,
                origin=BeadOrigin.CLAUSE,
                lock=Lock("LST 2.4", "2.0"),
            ),
            Bead("b4", "Wei left the other side empty.", "", origin=BeadOrigin.TEMPLATE),
        ),
        frozenset({RunsOn("b2")}),
    )


async def _form_drafts(day: Day, wei: Seat) -> None:
    """A decision half composed, in today's form and in that of before, and the forms of acts."""
    save = wei.app.save_draft
    made = decision(await wei.case("form"), outcome=Outcome.OVERTURNED)
    composed = Composition(
        outcome=made.outcome,
        reason=made.reason,
        verdicts=(("E1", Verdict.SUFFICIENT),),
        fates=(Fate.LIFTED,),
        citations=made.citations,
        route=Bilingual("Wei would send them to the court.", "玲建议向法院起诉。"),
    )
    why = Bilingual("Wei's reasons so far.", "玲目前的理由。")
    await save("form", DECISION, why.en, why.zh, form=form_to_json(composed))
    await save("accept", f"{DECISION}:route", "Wei's route of last year.", "玲去年写的途径。")
    new = NewEvidence(
        type=EvidenceType.PRODUCT_PHOTO,
        file="new.jpg",
        summary=Bilingual("Wei has not recorded it yet.", "玲尚未登记。"),
    )
    forms = {
        Act.NOTE: Filled(text="Wei's note in the form."),
        Act.REFER: Filled(text="Wei's question in the form.", choice="LEGAL", hours=48),
        Act.RECORD_ANSWER: Filled(text="Wei's answer in the form.", evidence=(new,)),
        Act.REQUEST_INFORMATION: Filled(
            items=(Bilingual("Wei's item in the form.", "玲在表单中的材料。"),)
        ),
        Act.RECORD_ACTION: Filled(text="SRC-FORM", more="SOR-FORM"),
    }
    for act, filled in forms.items():
        chosen = form_to_json(replace(filled, text=""))
        await save("form", form_key(act), filled.text, "", form=chosen)


async def _held(day: Day, wei: Seat) -> None:
    """The last ten seconds: one letter taken back, and three acts that could still be."""
    app = wei.app
    await app.save_draft("undone", "M1", "Wei had begun this.", "玲已开始写。")
    back = letter("undone-1", "Wei took this letter back.", "玲撤回了这封信。")
    assert await app.undo(await app.give("undone", back, hold=HOLD))
    day.later(seconds=1)
    said = letter("held-1", "Wei's letter is held.", "玲的信稍后寄出。")
    await app.save_draft("held", "M1", said.text.en, said.text.zh)
    await app.give("held", said, hold=HOLD)
    await app.give("held-claim", c.Claim(), hold=HOLD, then=(c.AddNote(text="Wei's held note."),))
    await app.give("open-2", c.AddNote(text="Wei's note, held alone."), hold=HOLD)
    day.later(seconds=2)


async def killed(clock: Clock, wei: Seat) -> None:
    """In the evening, in a copy of the profile: written, and then the power goes."""
    app = wei.app
    await app.save_draft("drafts", "M1", "Wei's letter, newer in the journal.", "日志中更新的信。")
    await app.save_draft("open-1", "M1", "Wei's draft of the evening.", "玲晚上的草稿。")
    await app.clear_draft("ask", "M1")
    await app.give("notes", c.AddNote(text="Wei's note of the evening."))
    await app.give("open-1", c.Claim(), then=(c.AddNote(text="Wei's note after the claim."),))
    await app.change_house(LetPass("label=标贴", "Wei: in the evening."))
    clock.advance(seconds=3)
    await app.give("drafts", c.AddNote(text="Wei's held note of the evening."), hold=HOLD)
    clock.advance(seconds=2)
