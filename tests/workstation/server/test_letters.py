"""The send gate on the server: a letter that its author's own workstation let through or not."""

from dataclasses import replace

import msgspec
import pytest
from sqlalchemy import select

from tests.bench import SOFIA, WEI, TestServer
from tests.workstation.server.test_push import truth
from workstation.bilingual.examine import examine
from workstation.bilingual.shipped_glossary import shipped_house
from workstation.domain.case import Party
from workstation.domain.commands import Claim, SendReply
from workstation.domain.events import LetterSent
from workstation.domain.glossary.acts import GLOSSARY, PutTerm
from workstation.domain.pairs import LetterPair
from workstation.domain.send_gate import LetterOverride
from workstation.domain.taxonomy import Language, Milestone, PartyRole
from workstation.domain.text import Bilingual
from workstation.domain.windows import day_of
from workstation.policies import load
from workstation.server.tables import EVENT
from workstation.wire.codec import decode
from workstation.wire.messages import from_wire
from workstation.wire.push import Answer, Applied, Refusal

WRONG = Bilingual("Please answer within 7 days.", "请在10天内答复。")
REASON = "The party was given ten days on the telephone."


def letter(text: Bilingual = WRONG, **more: object) -> SendReply:
    command = SendReply(letter="letter-1", party="M1", milestone=Milestone.REVIEW, text=text)
    return replace(command, **more)


async def overrides(server: TestServer, case_id: str) -> tuple[LetterOverride, ...]:
    """What a person lets pass who has looked at the findings."""
    case = await truth(server, case_id)
    found = examine(case, letter(), load(), day_of(server.clock()))
    return tuple(LetterOverride(each.key, each.check, REASON) for each in found)


def said(answer: Answer) -> str:
    assert isinstance(answer.disposition, Refusal), answer
    return from_wire(answer.disposition.reason).id


@pytest.fixture
async def case_id(server: TestServer) -> str:
    return (await server.file_case((WEI, Claim()))).case_id


async def test_a_letter_with_an_open_s1_is_refused_for_good(
    server: TestServer, case_id: str
) -> None:
    wei = await server.client(WEI)
    envelope = wei.envelope(case_id, letter(), seen=2)
    (answer,) = await wei.give(envelope)
    assert said(answer) == "The letter is held back. {why}"
    (again,) = await wei.give(envelope)
    assert again == Answer(disposition=answer.disposition, already=True)
    assert not [each for each in (await truth(server, case_id)).letters if not each.automatic]


async def test_an_override_with_a_reason_enters_the_history_and_the_audit_log(
    server: TestServer, case_id: str
) -> None:
    passed = await overrides(server, case_id)
    wei = await server.client(WEI)
    (answer,) = await wei.give(wei.envelope(case_id, letter(overrides=passed), seen=2))
    assert isinstance(answer.disposition, Applied), answer
    case = await truth(server, case_id)
    assert case.letters[-1].overrides == passed
    assert case.timeline[-1].detail.en == "1 finding let pass with a reason"

    def log(connection):
        query = select(EVENT.c.body).where(EVENT.c.kind == "letter_sent").order_by(EVENT.c.n)
        return connection.execute(query).scalars().all()

    body = (await server.store._database.read(log))[-1]
    assert REASON in body.decode()
    assert decode(body, LetterSent).letter.overrides == passed
    assert await server.store.verify() == ()


async def test_an_override_lapses_with_the_text_and_never_counts_without_a_reason(
    server: TestServer, case_id: str
) -> None:
    passed = await overrides(server, case_id)
    changed = Bilingual(WRONG.en, "请在12天内答复。")
    mute = tuple(replace(each, reason=" ") for each in passed)
    wei = await server.client(WEI)
    first, second = await wei.give(
        wei.envelope(case_id, letter(changed, overrides=passed), seen=2),
        wei.envelope(case_id, letter(overrides=mute), seen=2),
    )
    assert said(first) == "The letter is held back. {why}"
    assert said(second) == "A finding was let pass without a reason."


async def test_an_s2_is_refused_until_it_was_seen_in_this_very_text(
    server: TestServer, case_id: str
) -> None:
    doubtful = Bilingual("You can appeal again.", "您可以再次上诉。")
    case = await truth(server, case_id)
    found = examine(case, letter(doubtful), load(), day_of(server.clock()))
    keys = tuple(each.key for each in found)
    changed = Bilingual("You can appeal once again.", doubtful.zh)
    wei = await server.client(WEI)
    unseen, lapsed, seen = await wei.give(
        wei.envelope(case_id, letter(doubtful), seen=2),
        wei.envelope(case_id, letter(changed, seen=keys), seen=2),
        wei.envelope(case_id, letter(doubtful, seen=keys), seen=2),
    )
    assert said(unseen) == said(lapsed) == "A warning about this letter was not looked at. {why}"
    assert isinstance(seen.disposition, Applied), seen


async def test_a_letter_to_taiwan_passes_in_traditional_that_a_person_confirmed(
    server: TestServer,
) -> None:
    there = Party(id="M1", role=PartyRole.MERCHANT, name="Shop", language=Language.ZH, region="TW")
    filed = await server.file_case((WEI, Claim()), parties=(there,))
    en, hans, hant = "We received your appeal.", "我们已收到您的申诉。", "我們已收到您的申訴。"
    wei = await server.client(WEI)

    def written(n: int, pair: LetterPair) -> SendReply:
        return letter(Bilingual(pair.en, pair.zh), beads=(pair,), letter=f"letter-{n}")

    simplified, unread, read = await wei.give(
        wei.envelope(filed.case_id, written(1, LetterPair("a", en, hans)), seen=2),
        wei.envelope(filed.case_id, written(2, LetterPair("a", en, hant, converted=True)), seen=2),
        wei.envelope(filed.case_id, written(3, LetterPair("a", en, hant)), seen=2),
    )
    assert said(simplified) == "A warning about this letter was not looked at. {why}"
    assert said(unread) == "{n} pair was put into another script and not confirmed since."
    assert isinstance(read.disposition, Applied), read


async def test_a_letter_from_before_the_gate_is_read_and_held_to_it(
    server: TestServer, case_id: str
) -> None:
    wei = await server.client(WEI)
    body = msgspec.Raw(
        msgspec.json.encode(
            {
                "letter": "old",
                "party": "M1",
                "milestone": "M2_REVIEW",
                "text": {"en": "We are looking at it.", "zh": "我们正在处理。"},
            }
        )
    )
    old = msgspec.structs.replace(wei.envelope(case_id, letter(), seen=2), body=body)
    (answer,) = await wei.give(old)
    assert isinstance(answer.disposition, Applied), answer


BY_HAND = Bilingual("We have received your appeal.", "我们已收到您的申诉。")


async def rename_appeal(server: TestServer) -> None:
    """申诉 is not what the house says any more."""
    sofia = await server.client(SOFIA)
    appeal = shipped_house().terms[0]
    wish = PutTerm(replace(appeal, zh_hans="复议", forbidden_zh=("申诉",)), 1)
    (answer,) = await sofia.give(sofia.envelope(GLOSSARY.name, wish))
    assert isinstance(answer.disposition, Applied), answer


async def test_a_letter_is_examined_by_the_book_of_now(server: TestServer, case_id: str) -> None:
    await rename_appeal(server)
    wei = await server.client(WEI)
    older, current = letter(BY_HAND, house=1), letter(BY_HAND, letter="letter-2", house=2)
    (answer,) = await wei.give(wei.envelope(case_id, older, seen=2))
    changed = "The house's terms or style have changed since this letter was written. {why}"
    assert said(answer) == changed
    (answer,) = await wei.give(wei.envelope(case_id, current, seen=2))
    assert said(answer).startswith("A warning about this letter was not looked at.")
    # A workstation that knows no book has the one that is shipped.
    (answer,) = await wei.give(wei.envelope(case_id, letter(BY_HAND), seen=2))
    assert said(answer) == changed
    fine = letter(Bilingual("We are looking at it.", "我们正在核实。"), letter="letter-3", house=1)
    (answer,) = await wei.give(wei.envelope(case_id, fine, seen=2))
    assert isinstance(answer.disposition, Applied), answer
