"""Makes a profile full of cases without a server, for benchmarks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from workstation.app.workstation import Workstation
from workstation.cache.accounts import Accounts, KnownAccount
from workstation.cache.page import FeedPage, ScopeSegment
from workstation.cache.truth import open_truths
from workstation.cache.values import Account
from workstation.cache.work import Work
from workstation.domain.actor import Actor, Person, system_actor
from workstation.domain.case import Case, Enforcement, Measure, Party, Statement, Subject
from workstation.domain.case_kind import CASE, scene_of
from workstation.domain.commands import Claim, File
from workstation.domain.fold import run
from workstation.domain.kinds import KINDS
from workstation.domain.policy import ClauseRef, Library
from workstation.domain.taxonomy import (
    Action,
    CaseKind,
    Language,
    ObjectType,
    PartyRole,
    Role,
    Severity,
)
from workstation.domain.text import Bilingual
from workstation.policies.library import load
from workstation.wire.codec import body_hash, digest, encode
from workstation.wire.feed import FeedEnd, Hello, OutLine, RecordLine, ScopeHead

SERVER = "http://127.0.0.1:9"
QUEUE = "sample"
ME = Actor(
    id="sample",
    name="Sample Specialist",
    roles=frozenset({Role.SPECIALIST}),
    queues=frozenset({QUEUE}),
)
COLLEAGUE = replace(ME, id="colleague", name="Sample Colleague")
# Of each eighth case that somebody holds, so many are the specialist's: a full desk.
_MINE = 40
_BEGUN = datetime(2026, 9, 1, tzinfo=UTC)
_PAGE = 5000
_NAMES = (
    ("Pebble & Pine Trading", "卵石松贸易"),
    ("Harbour Lantern Home", "港灯家居"),
    ("Quiet Orchard Foods", "静园食品"),
    ("Blue Kite Toys", "蓝鸢玩具"),
)
_CLAIM = (
    "We bought these goods from the maker and hold the invoices. The notice came without any "
    "test of the goods, and our shop has sold them for three years without a complaint. "
)


def case_id(n: int) -> str:
    """The id of the n-th case of a sample."""
    return f"sample-{n:07d}"


async def sampled(profile: Path, cases: int) -> Workstation:
    """Fill a new profile with that many cases and open it, signed in by `resume`."""
    account = Account(SERVER, ME.id)
    work = Work.open(profile, lambda: "sample-device", _BEGUN)
    await Accounts(work).remember(KnownAccount(account, ME, "sample", "sample"))
    await work.close()
    truths = open_truths(profile, KINDS, _BEGUN)
    await truths.account(account)
    for page in _pages(cases):
        await truths.write(page, await truths.position(), _BEGUN)
    await truths.close()
    workstation = await Workstation.open(profile)
    await workstation.session.resume()
    return workstation


def _pages(cases: int) -> Iterator[FeedPage]:
    """The responses of a feed that bring the cases of a sample."""
    scope = f"queue:{QUEUE}"
    hello = Hello(epoch="sample", server_time=_BEGUN, scopes=(scope,), actor=ME)
    total = 0
    lines: list[RecordLine | OutLine] = []
    first = True
    for n, case in enumerate(sample_cases(cases)):
        body = encode(case)
        total = digest(total, 0, body_hash(body))
        lines.append(RecordLine(id=case.id, seq=n + 1, body=msgspec.Raw(body)))
        if len(lines) == _PAGE and n + 1 < cases:
            yield FeedPage(
                hello, FeedEnd(scopes={}), [ScopeSegment(scope, first, cases, lines, n + 1)]
            )
            lines, first = [], False
    head = ScopeHead(seq=cases, count=cases, digest=total)
    yield FeedPage(hello, FeedEnd(scopes={scope: head}), [ScopeSegment(scope, first, cases, lines)])


def sample_cases(cases: int) -> Iterator[Case]:
    """The cases of a sample: appeals in every severity and both languages, each eighth of them
    claimed: the first 40 of those by the specialist, all others by a colleague."""
    library = load()
    mine, others = ([_made(n, library, owner) for n in range(64)] for owner in (ME, COLLEAGUE))
    for n in range(cases):
        filed = _BEGUN + timedelta(seconds=37 * n % 1_000_003)
        made = mine if n < 8 * _MINE else others
        yield replace(made[n % len(made)], id=case_id(n), reference=f"SAM-{n:07d}", filed_at=filed)


def _made(n: int, library: Library, owner: Actor) -> Case:
    """The n-th kind of case of a sample, filed and perhaps claimed by `owner`."""
    english, chinese = _NAMES[n % len(_NAMES)]
    language = Language.ZH if n % 3 == 0 else Language.EN
    party = Party(id="M1", role=PartyRole.MERCHANT, name=english, language=language)
    enforcement = Enforcement(
        measures=(Measure(action=Action.LISTING_REMOVED),),
        clauses=(ClauseRef("AUT", "2.1", "2.0"),),
        conduct_on=_BEGUN.date() - timedelta(days=9),
        notice_on=_BEGUN.date() - timedelta(days=7),
        decided_by=Person("first", "First Reviewer"),
        automated=n % 2 == 0,
    )
    opening = Case(
        id=case_id(n),
        reference=f"SAM-{n:07d}",
        external_reference=f"sample-{n}",
        kind=CaseKind.APPEAL,
        title=Bilingual(f"{english}: listing removed", f"{chinese}：商品下架"),
        severity=tuple(Severity)[n % len(Severity)],
        queue=QUEUE,
        market="SG",
        filed_at=_BEGUN,
        parties=(party,),
        applicant=party.id,
        subject=Subject(type=ObjectType.LISTING, id=f"L{n}", title=english),
        enforcement=enforcement,
        statements=(Statement(text=_CLAIM * 3, language=language, at=_BEGUN),),
    )
    case = run(CASE, scene_of(opening, system_actor(), _BEGUN, library), File(opening=opening))
    return run(CASE, scene_of(case, owner, _BEGUN, library), Claim()) if n % 8 == 0 else case
