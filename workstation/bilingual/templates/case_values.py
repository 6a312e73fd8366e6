"""What the open case fills into a template by itself; a person may change all of it.
What the recipient may not learn (`domain.party_visibility`) is left open, for a person to word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from workstation.bilingual.templates.answers import clauses, written
from workstation.bilingual.templates.form import When
from workstation.bilingual.values.kinds import CalendarDate, MoneyValue, TimeSpan, Unit
from workstation.domain.case import Case, Measure, Party, Ruling
from workstation.domain.clocks import resolution_due
from workstation.domain.labels import ACTION, EVIDENCE, OBJECT_TYPE, OUTCOME
from workstation.domain.party_visibility import may_learn_measures
from workstation.domain.policy import ClauseRef, Library
from workstation.domain.taxonomy import (
    CaseKind,
    Channel,
    EvidenceType,
    IntakeFault,
    ObjectType,
    Outcome,
    State,
    Verdict,
)
from workstation.domain.text import Bilingual
from workstation.domain.windows import (
    EEA,
    RELEASE_WORKING_DAYS,
    WORD_EVERY,
    can_appeal_again,
    day_of,
    last_day_to_appeal_again,
    last_day_to_appeal_anew,
    last_day_to_file,
)
from workstation.i18n import Message, Translator

_HAN = re.compile(r"[㐀-鿿]")
_BRACKETS = re.compile(r"[()（）]")
_PROCEDURE = "APL"
_INNER_QUOTES = str.maketrans("“”", "‘’")
_FAULTS = {fault: Outcome(fault.value) for fault in IntakeFault}
_REQUEST = {
    CaseKind.APPEAL: Bilingual("appeal", "申诉"),
    CaseKind.NOTIFIER_COMPLAINT: Bilingual("complaint", "投诉"),
    CaseKind.COUNTER_STATEMENT: Bilingual("counter-statement", "反通知"),
    CaseKind.ESCALATION: Bilingual("request", "申请"),
    CaseKind.CLARIFICATION: Bilingual("question", "咨询"),
}
# The names of the closed lists are the house's; a letter says these otherwise.
_OBJECT = {ObjectType.NOTICE: Bilingual("report", "举报")}
_ASKED = Bilingual("policy matter", "政策事项")
_SENT = {EvidenceType.COUNTER_STATEMENT: _REQUEST[CaseKind.COUNTER_STATEMENT]}
_SECOND = Bilingual("second appeal", "第二次申诉")
_ROUTE = {
    Channel.SELLER_CENTRE: Bilingual("the seller centre", "商家后台"),
    Channel.ACCOUNT_MANAGER: Bilingual("the seller centre", "商家后台"),
    Channel.APP: Bilingual("the app", "应用内申诉入口"),
    Channel.SOCIAL: Bilingual("the app", "应用内申诉入口"),
    Channel.IP_PORTAL: Bilingual("the rights-owner portal", "权利人平台"),
}


@dataclass(frozen=True, slots=True)
class LetterSubject:
    """The case that a letter to `party` is written about on the day `today`.

    library: the policies, with the windows and the targets of the house
    """

    case: Case
    party: Party
    library: Library
    today: date


def outcome_of(case: Case) -> Outcome | None:
    """How the case ended, as far as it has; before that, what the intake check found."""
    if case.state is State.WITHDRAWN:
        return Outcome.WITHDRAWN
    if case.decision is not None:
        return case.decision.finding.outcome
    return _FAULTS[case.faults[0]] if case.faults else None


def holding(scene: LetterSubject) -> frozenset[When]:
    """Which conditions of a pair hold in this case."""
    case = scene.case
    ruling = _ruling(case) if may_learn_measures(case, scene.party) else None
    last = last_day_to_file(case, scene.library.windows)
    so = {
        When.FURTHER_APPEAL: can_appeal_again(case),
        When.LAST_LEVEL: not can_appeal_again(case) and case.kind is not CaseKind.CLARIFICATION,
        When.EEA: case.market in EEA,
        When.MONEY_RELEASED: ruling is not None and _money_in(ruling.lifted) is not None,
        When.WINDOW_OPEN: last is not None and last >= scene.today,
    }
    return frozenset(when for when, holds in so.items() if holds)


def known(scene: LetterSubject) -> Mapping[str, Bilingual]:
    """Values by variable, each as both languages write it. What is not sure is left out."""
    return {name: said for part in _PARTS for name, said in part(scene) if said.en and said.zh}


Filled = Iterator[tuple[str, Bilingual]]


def _names(scene: LetterSubject) -> Filled:
    """Who and what the letter is about."""
    case, applicant = scene.case, scene.party.id == scene.case.applicant
    ids = [each.strip() for each in case.subject.id.split(",")]
    type_ = case.subject.type
    kind = _OBJECT.get(type_) or _both(OBJECT_TYPE[type_])
    if case.kind is CaseKind.CLARIFICATION:
        kind = _ASKED
    title = case.subject.title.translate(_INNER_QUOTES)
    yield "party_name", _called(scene.party.name)
    yield "reference", _same(case.reference)
    if applicant:
        second = case.kind is CaseKind.APPEAL and case.level > 1
        yield "request", _SECOND if second else _REQUEST[case.kind]
    yield "item", Bilingual(f"{kind.en} {', '.join(ids)}", kind.zh + "、".join(ids))
    yield "item_name", _same(title)
    yield "appeal_route", _ROUTE.get(scene.party.channel, Bilingual())
    yield "other_case", _same(case.duplicate_of)


def _times(scene: LetterSubject) -> Filled:
    """Days; one that is past is nothing to announce."""
    case, today = scene.case, scene.today
    due, asked, referred = resolution_due(case), case.open_info_request, case.open_referral
    given = timedelta(days=scene.library.targets.at(today).information_days)
    info = day_of(asked.due_at) if asked else today + given
    word = day_of(referred.due_at) if referred else today + WORD_EVERY
    coming = {
        "answer_by": day_of(due) if due is not None else None,
        "info_by": info,
        "next_word_by": word,
    }
    for name, day in coming.items():
        yield name, _day(day if day is not None and day >= today else None)
    decision = case.decision
    signed = (decision.signed_at or decision.proposed_at) if decision is not None else None
    yield "filed_date", _day(day_of(case.filed_at))
    yield "decided_on", _day(day_of(signed) if signed is not None else None)
    yield "effective_on", _day(_last(case, "Actioned"))
    yield "withdrawn_on", _day(_last(case, "Withdrawn"))


def _windows(scene: LetterSubject) -> Filled:
    """How long one may appeal, and the rule of the window in which this request had to be filed."""
    case, today = scene.case, scene.today
    told = day_of(case.clock.notified_at) if case.clock.notified_at is not None else today
    windows = scene.library.windows
    last = last_day_to_file(case, windows)
    again = windows.second(told, today).days
    yield "appeal_by", _day(last_day_to_appeal_again(case, told, windows, today))
    yield "appeal_days", written(TimeSpan(Decimal(again), Unit.DAY))
    yield "first_appeal_by", _day(last_day_to_appeal_anew(case.market, today, windows))
    yield "release_days", written(TimeSpan(Decimal(RELEASE_WORKING_DAYS), Unit.WORKING_DAY))
    yield "window_closed", _day(last if last is not None and last < today else None)
    yield "window_until", _day(last if last is not None and last >= today else None)
    # APL 2.1 to 2.3.
    clause = "2.3" if case.market in EEA else "2.1" if case.level == 1 else "2.2"
    version = scene.library.in_force(_PROCEDURE, day_of(case.filed_at))
    if version is not None and version.clause(clause) is not None:
        yield "window_rule", clauses((ClauseRef(_PROCEDURE, clause, version.version),))


def _grounds(scene: LetterSubject) -> Filled:
    """The rules on the conduct that the decision cites, else what the measure rests on.

    Rules of procedure (APL) stand in the sentence that applies them, not among the grounds.
    """
    enforcement, ruling = scene.case.enforcement, _ruling(scene.case)
    cited = tuple(each.ref for each in ruling.citations) if ruling is not None else ()
    refs = tuple(ref for ref in cited if ref.code != _PROCEDURE) or cited
    refs = refs or (enforcement.clauses if enforcement is not None else ())
    yield "clause", clauses(refs) if refs else Bilingual()
    if enforcement is not None:
        if may_learn_measures(scene.case, scene.party):
            yield "facts", enforcement.facts
        yield "conduct_date", _day(enforcement.conduct_on)
        yield "notice_date", _day(enforcement.notice_on)


def _result(scene: LetterSubject) -> Filled:
    """How the case ended, with what of it the recipient may learn."""
    case = scene.case
    outcome, ruling = outcome_of(case), _ruling(case)
    if outcome is not None:
        yield "outcome", _both(OUTCOME[outcome])
    if ruling is None:
        return
    yield "route", ruling.route
    # What the recipient sent and was weighed: of the other side's nothing is told, and what did
    # not count was not weighed.
    weighed = {each.evidence for each in ruling.weighed if each.verdict is not Verdict.NOT_COUNTED}
    own = [
        each.type for each in case.evidence if each.id in weighed and each.source == scene.party.id
    ]
    sent = dict.fromkeys(own)
    yield "evidence", _joined(_SENT.get(each) or _both(EVIDENCE[each]) for each in sent)
    if may_learn_measures(case, scene.party):
        money = _money_in(ruling.lifted)
        yield "reasons", ruling.rationale
        yield "kept", _measures(ruling.kept)
        yield "lifted", _measures(ruling.lifted)
        yield "imposed", _measures(ruling.imposed)
        yield "amount", written(money) if money is not None else Bilingual()


_PARTS = (_names, _times, _windows, _grounds, _result)


def _measures(measures: Iterable[Measure]) -> Bilingual:
    """All measures with what they are measured in: the item, the money, the points."""
    said: list[Bilingual] = []
    for measure in measures:
        name = _both(ACTION[measure.action])
        details = [_same(measure.item)] if measure.item else []
        if measure.money is not None:
            amount, currency = measure.money.amount, measure.money.currency
            details.append(written(MoneyValue(amount, frozenset({currency}))))
        if measure.points:
            points = measure.points
            details.append(Bilingual(f"{points} point{'s' if points > 1 else ''}", f"{points}分"))
        more = _joined(details)
        with_more = Bilingual(f"{name.en} ({more.en})", f"{name.zh}（{more.zh}）")
        said.append(with_more if details else name)
    return _joined(said)


def _money_in(measures: Iterable[Measure]) -> MoneyValue | None:
    """What is held in all; None for nothing, or for amounts of two currencies."""
    held = [each.money for each in measures if each.money is not None]
    currencies = frozenset(each.currency for each in held)
    if len(currencies) != 1:
        return None
    return MoneyValue(sum((each.amount for each in held), Decimal(0)), currencies)


def _both(message: Message) -> Bilingual:
    """A label inside a sentence of each language: UN 38.3 keeps its capitals."""
    english, chinese = Translator("en").text(message), Translator("zh_Hans").text(message)
    if not english[1:2].isupper():
        english = english[:1].lower() + english[1:]
    return Bilingual(english, chinese)


def _joined(several: Iterable[Bilingual]) -> Bilingual:
    """A list within a sentence."""
    listed = list(several)
    return Bilingual("; ".join(each.en for each in listed), "；".join(each.zh for each in listed))


def _same(text: str) -> Bilingual:
    """A name, an id: the same in both."""
    return Bilingual(text, text)


def _ruling(case: Case) -> Ruling | None:
    """What the case was decided, if it was."""
    return case.decision.finding if case.decision is not None else None


def _last(case: Case, event: str) -> date | None:
    """The day on which this last happened."""
    return next((day_of(each.at) for each in reversed(case.timeline) if each.event == event), None)


def _called(name: str) -> Bilingual:
    """A name that says itself in both languages, 林女士 (Ms Lin), is split between them."""
    parts = [part.strip() for part in _BRACKETS.split(name) if part.strip()]
    chinese = [part for part in parts if _HAN.search(part)]
    english = [part for part in parts if not _HAN.search(part)]
    if len(parts) == 2 and len(chinese) == 1:
        return Bilingual(english[0], chinese[0])
    return _same(name)


def _day(day: date | None) -> Bilingual:
    """A day as both languages write it; nothing for none."""
    if day is None:
        return Bilingual()
    return written(CalendarDate(day.year, day.month, day.day))
