"""Brings the window into each view that is drawn, and lists all views."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from ui.picture import house_poses, people_poses, policy_poses, settings_poses
from ui.picture.letters import LETTERS
from ui.picture.passwords import PASSWORDS
from ui.picture.scene import SHOES, PictureScene
from ui.picture.sessions import SESSIONS
from ui.picture.weights import WEIGHTS

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

TAIPEI = "demo-s04"

Pose = Callable[[PictureScene], Awaitable["QWidget | None"]]


async def _case(scene: PictureScene) -> None:
    await _written(scene, "240双", "240双")


async def _findings(scene: PictureScene) -> None:
    """The draft has the whole centre, and the caret stands in the pair that does not agree."""
    from ui.activities.cases import CaseAction
    from workstation.bilingual.bead import Side
    from workstation.bilingual.history import CaretPlace

    await _written(scene, "240双", "204双")
    reply = scene.place.reply
    scene.actions.trigger(CaseAction.WIDE_REPLY)
    wrong = next(bead for bead, found in reply.state.open_findings.items() if found)
    reply.view.editors.put_caret(CaretPlace(wrong, Side.ZH, 0))
    await scene.until(lambda: reply.view.editors.place is not None)


async def _clause_picker(scene: PictureScene) -> None:
    """A clause is sought for the letter, and the one under the bar is read."""
    from ui.panes.reply.clauses import ClausePicker

    await _written(scene, "240双", "240双")
    scene.place.reply.clauses.open()
    picker = scene.window.findChild(ClausePicker)
    if isinstance(picker, ClausePicker):
        picker.show_offers(picker.offers, "invoice")
    await scene.until(lambda: isinstance(picker, ClausePicker) and bool(picker.shown()))


async def _traditional(scene: PictureScene) -> None:
    """A letter to Taiwan: half is converted and waits to be read, the rest is not."""
    from ui.activities.cases import CaseAction
    from workstation.server.demo.stories import stories
    from workstation.server.demo.story_case import letter

    await scene.open(TAIPEI)
    text = letter(stories()["S04"], "C1")
    await scene.me.drafts.save(TAIPEI, "C1", text.en, text.zh)
    reply = scene.place.reply
    reply.reload(TAIPEI)
    await scene.until(lambda: reply.state.is_simplified)
    before = reply.view.editors.draft
    reply.conversion.convert()
    await scene.until(lambda: any(bead.converted for bead in reply.state.draft.beads))
    reply.view.editors.put_in(reply.view.editors.draft, before.beads[3:])
    scene.actions.trigger(CaseAction.WIDE_REPLY)
    await scene.until(reply.view.script.isVisible)


async def _preview(scene: PictureScene) -> None:
    """The letter as it arrives, with a fault that still holds it back."""
    await _written(scene, "240双", "204双")
    reply = scene.place.reply
    await scene.until(lambda: reply.state.refused is not None)
    reply.preview.open()
    await scene.until(lambda: True)


async def _written(scene: PictureScene, said: str, written: str) -> None:
    await scene.open(SHOES)
    from workstation.server.demo.stories import stories
    from workstation.server.demo.story_case import letter

    text = letter(stories()["S01"], "M1")
    await scene.me.drafts.save(SHOES, "M1", text.en, text.zh.replace(said, written))
    reply = scene.place.reply
    reply.reload(SHOES)
    await scene.until(lambda: reply.state.text.en != "" and bool(reply.state.open_findings))


async def _queue(scene: PictureScene) -> None:
    from workstation.domain.views import View

    scene.place.queue.choose_view(View.ALL_OPEN)
    await scene.until(lambda: len(scene.place.queue.state.keys) > 12)


async def _selected(scene: PictureScene) -> None:
    """Four cases are selected; one of them is another's, so that not all can be claimed."""
    await _queue(scene)
    queue = scene.place.queue
    await scene.open(SHOES)
    keys = queue.state.keys
    at = keys.index(queue.state.selected or 0)
    for key in keys[at - 5 : at - 1]:
        queue.view.row_ticked.emit(key)
    await scene.until(lambda: len(queue.state.marked) == 4)


async def _refused(scene: PictureScene) -> None:
    """Those four were to be claimed: the rules let some pass."""
    await _selected(scene)
    scene.place.queue.view.marks.claim_pressed.emit()
    await scene.until(lambda: len(scene.place.queue.state.marked) < 4)


async def _decide(scene: PictureScene) -> None:
    from workstation.domain.taxonomy import Verdict

    await scene.open(SHOES)
    place = scene.place
    place.begin_decision()
    place.choose_outcome(2)
    await scene.until(lambda: place.decide.state.composed.outcome is not None)
    case = place.decide.state.case
    if case is not None and case.enforcement is not None:
        place.decide.view.evidence.weighed.emit(case.evidence[0].id, Verdict.SUFFICIENT)
        citation = scene.me.policies.library.cite(case.enforcement.clauses[0])
        if citation is not None:
            place.decide.cite(citation)
    await scene.until(lambda: place.deciding)


async def _policy(scene: PictureScene) -> None:
    from ui.panes.policy.state import VersionSide
    from workstation.domain.policy import ClauseRef

    await scene.open(SHOES)
    scene.place.show_clause(ClauseRef("AUT", "4.1", "2.0"))
    scene.place.policy.view.side_chosen.emit(VersionSide.COMPARE)
    await scene.until(lambda: scene.place.policy.state.no == "4.1")


async def _two_days(scene: PictureScene) -> None:
    """A case about two videos of different days; the policy is read on one of them."""
    await scene.open(TAIPEI)
    await scene.until(lambda: bool(scene.place.policy.state.conducts))


async def _palette(scene: PictureScene) -> None:
    await scene.open(SHOES)
    scene.window.open_palette()
    await scene.until(lambda: True)


async def _note(scene: PictureScene) -> None:
    await scene.open(SHOES)
    from ui.panes.appeal import CaseAct

    scene.place.act(CaseAct.NOTE)
    await scene.until(lambda: scene.place.appeal.state.form is CaseAct.NOTE)


async def _request(scene: PictureScene) -> None:
    """A list for the party, begun yesterday in both languages."""
    from ui.panes.appeal import CaseAct
    from workstation.domain.commands import RequestInformation
    from workstation.domain.taxonomy import State
    from workstation.domain.text import Bilingual

    await scene.open(SHOES)
    other = next(
        row.row.id
        for row in await scene.me.cases.rows(scene.place.queue.state.keys)
        if row.row.id != SHOES and row.row.state is State.IN_REVIEW
    )
    await scene.open(other)
    items = (
        Bilingual("The invoice of the first delivery", "首批货物的发票"),
        Bilingual("The brand's letter to your distributor", "品牌方给经销商的授权书"),
    )
    scene.place.appeal.take_up(other, RequestInformation(party="M1", items=items), "")
    await scene.until(lambda: scene.place.appeal.state.form is CaseAct.REQUEST_INFORMATION)


async def _withdrawal(scene: PictureScene) -> None:
    """The party has taken its request back: how that is known, and in which words."""
    from ui.panes.appeal import CaseAct
    from workstation.domain.commands import Withdraw

    await scene.open(SHOES)
    said = Withdraw(reason="By e-mail, 22 November", word="我们决定不再申诉，谢谢。")
    scene.place.appeal.take_up(SHOES, said, "")
    await scene.until(lambda: scene.place.appeal.state.form is CaseAct.WITHDRAW)


async def _needs_you(scene: PictureScene) -> None:
    """Priya gives a case away while Wei Ling, offline, writes to its party and asks a team."""
    from workstation.domain.commands import Assign, Refer, SendReply
    from workstation.domain.taxonomy import Milestone, Team
    from workstation.domain.text import Bilingual
    from workstation.server.demo.users import LI_NA

    await scene.open(SHOES)
    seen = (await scene.me.cases.case(SHOES)).truth_version
    scene.room.cable.pulled = True
    text = Bilingual(
        "Dear Pebble & Pine team,\n\nThank you for the brand's letter. We are reading it now.",
        "尊敬的Pebble & Pine团队：\n\n感谢贵方提供品牌方授权书，我们正在审核。",
    )
    letter = SendReply(letter="picture", party="M1", milestone=Milestone.REVIEW, text=text)
    await scene.me.records.submit(SHOES, letter, seen=seen)
    question = "Does the brand's letter cover these shoes?"
    await scene.me.records.submit(SHOES, Refer(team=Team.BRAND, question=question, hours=24))
    colleague = await scene.room.colleague()
    await colleague.records.submit(SHOES, Assign(owner=LI_NA, reason="Shift change"))
    await colleague.sync.now()
    scene.room.cable.pulled = False
    await scene.me.sync.now()
    await scene.until(lambda: scene.place.questions.presenter.state.question is not None)


async def _offline(scene: PictureScene) -> None:
    from workstation.domain.commands import AddNote

    await scene.open(SHOES)
    scene.room.cable.pulled = True
    await scene.me.records.submit(
        SHOES, AddNote(text="Called the distributor; they confirm the dates.")
    )
    await scene.me.sync.now()
    await scene.until(lambda: scene.me.sync.status.offline_since is not None)


async def _empty(scene: PictureScene) -> None:
    from workstation.app import Filter

    scene.place.queue.view.narrowed.emit(Filter(text="zzz"))
    await scene.until(lambda: not scene.place.queue.state.keys)


async def _sign_in(scene: PictureScene) -> None:
    from ui.composition.window_session import demo_users
    from ui.shell import SignInState, SignInView

    view = SignInView()
    view.show_state(SignInState(server="https://recourse.example", demo=demo_users()))
    scene.window.open_sign_in(view)
    await scene.until(view.isVisible)


VIEWS: dict[str, Pose] = {
    "case": _case,
    "findings": _findings,
    "clause_picker": _clause_picker,
    "traditional": _traditional,
    "preview": _preview,
    **LETTERS,
    "queue": _queue,
    "selected": _selected,
    "selected_refused": _refused,
    "decide": _decide,
    "policy": _policy,
    "two_days": _two_days,
    "note": _note,
    "request": _request,
    "withdrawal": _withdrawal,
    "palette": _palette,
    "empty": _empty,
    "offline": _offline,
    "needs_you": _needs_you,
    "sign_in": _sign_in,
    **PASSWORDS,
    **WEIGHTS,
    **SESSIONS,
    **house_poses.VIEWS,
    **policy_poses.VIEWS,
    **people_poses.VIEWS,
    **settings_poses.VIEWS,
}

# Who sits there where it is not the specialist of the tour, and who else is at work.
SEATS = {**house_poses.SEATS, **people_poses.SEATS, **policy_poses.SEATS}
