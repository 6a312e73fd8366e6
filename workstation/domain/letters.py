"""The letters that the product writes by itself, in both languages (`stage_message`)."""

from __future__ import annotations

from datetime import datetime

from workstation.domain.actor import SYSTEM, Person
from workstation.domain.case import Case, Letter
from workstation.domain.clocks import resolution
from workstation.domain.house_style import Script
from workstation.domain.inquiries import InfoRequest
from workstation.domain.scripts import script_for
from workstation.domain.taxonomy import Milestone
from workstation.domain.text import Bilingual
from workstation.domain.windows import day_of

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def receipt(case: Case, at: datetime) -> Letter:
    """M1: received, the reference, and by when we expect to answer."""
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
    """M3: what we need, as a list, and by when; the time limit is paused.

    The list is in its author's own words and characters.
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
