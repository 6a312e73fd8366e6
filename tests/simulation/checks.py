"""What has to hold: after every step, after every answer of the server, and in the end."""

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING

from tests.simulation.books import Books, Entered
from tests.simulation.disk import files_in
from tests.simulation.people import standing_of
from tests.simulation.promises import Fate, Given, Promises, Shape
from tests.simulation.seat import Seat
from tests.simulation.violation import Violation
from workstation.app import Filter, OpenCase
from workstation.domain.case import Case
from workstation.domain.commands import Assign
from workstation.domain.views import View
from workstation.wire.push import Answer, Applied, Envelope, Wait

if TYPE_CHECKING:
    from tests.simulation.office import Office


# After every step.


async def look(office: "Office", seat: Seat, life: int, cases: Iterable[str]) -> None:
    """What its person was told is safe is shown to them, once, and nothing goes back."""
    app, promises = seat.app, office.promises
    asked = {each.command_id for each in await app.questions.asked()}
    await _drafts(promises, seat)
    for case_id in cases:
        try:
            opened = await app.cases.case(case_id)
        except KeyError:
            promises.left(seat, case_id)
            continue
        before = promises.goes_back(seat, case_id, opened.truth_version)
        if before:
            detail = f"{seat.name} saw {case_id} at {before}, now at {opened.truth_version}"
            raise Violation("goes-back", detail)
        mine = list(promises.of(seat, case_id))
        _marks(promises, seat, opened, asked)
        for given in mine:
            _carried(office, seat, given, opened, asked, life)


async def _drafts(promises: Promises, seat: Seat) -> None:
    kept = {(each.record_id, each.slot): each.draft for each in await seat.app.drafts.all()}
    for (name, case_id, party), words in promises.drafts.items():
        if name != seat.name or not words:
            continue
        draft = kept.get((case_id, party))
        for word in words:
            if draft is None or word not in draft.en or word not in draft.zh:
                raise Violation("draft-lost", f"{seat.name} typed {word!r} about {case_id}")


def _marks(promises: Promises, seat: Seat, opened: OpenCase, asked: set[str]) -> None:
    """Every note and letter of theirs stands there once."""
    case = opened.case
    shown = Counter(note.text for note in case.notes)
    shown.update(letter.id for letter in case.letters)
    twice = [mark for mark, times in shown.items() if times > 1]
    if twice:
        raise Violation("shown-twice", f"{seat.name} sees {twice} in {case.id}")
    for given in promises.of(seat, case.id):
        if not given.mark or given.id in asked:
            continue
        if given.fate is Fate.GIVEN and not shown[given.mark] and not _unfit(given, opened):
            raise Violation("vanished", f"{seat.name} gave {given.mark} ({given.id}) in {case.id}")


def _unfit(given: Given, opened: OpenCase) -> bool:
    """It is still there, and said to fit no more."""
    return any(each.id == given.id and each.refused is not None for each in opened.pending)


def _carried(
    office: "Office", seat: Seat, given: Given, opened: OpenCase, asked: set[str], life: int
) -> None:
    """A command waits, asks, or is in the server's copy; and only one of these."""
    if given.fate is not Fate.GIVEN or given.id in asked or seat.life != life:
        return
    pending = next((each for each in opened.pending if each.id == given.id), None)
    if pending is not None and pending.refused is not None:
        return
    version = given.made.get(life) or office.books.made(given.id)
    held = version is not None and opened.truth_version >= version
    where = f"{seat.name}: {given.id} {type(given.command).__name__} in {given.case_id}"
    if pending is not None and held:
        raise Violation("shown-twice", f"{where} is pending, and in the copy since {version}")
    if pending is None and not held:
        raise Violation("vanished", f"{where} neither waits, asks nor is in the copy")


# After every answer of the server.


def judge(
    office: "Office", envelopes: Iterable[Envelope], answers: Iterable[Answer], life: int
) -> None:
    """Where nobody else was there in between, the server decides as the workstation did."""
    for envelope, answer in zip(envelopes, answers, strict=True):
        given = office.promises.given.get(envelope.id)
        said = answer.disposition
        if given is None or isinstance(said, Wait):
            continue
        if isinstance(said, Applied):
            given.made[life] = said.version
        if answer.already or given.shape is None or given.life != life:
            continue
        if given.base == envelope.base_version and _alone(office.books, given, said):
            _same(office.books, given, said)


def _alone(books: Books, given: Given, said: object) -> bool:
    """Whether the server's case was what the workstation had decided over, and the rest too."""
    events = [each for each in books.events(given.case_id, given.base) if not each.proposes]
    over = list(dict.fromkeys(each.command for each in events))
    expected = list(given.over if isinstance(said, Applied) else given.over[:-1])
    actor = books.actor(given.person)
    same = over == expected and given.standing == standing_of(actor, books.glossary())
    if given.case_id not in books.seen_by(actor):
        # What they gave before took it out of their sight: their workstation cannot know that.
        return False
    if isinstance(given.command, Assign):
        # Whose access was taken away meanwhile is given nothing.
        return same and not books.revoked(given.command.owner.id)
    return same


def _same(books: Books, given: Given, said: object) -> None:
    where = f"{given.seat} gave {given.id} {type(given.command).__name__} in {given.case_id}"
    if not isinstance(said, Applied):
        raise Violation("decided-otherwise", f"{where}, alone, and was told {said}")
    made = Shape.of(books.case(given.case_id))
    if made != given.shape:
        raise Violation("decided-otherwise", f"{where}: {given.shape} here, {made} there")


# In the end.


def disposed(office: "Office", asked: dict[str, dict[str, str]]) -> None:
    """Every command has an end that its person can see: it is in the case, or it asks.

    `asked` are the questions of each workstation by id, with their cases. What comes after one of
    them in its case waits for it.
    """
    took = _taken(office.books)
    for given in office.promises.given.values():
        where = f"{given.seat}: {given.id} {type(given.command).__name__} {given.mark}"
        versions = {each.version for each in took.get(given.id, ())}
        if len(versions) > 1:
            raise Violation("applied-twice", f"{where} made versions {sorted(versions)}")
        asks = given.id in asked[given.seat]
        waits = given.case_id in asked[given.seat].values()
        if given.fate is Fate.GIVEN and not versions and not asks and not waits:
            raise Violation("lost", f"{where} is not in {given.case_id}, and nobody is asked")
        if given.fate in (Fate.UNDONE, Fate.ANSWERED) and (versions or asks):
            raise Violation("came-back", f"{where} was {given.fate.name}, and is there")
        if versions and asks:
            raise Violation("asked-though-applied", f"{where} made version {versions}")
    _once(office)


def _taken(books: Books) -> dict[str, list[Entered]]:
    """What each command did."""
    took: dict[str, list[Entered]] = {}
    for each in books.events():
        if not each.proposes:
            took.setdefault(each.command, []).append(each)
    return took


def in_order(office: "Office") -> None:
    """Commands of one workstation about one case took effect in the order they were given.

    What is done again stands where its question stood, whatever was given since.
    """
    took = _taken(office.books)
    last: dict[tuple[str, str], tuple[int, str]] = {}
    for given in office.promises.given.values():
        if given.id in took and given.fate is Fate.GIVEN and not given.redone:
            version = took[given.id][0].version
            before, other = last.get((given.seat, given.case_id), (0, ""))
            if version < before:
                raise Violation("out-of-order", f"{given.id} before {other} in {given.case_id}")
            last[given.seat, given.case_id] = version, given.id


def _once(office: "Office") -> None:
    """Nobody's words stand in a case twice, and no others than were given."""
    known = {each.mark for each in office.promises.given.values()} | office.promises.maybe
    for case in office.books.cases().values():
        words = Counter(note.text for note in case.notes)
        words.update(letter.id for letter in case.letters if not letter.automatic)
        twice = [word for word, times in words.items() if times > 1]
        strange = [word for word in words if word not in known]
        if twice or strange:
            raise Violation("applied-twice", f"{case.id}: twice {twice}, unknown {strange}")
        _one_decision(office.books, case)


def _one_decision(books: Books, case: Case) -> None:
    kinds = [each.kind for each in books.events(case.id) if each.kind in ("decided", "reopened")]
    if any(one == two == "decided" for one, two in pairwise(kinds)):
        raise Violation("decided-twice", f"{case.id}: {kinds}")


async def converged(office: "Office", seat: Seat) -> None:
    """They hold what the server holds for them, byte by byte, and nothing waits."""
    app = seat.app
    allowed = office.books.seen_by(office.books.actor(seat.actor.id))
    held = {
        row.row.id
        for view in View
        for row in await app.cases.rows(await app.cases.row_ids(view, Filter()))
    }
    if held != set(allowed):
        raise Violation("other-cases", f"{seat.name} holds {sorted(held)} of {sorted(allowed)}")
    for case_id, case in allowed.items():
        opened = await app.cases.case(case_id)
        if opened.pending:
            raise Violation("still-pending", f"{seat.name}: {opened.pending[0].id} in {case_id}")
        if opened.case != case:
            raise Violation("another-case", f"{seat.name}: {opened.truth_version} {case.version}")
    if app.sync.status.waiting:
        raise Violation("still-pending", f"{seat.name}: {app.sync.status.waiting} wait")
    if app.glossary.current.version != office.books.glossary():
        detail = f"{seat.name} sees {app.glossary.current.version} of {office.books.glossary()}"
        raise Violation("another-book", detail)


async def heard(office: "Office", seats: Iterable[Seat]) -> None:
    """Every edit of the glossary was made or refused, and its author sees the refusal."""
    known = office.books.edits()
    for seat in seats:
        kept = {each.id: each for each in await seat.app.glossary.edits()}
        for id_, name in office.promises.edits.items():
            if name != seat.name:
                continue
            if id_ not in known:
                raise Violation("edit-lost", f"{seat.name}: {id_} was never heard of")
            if not known[id_] and (id_ not in kept or kept[id_].refused is None):
                raise Violation("edit-lost", f"{seat.name}: {id_} was refused, and not asked about")


def traces(office: "Office", seat: Seat, marks: dict[str, str], *, work_too: bool) -> None:
    """No byte of a case that they may not see is in any file of their profile."""
    allowed = office.books.seen_by(office.books.actor(seat.actor.id))
    for path in files_in(seat.profile):
        if not work_too and not path.name.startswith("cache"):
            continue
        written = path.read_bytes()
        for case_id, mark in marks.items():
            if case_id not in allowed and mark.encode() in written:
                raise Violation(f"trace-in-{_kind(path.name)}", f"{seat.name}: {case_id}")


def _kind(name: str) -> str:
    return "a-backup" if name.startswith("work-") else name


def sums_up(books: Books) -> None:
    """The server's feeds say what its cases say."""
    said = {scope: head for scope, head in books.heads().items() if head[0]}
    if said != books.sums():
        raise Violation("feed", f"{said} against {books.sums()}")
