"""Commands of one case go out in the order in which they were given, whatever the server loses."""

import random
from collections.abc import Sequence
from datetime import timedelta

import pytest

from tests.bench import WEI, Clock, Ids
from workstation.cache.accounts import Accounts, KnownAccount
from workstation.cache.ledger import Ledger, asking
from workstation.cache.outbox import Outbox
from workstation.cache.problem import DiskTrouble, ProfileFile
from workstation.cache.values import WAITING, Account, GivenCommand, OutboxEntry, Position
from workstation.cache.work import Work
from workstation.domain.commands import AddNote, Claim
from workstation.domain.kinds import KINDS
from workstation.domain.text import Bilingual
from workstation.i18n import _
from workstation.wire.messages import to_wire
from workstation.wire.push import Answer, Applied, Disposition, Refusal, Wait

MINE = Account("http://server.test", "wei.ling")
HOLD = timedelta(seconds=10)
CASES = ("case-1", "case-2")
# Nothing of any life is held: what was applied stays in the overlay.
NOTHING = Position("", {})
NO = to_wire(_("The reason is missing."))
STEPS = 60
ROUNDS = 50


class Server:
    """Receipts and what was applied, in the order in which it was; it can be put back."""

    def __init__(self) -> None:
        self.life = 1
        self.applied: list[str] = []
        self.receipts: dict[str, Disposition] = {}
        self._copy: tuple[list[str], dict[str, Disposition]] = ([], {})

    @property
    def epoch(self) -> str:
        return f"life-{self.life}"

    def copy(self) -> None:
        self._copy = list(self.applied), dict(self.receipts)

    def put_back(self) -> None:
        applied, receipts = self._copy
        self.applied, self.receipts = list(applied), dict(receipts)
        self.life += 1

    def take(self, entries: Sequence[OutboxEntry], epoch: str, refused: set[str]) -> list[Answer]:
        """As `server.batch`: who comes from another life is to hear of this one first."""
        return [Answer(disposition=self._take(each, epoch, refused)) for each in entries]

    def _take(self, entry: OutboxEntry, epoch: str, refused: set[str]) -> Disposition:
        if epoch not in ("", self.epoch):
            return Wait(id=entry.id)
        if entry.id in self.receipts:
            return self.receipts[entry.id]
        if entry.prev is not None and entry.prev not in self.receipts:
            return Wait(id=entry.id)
        said: Disposition = Refusal(id=entry.id, reason=NO, remedy=NO)
        if entry.id not in refused:
            self.applied.append(entry.id)
            said = Applied(id=entry.id, version=len(self.applied), effects={})
        self.receipts[entry.id] = said
        return said

    def told(self) -> list[Answer]:
        return [Answer(disposition=each, already=True) for each in self.receipts.values()]


class Wei:
    """A person, their journal, and the two directions of the sync, a request at a time."""

    def __init__(self, work: Work, server: Server) -> None:
        self.server = server
        self.clock = Clock()
        self.ledger = Ledger(Outbox(work, MINE, KINDS))
        self.refused: set[str] = set()
        # In that order. What was done again is not in it: it stands where its question stood.
        self.given: list[str] = []
        self.cases: dict[str, str] = {}
        # What was taken out, and has never been sent.
        self._gone: set[str] = set()
        # What waited in its case when a question was asked.
        self._behind: dict[str, set[str]] = {}
        self._work = work
        self._ids = Ids("c")

    async def give(
        self, case_id: str, *, claims: bool = False, more: int = 0, held: bool = False
    ) -> str:
        """Give a note and `more` of them; `claims`: what is claimed first holds not by itself."""
        given = [self._given(case_id, claims=claims and not at) for at in range(1 + more)]
        await self.ledger.submit(given, HOLD if held else timedelta(0))
        self.given += [each.id for each in given]
        self.cases |= {each.id: case_id for each in given}
        return given[0].id

    def _given(self, case_id: str, *, claims: bool = False) -> GivenCommand:
        return GivenCommand(
            id=self._ids(),
            record_kind="case",
            record_id=case_id,
            command=Claim() if claims else AddNote(text="A note."),
            name="claim" if claims else "note",
            v=1,
            body=b"{}" if claims else b'{"text":"A note."}',
            base_version=0,
            at=self.clock(),
            reference="",
            title=Bilingual("", ""),
            apart=not claims,
        )

    async def undo(self, id_: str) -> None:
        for each in await self.ledger.undo(id_, self.clock()):
            self.given.remove(each.id)
            self._gone.add(each.id)

    async def drop(self, question: OutboxEntry) -> None:
        self._over(question, *await self.ledger.answer(question))

    async def redo(self, question: OutboxEntry) -> None:
        gone = self.ledger.followers(question)
        given = [self._given(question.record_id) for _each in (question, *gone)]
        await self.ledger.submit(given, answers=question)
        self._over(question, *gone)

    def _over(self, question: OutboxEntry, *gone: OutboxEntry) -> None:
        self._gone |= {each.id for each in gone}
        for each in (question, *gone):
            if each.id in self.given:
                self.given.remove(each.id)

    def questions(self) -> list[OutboxEntry]:
        return [each for each in self.ledger.entries() if asking(each)]

    def waiting(self) -> list[str]:
        return [each.id for each in self.ledger.entries() if each.stage in WAITING]

    async def _hear(self, answers: Sequence[Answer]) -> None:
        await self.ledger.hear(self.server.epoch, answers, self.clock())
        for question in self.questions():
            entries = (each for each in self.ledger.entries() if each.stage in WAITING)
            here = {each.id for each in entries if each.record_id == question.record_id}
            self._behind.setdefault(question.id, here)

    async def push(self) -> bool:
        """One request, if there is anything to send. Whether anything got an answer."""
        sendable = self.ledger.sendable(self.clock())
        if not sendable:
            return False
        in_cases = [each.record_id for each in sendable]
        assert not self._gone & {each.prev for each in sendable}, "that will never come"
        assert len(set(in_cases)) == len(in_cases), "of each case only the first one travels"
        held_back = set().union(*(self._behind.get(each.id, ()) for each in self.questions()))
        assert not held_back & {each.id for each in sendable}, "a question holds it back"
        await self.ledger.sent(sendable)
        answers = self.server.take(sendable, self.ledger.epoch, self.refused)
        await self._hear(answers)
        return any(not isinstance(each.disposition, Wait) for each in answers)

    async def pull(self) -> None:
        await self._hear(self.server.told())
        if self.ledger.offered_again is not None:
            await self.ledger.load(NOTHING, {})

    async def restart(self) -> None:
        self.ledger = Ledger(Outbox(self._work, MINE, KINDS))
        await self.ledger.load(NOTHING, {})

    async def in_step(self) -> None:
        """Everything goes out, and what asks is dropped."""
        self.clock.advance(minutes=1)
        for _round in range(ROUNDS):
            await self.pull()
            while await self.push():
                pass
            for question in self.questions():
                await self.drop(question)
            if not self.waiting():
                return

    def order(self, case_id: str) -> list[str]:
        """What the server applied of what was given in a case and not done again."""
        return [each for each in self.server.applied if self.cases.get(each) == case_id]

    def check(self) -> None:
        """What was given is there, once, and in each case in that order."""
        assert self.waiting() == []
        assert len(set(self.server.applied)) == len(self.server.applied)
        for case_id in CASES:
            assert self.order(case_id) == [e for e in self.given if self.cases[e] == case_id]


@pytest.fixture
async def wei(work: Work) -> Wei:
    await Accounts(work).remember(KnownAccount(MINE, WEI, "", ""))
    person = Wei(work, Server())
    await person.restart()
    await person.pull()
    return person


async def given(wei: Wei, chance: random.Random) -> None:
    refused = chance.random() < 0.2
    more, held = chance.choice((0, 0, 0, 1, 2)), chance.random() < 0.3
    claims = chance.random() < 0.4
    first = await wei.give(chance.choice(CASES), claims=claims, more=more, held=held)
    if refused:
        wei.refused.add(first)


async def undone(wei: Wei, chance: random.Random) -> None:
    held = [each for each in wei.ledger.entries() if each.held(wei.clock())]
    if held:
        await wei.undo(chance.choice(held).chain)


async def answered(wei: Wei, chance: random.Random) -> None:
    if questions := wei.questions():
        question = chance.choice(questions)
        await (wei.drop(question) if chance.random() < 0.5 else wei.redo(question))


async def happens(wei: Wei, chance: random.Random) -> None:
    """What the network, the server and the clock do."""
    match chance.choices(("push", "pull", "restart", "copy", "back", "tick"), (8, 3, 1, 1, 1, 2))[
        0
    ]:
        case "push":
            await wei.push()
        case "pull":
            await wei.pull()
        case "restart":
            await wei.restart()
        case "copy":
            wei.server.copy()
        case "back":
            wei.server.put_back()
        case _:
            wei.clock.advance(seconds=chance.choice((1, 6, 12)))


async def some_step(wei: Wei, chance: random.Random) -> None:
    deeds = (given, undone, answered, happens)
    await chance.choices(deeds, (9, 2, 3, 16))[0](wei, chance)


@pytest.mark.parametrize("seed", range(30))
async def test_whatever_happens_they_go_in_their_order(wei: Wei, seed: int) -> None:
    for step in range(STEPS):
        await some_step(wei, random.Random(f"{seed} {step}"))
    await wei.in_step()
    wei.check()


async def given_in_between(wei: Wei) -> list[str]:
    """The last of these when another life was heard of, and the outbox not read anew."""
    first = [await wei.give("case-1") for _each in range(3)]
    while await wei.push():
        pass
    wei.server.put_back()
    await wei.give("case-2")
    assert not await wei.push()
    return [*first, await wei.give("case-1")]


async def test_what_is_given_before_the_outbox_is_read_anew_comes_last(wei: Wei) -> None:
    """A push had heard that the server was put back, and the pull after it got lost."""
    everything = await given_in_between(wei)
    await wei.in_step()
    assert wei.order("case-1") == everything


async def test_a_full_disk_does_not_change_the_order(
    wei: Wei, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = await given_in_between(wei)

    async def full(*_asked: object) -> None:
        raise DiskTrouble(ProfileFile.WORK)

    with monkeypatch.context() as patch:
        patch.setattr(Outbox, "remove", full)
        await wei.pull()
    await wei.in_step()
    assert wei.order("case-1") == everything


async def test_what_is_given_after_a_redone_command_comes_after_all_that_waited_for_it(
    wei: Wei,
) -> None:
    no, *others = [await wei.give("case-1") for _each in range(3)]
    wei.refused.add(no)
    await wei.push()
    (question,) = wei.questions()
    await wei.redo(question)
    last = await wei.give("case-1")
    await wei.in_step()
    assert wei.order("case-1") == [*others, last]


async def test_what_waited_for_a_question_waits_for_what_is_offered_again(wei: Wei) -> None:
    first = [await wei.give("case-1") for _each in range(2)]
    while await wei.push():
        pass
    no, last = await wei.give("case-1"), await wei.give("case-1")
    wei.refused.add(no)
    await wei.push()
    wei.server.put_back()
    await wei.pull()
    (question,) = wei.questions()
    await wei.drop(question)
    await wei.in_step()
    assert wei.order("case-1") == [*first, last]


@pytest.mark.parametrize("again", [False, True])
async def test_what_is_left_of_a_question_keeps_its_order(wei: Wei, again: bool) -> None:
    """Two notes waited for two commands of one question, and neither for the other after it."""
    no, first = await wei.give("case-1", claims=True), await wei.give("case-1")
    claim = await wei.give("case-1", claims=True)
    last = await wei.give("case-1")
    wei.refused.add(no)
    await wei.push()
    (question,) = wei.questions()
    assert [each.id for each in wei.ledger.followers(question)] == [claim]
    await (wei.redo(question) if again else wei.drop(question))
    await wei.push()
    assert len(wei.server.applied) == 1, "they go one after the other"
    await wei.in_step()
    assert wei.order("case-1") == [first, last]


async def test_a_follower_takes_along_what_was_given_together_with_it(wei: Wei) -> None:
    no, note = await wei.give("case-1"), await wei.give("case-1")
    claim = await wei.give("case-1", claims=True, more=1)
    wei.refused.add(no)
    await wei.push()
    (question,) = wei.questions()
    chains = {each.chain for each in wei.ledger.followers(question)}
    assert chains == {claim}
    assert len(wei.ledger.followers(question)) == len(("claim", "its note"))
    await wei.drop(question)
    await wei.in_step()
    assert wei.order("case-1") == [note]


async def test_what_was_redone_goes_out_again_before_what_waited_for_it(wei: Wei) -> None:
    """Each of them waited for the other, for ever."""
    no, last = await wei.give("case-1"), await wei.give("case-1")
    wei.refused.add(no)
    await wei.push()
    (question,) = wei.questions()
    await wei.redo(question)
    while await wei.push():
        pass
    before = list(wei.server.applied)
    wei.server.put_back()
    await wei.in_step()
    assert wei.server.applied == before
    assert before[-1] == last


async def test_what_the_server_still_has_lets_nothing_go_before_what_was_given_earlier(
    wei: Wei,
) -> None:
    """A redone command is newer than what waited for it: it took its place among them."""
    no, also_no, *others = [await wei.give("case-1") for _each in range(4)]
    wei.refused |= {no, also_no}
    await wei.push()
    (question,) = wei.questions()
    await wei.redo(question)
    others.append(await wei.give("case-1"))
    await wei.push()
    wei.server.copy()
    await wei.push()
    (question,) = wei.questions()
    await wei.drop(question)
    wei.server.put_back()
    await wei.push()
    await wei.restart()
    await wei.in_step()
    assert wei.order("case-1") == others
