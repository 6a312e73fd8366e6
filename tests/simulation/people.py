"""What the people of a simulation do, through the verbs of their workstations."""

import random
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta

from tests.journeys.team import finding, reply
from tests.simulation.promises import Fate, Given, Promises, Shape
from tests.simulation.seat import Seat
from workstation.app import Question
from workstation.app.open_profile import NobodySignedIn
from workstation.domain.actor import Actor
from workstation.domain.case import Case
from workstation.domain.commands import (
    AddNote,
    Agree,
    Assign,
    Claim,
    Decide,
    RecordAction,
    RecordAnswer,
    Refer,
    Release,
    Reopen,
    Return,
    SendReply,
    Withdraw,
)
from workstation.domain.glossary.acts import GlossaryChange, LetPass, StopPassing
from workstation.domain.problem import Refused
from workstation.domain.record import Command
from workstation.domain.taxonomy import Outcome, ReopenGround, Role, State, Team
from workstation.domain.text import Bilingual
from workstation.wire.codec import encode

PARTY = "M1"
HOLD = timedelta(seconds=10)
# A verb that is not legal now, or about what is out of sight: people meet that every day.
NOT_NOW = (Refused, KeyError, NobodySignedIn)


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose turn it is, and about which case. `n` makes what is written unique."""

    seat: Seat
    case_id: str
    n: int
    chance: random.Random
    promises: Promises
    colleagues: Sequence[Actor]
    midway: bool = False


async def note(turn: Turn) -> None:
    """Leave a remark."""
    await _give(turn, AddNote(text=f"n{turn.n}."))


async def hold(turn: Turn) -> None:
    """Leave one that can be taken back for a while."""
    await _give(turn, AddNote(text=f"n{turn.n}."), held=True)


async def work(turn: Turn) -> None:
    """Do what the case asks for, if anything of it is legal."""
    try:
        case = (await turn.seat.app.cases.case(turn.case_id)).case
    except NOT_NOW:
        return
    me = turn.seat.app.session.me
    wishes = _wishes(turn, case) if me is not None else []
    turn.chance.shuffle(wishes)
    for command in wishes[:4]:
        if isinstance(command, SendReply):
            await _draft_letter(turn, command)
        then = _then(turn, command)
        if await _give(turn, command, then=then, held=turn.chance.random() < 0.1):
            return


def _wishes(turn: Turn, case: Case) -> list[Command]:
    word, chance = f"w{turn.n}.", turn.chance
    supervises = turn.seat.actor.may(Role.SUPERVISOR)
    due = turn.seat.clock() + timedelta(days=2)
    match case.state:
        case State.IN_REVIEW:
            outcome = chance.choice((Outcome.UPHELD, Outcome.OVERTURNED))
            why = Bilingual(f"The photo shows it: {word}", f"照片显示的就是该商品：{word}")
            made = replace(finding(case, outcome), rationale=why)
            wishes: list[Command] = [
                Decide(finding=made),
                Refer(team=Team.POLICY, question=word, due_at=due),
                Release(reason=word),
                Withdraw(reason=word, word=word),
            ]
        case State.REFERRED:
            wishes = [RecordAnswer(text=word)] * 2
        case State.SECOND_REVIEW:
            wishes = [Agree(), Return(reason=word)]
        case State.DECIDED | State.ACTIONED:
            wishes = [RecordAction(reference=word), reply(f"letter-{turn.n}")] * 2
        case State.NOTIFIED | State.CLOSED:
            wishes = [Reopen(ground=ReopenGround.OWN_ERROR, reason=word)]
        case _:
            wishes = []
    if supervises:
        wishes.append(Assign(owner=chance.choice(turn.colleagues), reason=word))
    if case.owner is None:
        wishes += [Claim()] * 3
    return wishes


def _then(turn: Turn, command: Command) -> tuple[Command, ...]:
    """What goes along with a decision, at times."""
    if isinstance(command, Decide) and turn.chance.random() < 0.5:
        return RecordAction(reference=f"a{turn.n}."), reply(f"letter-{turn.n}")
    return ()


async def _draft_letter(turn: Turn, letter: SendReply) -> None:
    """Most letters were a draft before; it goes with them."""
    drafts = turn.promises.words(turn.seat, turn.case_id, PARTY)
    if not drafts and turn.chance.random() < 0.5:
        with suppress(*NOT_NOW):
            text = letter.text
            await turn.seat.app.drafts.save(turn.case_id, PARTY, text.en, text.zh)


async def _give(
    turn: Turn, command: Command, *, then: Sequence[Command] = (), held: bool = False
) -> bool:
    seat, promises = turn.seat, turn.promises
    commands = (command, *then)
    fresh = _Fresh(turn, commands)
    try:
        id_ = await seat.app.records.submit(
            turn.case_id, command, hold=HOLD if held else timedelta(0), then=then
        )
    except NOT_NOW:
        promises.maybe -= fresh.marks
        return False
    await fresh.remember(id_)
    return True


class _Fresh:
    """Commands that are being given: the workstation takes ids for them in a row."""

    def __init__(self, turn: Turn, commands: Sequence[Command], *, redone: str = "") -> None:
        self._turn = turn
        self._case_id = redone or turn.case_id
        self._commands = commands
        standing = _standing(turn.seat)
        self._given = [
            Given(
                id="",
                seat=turn.seat.name,
                person=turn.seat.actor.id,
                case_id=self._case_id,
                command=command,
                n=turn.n,
                life=turn.seat.life,
                redone=bool(redone),
                standing=standing,
            )
            for command in commands
        ]
        self.marks = {each.mark for each in self._given if each.mark}
        turn.promises.maybe |= self.marks

    async def remember(self, first: str) -> None:
        """They were taken; this is the id of the first."""
        names = self._turn.seat.names.given
        at = names.index(first)
        ids = names[at : at + len(self._commands)]
        for given, id_ in zip(self._given, ids, strict=True):
            given.id, given.chain = id_, ids[0]
            self._turn.promises.give(given)
        with suppress(*NOT_NOW):
            await self._shape()

    async def _shape(self) -> None:
        opened = await self._turn.seat.app.cases.case(self._case_id)
        pending = [each for each in opened.pending if each.refused is None]
        ids = [each.id for each in pending]
        for given in self._given:
            if given.id in ids:
                given.base = opened.truth_version
                given.over = tuple(ids[: ids.index(given.id) + 1])
        last = self._given[-1]
        if ids and ids[-1] == last.id:
            last.shape = Shape.of(opened.case)


def _standing(seat: Seat) -> str:
    """What decides besides the case: who they are, and the glossary."""
    me = seat.app.session.me
    return standing_of(me, seat.app.glossary.current.version) if me is not None else ""


def standing_of(actor: Actor, glossary: int) -> str:
    """The same on either end."""
    return f"{glossary} {encode(actor).decode()}"


async def undo(turn: Turn) -> None:
    """Take back what can be taken back."""
    held = turn.seat.app.records.held()
    if not held:
        return
    chosen = turn.chance.choice(held)
    ids = turn.promises.chain(chosen.command_id)
    turn.promises.settle(ids, Fate.UNSURE)
    gone = await turn.seat.app.records.undo(chosen.command_id)
    turn.promises.settle(ids, Fate.UNDONE if gone else Fate.GIVEN)


async def draft(turn: Turn) -> None:
    """Type a word more."""
    word = f"d{turn.n}."
    try:
        before = await turn.seat.app.drafts.read(turn.case_id, PARTY)
        await turn.seat.app.drafts.save(
            turn.case_id, PARTY, f"{before.en} {word}", f"{before.zh} {word}"
        )
    except NOT_NOW:
        return
    turn.promises.words(turn.seat, turn.case_id, PARTY).append(word)


async def throw_away(turn: Turn) -> None:
    """A draft is not wanted any more."""
    turn.promises.words(turn.seat, turn.case_id, PARTY).clear()
    with suppress(*NOT_NOW):
        await turn.seat.app.drafts.clear(turn.case_id, PARTY)


async def read(turn: Turn) -> None:
    """Look at a case."""
    with suppress(*NOT_NOW):
        await turn.seat.app.lists.mark_read(turn.case_id)


async def answer(turn: Turn) -> None:
    """Answer what asks, one way or another."""
    try:
        questions = await turn.seat.app.questions.asked()
    except NOT_NOW:
        return
    for question in questions:
        way = turn.chance.choice((_redo, _redo, _drop, _edit))
        await way(turn, question)


async def drop_all(turn: Turn) -> None:
    """Give up whatever asks."""
    for question in await turn.seat.app.questions.asked():
        await _drop(turn, question)


async def _drop(turn: Turn, question: Question) -> None:
    await _settle(turn, question, turn.seat.app.questions.drop)


async def _edit(turn: Turn, question: Question) -> None:
    await _settle(turn, question, turn.seat.app.questions.edit)


async def _settle(turn: Turn, question: Question, verb: Callable[[str], Awaitable[object]]) -> None:
    ids = await _asked_with(turn, question)
    turn.promises.settle(ids, Fate.UNSURE)
    try:
        await verb(question.command_id)
    except KeyError:
        # They have answered it just now: whichever way, that stands.
        return
    except NOT_NOW:
        turn.promises.settle(ids, Fate.GIVEN)
        return
    turn.promises.settle(turn.promises.chain(question.command_id), Fate.ANSWERED)


async def _asked_with(turn: Turn, question: Question) -> list[str]:
    """The command of a question, and what is said to go with it: of a case that was out of sight
    when it was asked, all that waits."""
    ids = turn.promises.chain(question.command_id)
    if question.now is None or len(question.followers) >= len(ids):
        given = [each.id for each in turn.promises.of(turn.seat, question.record_id)]
        asked = {each.command_id for each in await turn.seat.app.questions.asked()}
        # Ids of one workstation grow; this one may not be known, where the machine died of it.
        later = [each for each in given if each > question.command_id]
        ids += [each for each in later if each not in asked and each not in ids]
    return ids


async def _redo(turn: Turn, question: Question) -> None:
    ids = await _asked_with(turn, question)
    turn.promises.settle(ids, Fate.UNSURE)
    fresh = _Fresh(turn, (question.command, *question.followers), redone=question.record_id)
    try:
        id_ = await turn.seat.app.questions.redo(question.command_id)
    except KeyError:
        turn.promises.maybe -= fresh.marks
        return
    except NOT_NOW:
        turn.promises.settle(ids, Fate.GIVEN)
        turn.promises.maybe -= fresh.marks
        await _drop(turn, question)
        return
    turn.promises.settle(turn.promises.chain(question.command_id), Fate.ANSWERED)
    await fresh.remember(id_)


async def house(turn: Turn) -> None:
    """Change the glossary."""
    app = turn.seat.app
    passing = [each.term for each in app.glossary.current.passes]
    change: GlossaryChange = LetPass(f"t{turn.chance.randrange(4)}", f"h{turn.n}.")
    if passing and turn.chance.random() < 0.3:
        change = StopPassing(turn.chance.choice(passing))
    with suppress(*NOT_NOW):
        turn.promises.edits[await app.glossary.change(change)] = turn.seat.name


async def drop_edit(turn: Turn) -> None:
    """Give an edit up that was refused, or that nobody has heard of."""
    with suppress(*NOT_NOW):
        for edit in await turn.seat.app.glossary.edits():
            if not edit.sent:
                turn.promises.edits.pop(edit.id, None)
                await turn.seat.app.glossary.drop_edit(edit.id)


async def sync(turn: Turn) -> None:
    """Send and fetch; nobody is offered that who has not come in."""
    if turn.seat.app.session.me is not None:
        turn.seat.syncing += 1
        await turn.seat.app.sync.now()
        turn.seat.syncing -= 1


async def leave(turn: Turn) -> None:
    """Go home and come back; not while a round that they asked for is under way, if so told."""
    if turn.seat.syncing and not turn.midway:
        return
    await turn.seat.app.session.sign_out()
    await come(turn)


async def come(turn: Turn) -> None:
    """Sign in."""
    await turn.seat.sign_in()
    if turn.seat.by_itself and turn.seat.app.session.me is not None:
        await turn.seat.app.sync.start()


DEEDS: dict[str, Callable[[Turn], Awaitable[None]]] = {
    deed.__name__: deed
    for deed in (
        *(note, hold, work, undo, draft, throw_away, read, answer, house, drop_edit),
        *(sync, leave, come),
    )
}
# These wait for the network.
FAR = frozenset({"sync", "leave", "come"})
