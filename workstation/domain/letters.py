"""Letters in both languages: those that the platform writes by itself, and how a party gets one."""

from __future__ import annotations

from datetime import datetime

from workstation.domain.actor import SYSTEM, Person
from workstation.domain.case import Case, InfoRequest, Letter
from workstation.domain.clocks import resolution
from workstation.domain.house_style import Script, script_for
from workstation.domain.taxonomy import Language, Milestone
from workstation.domain.text import Bilingual
from workstation.domain.windows import day_of
from workstation.value_class import dataclass

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def receipt(case: Case, at: datetime) -> Letter:
    """The letter that acknowledges a request (milestone M1): its reference, and by when we expect
    to answer."""
    due = case.filed_at + resolution(case)
    hans = f"我们已收到您的申请，编号{case.reference}，预计于{_day_zh(due)}前答复。"
    hant = f"我們已收到您的申請，編號{case.reference}，預計於{_day_zh(due)}前答覆。"
    text = Bilingual(
        f"We have received your request. Reference {case.reference}. "
        f"We expect to answer by {_day_en(due)}.",
        hant if _reads_traditional(case, case.applicant) else hans,
    )
    return _letter(f"{case.id}-receipt", case.applicant, Milestone.RECEIVED, text, SYSTEM, at)


def information_request(case: Case, request: InfoRequest, by: Person) -> Letter:
    """The letter that asks a party for information (milestone M3): what we need, as a list, and by
    when; the time limit is paused.

    The list stays in its author's own words and characters, whatever the party's script.
    """
    number = len(case.info_requests) + 1
    items_en = "\n".join(f"{n}. {item.en}" for n, item in enumerate(request.items, 1))
    items_zh = "\n".join(f"{n}. {item.zh}" for n, item in enumerate(request.items, 1))
    hans = f"请于{_day_zh(request.due_at)}前补充以下材料，等待期间时限暂停计算。"
    hant = f"請於{_day_zh(request.due_at)}前補充以下資料，等待期間時限暫停計算。"
    said_zh = hant if _reads_traditional(case, request.party) else hans
    text = Bilingual(
        f"We need the items below by {_day_en(request.due_at)}. "
        f"The time limit is paused until we hear from you.\n\n{items_en}",
        f"{said_zh}\n\n{items_zh}",
    )
    return _letter(
        f"{case.id}-info-{number}", request.party, Milestone.INFO, text, by, request.asked_at
    )


def _reads_traditional(case: Case, party_id: str) -> bool:
    party = case.party(party_id)
    return party is not None and script_for(party.region) is not Script.HANS


def _letter(
    id_: str, party: str, milestone: Milestone, text: Bilingual, by: Person, at: datetime
) -> Letter:
    return Letter(
        id=id_,
        party=party,
        milestone=milestone,
        text=text,
        sent_by=by,
        sent_at=at,
        automatic=by == SYSTEM,
    )


def _day_en(at: datetime) -> str:
    day = day_of(at)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _day_zh(at: datetime) -> str:
    day = day_of(at)
    return f"{day.year}年{day.month}月{day.day}日"


@dataclass(frozen=True, slots=True)
class LetterLayout:
    """One language of a letter, as the recipient reads it."""

    language: Language
    text: str


def arrival(
    text: Bilingual, first: Language | None, reads: Language
) -> tuple[LetterLayout, LetterLayout]:
    """The two languages of a letter in the order in which the party gets them.

    first: the language that its author put first; None where nobody chose.
    reads: the language of the recipient, which stands first then.
    """
    leading = first or reads
    other = Language.ZH if leading is Language.EN else Language.EN
    return LetterLayout(leading, text.side(leading)), LetterLayout(other, text.side(other))


def on_record(letter: Letter) -> Bilingual:
    """What the timeline says of a letter: the order of its languages, the clauses that it quotes,
    and how many findings its author let pass."""
    english, chinese = [], []
    if letter.first is not None:
        leads = letter.first is Language.EN
        english.append("English first" if leads else "Chinese first")
        chinese.append("英文在前" if leads else "中文在前")
    if letter.quotes:
        clauses = ", ".join(ref.label() for ref in letter.quotes)
        english.append(f"quotes {clauses}" if english else f"Quotes {clauses}")
        chinese.append(f"引用{clauses}")
    if n := len(letter.overrides):
        finding = "finding" if n == 1 else "findings"
        english.append(f"{n} {finding} let pass with a reason")
        chinese.append(f"说明理由后放行{n}项检查提示")
    return Bilingual(" · ".join(english), "；".join(chinese))
