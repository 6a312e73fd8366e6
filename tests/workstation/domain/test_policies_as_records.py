"""Policies and settings as records: drafts, a second person who publishes, what applied when."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from tests.workstation.domain import world as w
from workstation.domain.actor import Actor, system_actor
from workstation.domain.context import Context, ReferenceSet, Scene
from workstation.domain.fold import run
from workstation.domain.policies import amendment as a
from workstation.domain.policies.publication import (
    POLICY_KIND,
    OpenPolicy,
    PublishVersion,
    changed_clauses,
    signers,
)
from workstation.domain.policy import Clause, Library, Policy, policy_id
from workstation.domain.problem import Refused
from workstation.domain.settings.kinds import APPEAL_WINDOWS, TARGETS, SetTargets, SetWindows
from workstation.domain.settings.periods import (
    CARRIED_TARGETS,
    CARRIED_WINDOWS,
    AppealWindow,
    Target,
)
from workstation.domain.taxonomy import Role, Severity
from workstation.domain.text import Bilingual
from workstation.domain.windows import last_day_to_file
from workstation.policies import load

NOW = datetime.fromisoformat("2026-11-30T09:00:00+08:00")
TODAY = date(2026, 11, 30)
ANNA = Actor(id="anna", name="Anna", roles=frozenset({Role.POLICY}))
SOFIA = Actor(id="sofia", name="Sofia", roles=frozenset({Role.POLICY}))
NOBODY = Actor(id="wei", name="Wei", roles=frozenset({Role.SPECIALIST, Role.SUPERVISOR}))
LST = load().policy("LST")
ISSUE = a.Issue(
    label="3.0",
    effective_from=date(2027, 1, 15),
    change_note=Bilingual("2.4 asks for photos.", "2.4要求提供照片。"),
)
NEW = Clause(no="2.10", kind="rule", text=Bilingual("Photos are needed.", "须提供照片。"))


def context(*records) -> Context:
    references = [each for each in records if not isinstance(each, a.Amendment)]
    loaded = {each.id: each for each in records if isinstance(each, a.Amendment)}
    return Context(ReferenceSet((LST, *references)), loaded, frozenset(loaded))


def write(draft, *commands, by=ANNA, now=NOW):
    for command in commands:
        draft = run(a.AMENDMENT, Scene(draft, by, now, context()), command)
    return draft


def begun(issue=ISSUE, by=ANNA, policy="LST"):
    command = a.DraftAmendment(policy=policy_id(policy), issue=issue)
    return write(a.AMENDMENT.creates[a.DraftAmendment]("amendment:1", command), command, by=by)


def publish(draft, policy=LST, by=SOFIA, now=NOW, read=None):
    command = PublishVersion(amendment=draft.id, read=draft.version if read is None else read)
    return run(POLICY_KIND, Scene(policy, by, now, context(draft)), command)


def refused(call, *args, **named) -> str:
    with pytest.raises(Refused) as no:
        call(*args, **named)
    return no.value.reason.id


def test_a_draft_begins_with_the_clauses_of_the_last_version() -> None:
    draft = begun()
    assert (draft.base, draft.clauses) == ("2.0", LST.versions[-1].clauses)
    assert draft.writers == (ANNA.person,)
    draft = write(draft, a.WriteClause(clause=NEW), by=SOFIA)
    assert [each.no for each in draft.clauses][-3:] != ["2.10"]
    numbers = [each.no for each in draft.clauses]
    assert numbers == sorted(numbers, key=a.order_of)
    assert numbers.index("2.10") > numbers.index("2.4")
    assert draft.writers == (ANNA.person, SOFIA.person)


def test_a_second_person_publishes_and_the_version_before_ends_on_the_eve() -> None:
    draft = write(begun(), a.WriteClause(clause=NEW), a.RemoveClause(no="2.4"))
    after = publish(draft)
    last = after.versions[-1]
    assert (last.version, last.published_by, last.written_by) == (
        "3.0",
        SOFIA.person,
        (ANNA.person,),
    )
    assert set(last.changed_clauses) == {"2.10", "2.4"}
    assert after.versions[-2].effective_to == date(2027, 1, 14)
    assert after.in_force(date(2027, 1, 14)).version == "2.0"
    assert after.in_force(date(2027, 1, 15)).version == "3.0"
    # What was published stays as it is.
    assert after.versions[-2].clauses == LST.versions[-1].clauses


@pytest.mark.parametrize("by", [ANNA, NOBODY, system_actor()])
def test_nobody_else_publishes(by: Actor) -> None:
    refused(publish, write(begun(), a.WriteClause(clause=NEW)), by=by)


def test_those_who_sign_are_those_from_whom_it_is_taken() -> None:
    """The window names the people whom the rule lets publish."""
    draft = write(begun(), a.WriteClause(clause=NEW))
    jing = replace(ANNA, id="jing", name="Jing")
    people = (ANNA, SOFIA, NOBODY, jing, system_actor())
    named = signers(people, draft)
    assert named == (SOFIA, jing)
    for each in people:
        assert a.may_write(each) == (each in (ANNA, SOFIA, jing))
        if each in named:
            assert publish(draft, by=each).versions[-1].published_by == each.person
        else:
            refused(publish, draft, by=each)
    assert not a.may_write(None)
    row = a.AMENDMENT.listing.row_of(draft)
    assert [a.is_writer(row, each.id) for each in people] == [True, False, False, False, False]


def test_who_wrote_a_single_clause_does_not_publish() -> None:
    draft = write(begun(), a.WriteClause(clause=NEW))
    draft = write(draft, a.WriteClause(clause=replace(NEW, no="2.11")), by=SOFIA)
    assert "wrote in this draft" in refused(publish, draft, by=SOFIA)


@pytest.mark.parametrize(
    ("issue", "said"),
    [
        (replace(ISSUE, effective_from=date(2026, 11, 29)), "is over"),
        (replace(ISSUE, label="2.0"), "does not come after"),
        (replace(ISSUE, label="three"), "no number of a version"),
        (replace(ISSUE, change_note=Bilingual("Only English.", "")), "change note"),
    ],
)
def test_what_stands_around_a_version_is_looked_at(issue: a.Issue, said: str) -> None:
    draft = write(begun(), a.WriteClause(clause=NEW), a.SetIssue(issue=issue))
    assert said in refused(publish, draft)


def test_it_can_take_effect_today_but_not_before_the_last_one() -> None:
    today = replace(ISSUE, effective_from=TODAY)
    draft = write(begun(), a.WriteClause(clause=NEW), a.SetIssue(issue=today))
    assert publish(draft).in_force(TODAY).version == "3.0"
    later = publish(write(begun(), a.WriteClause(clause=NEW)))
    draft = write(begun(), a.WriteClause(clause=replace(NEW, no="9.9")))
    draft = replace(draft, base="3.0", issue=replace(today, label="4.0"))
    assert "cannot do so before" in refused(publish, draft, later)


def test_clauses_are_whole_and_something_changes() -> None:
    assert "changes no clause" in refused(publish, begun())
    half = replace(NEW, text=Bilingual("Only English.", ""))
    assert "both languages" in refused(publish, write(begun(), a.WriteClause(clause=half)))
    for wrong in (replace(NEW, no="two"), replace(NEW, no=""), replace(NEW, kind=" ")):
        refused(write, begun(), a.WriteClause(clause=wrong))


def test_two_publish_at_once_and_the_second_compares() -> None:
    first = write(begun(), a.WriteClause(clause=NEW))
    second = replace(write(begun(by=SOFIA), a.WriteClause(clause=NEW), by=SOFIA), id="amendment:2")
    now = publish(first)
    assert "was published since" in refused(publish, second, now, by=ANNA)
    follow = a.FollowVersion(label="3.0")
    scene = Scene(second, SOFIA, NOW, Context(ReferenceSet((now,))))
    second = run(a.AMENDMENT, scene, follow)
    issue = replace(ISSUE, label="3.1", effective_from=date(2027, 2, 1))
    clause = replace(NEW, no="2.12")
    second = write(second, a.SetIssue(issue=issue), a.WriteClause(clause=clause), by=SOFIA)
    assert publish(second, now, by=ANNA).versions[-1].version == "3.1"


def test_what_was_not_read_is_not_published() -> None:
    draft = write(begun(), a.WriteClause(clause=NEW))
    assert "changed after you had read it" in refused(publish, draft, read=draft.version - 1)


def test_a_draft_that_is_done_is_not_written_in() -> None:
    draft = write(begun(), a.DiscardAmendment(reason="Not needed"))
    assert "given up" in refused(write, draft, a.WriteClause(clause=NEW))
    assert "cannot become" in refused(publish, draft)
    draft = write(begun(), a.MarkPublished(), by=system_actor())
    assert "published" in refused(write, draft, a.WriteClause(clause=NEW))
    refused(write, begun(), a.MarkPublished())
    refused(write, begun(), a.DiscardAmendment(reason=" "))


def test_a_policy_of_its_own_begins_without_a_version() -> None:
    title = Bilingual("Auctions", "拍卖")
    command = OpenPolicy(code="ACT", title=title, owner="Content Policy")
    blank = POLICY_KIND.creates[OpenPolicy]("policy:ACT", command)
    opened = run(POLICY_KIND, Scene(blank, ANNA, NOW, context()), command)
    assert (opened.id, opened.versions, opened.version) == ("policy:ACT", (), 1)
    for wrong in (
        replace(command, code="act"),
        replace(command, title=Bilingual("Auctions", "")),
    ):
        refused(run, POLICY_KIND, Scene(blank, ANNA, NOW, context()), wrong)
    refused(run, POLICY_KIND, Scene(blank, NOBODY, NOW, context()), command)
    refused(run, POLICY_KIND, Scene(opened, SOFIA, NOW, context()), command)
    first = replace(begun(), policy=opened.id, base="", clauses=(NEW,))
    assert publish(first, opened).versions[-1].changed_clauses == ()


def test_what_changed_names_new_gone_and_other_clauses() -> None:
    last = LST.versions[-1]
    other = replace(last.clauses[0], points=9)
    assert changed_clauses(last, (other, *last.clauses[2:], NEW)) == (
        other.no,
        NEW.no,
        last.clauses[1].no,
    )


def test_the_milder_window_applies_where_the_rule_changed_while_it_ran() -> None:
    def last(notice: date, filed: date, windows=CARRIED_WINDOWS) -> date:
        case = w.simple()
        enforcement = replace(case.enforcement, notice_on=notice, conduct_on=notice)
        at = datetime(filed.year, filed.month, filed.day, 4, tzinfo=NOW.tzinfo)
        case = replace(case, enforcement=enforcement, market="SG", filed_at=at)
        return last_day_to_file(case, windows)

    day = timedelta(days=1)
    assert last(date(2025, 6, 1), date(2025, 6, 10)) == date(2025, 6, 1) + 14 * day
    # Asked in 2026 about a notice of 2025: 30 days are milder than 14.
    assert last(date(2025, 12, 20), date(2026, 1, 10)) == date(2025, 12, 20) + 30 * day
    assert last(date(2026, 3, 1), date(2026, 3, 2)) == date(2026, 3, 1) + 30 * day
    # A rule that becomes stricter takes nothing from whom the milder one was in force for.
    period = AppealWindow(
        effective_from=date(2027, 1, 1), first_days=20, second_days=10, eea_months=6
    )
    stricter = set_windows(CARRIED_WINDOWS, period)
    assert last(date(2026, 12, 20), date(2027, 1, 5), stricter) == date(2026, 12, 20) + 30 * day
    assert last(date(2027, 1, 1), date(2027, 1, 5), stricter) == date(2027, 1, 1) + 20 * day


def set_windows(windows, period, by=ANNA, reason="A new rule."):
    command = SetWindows(period=period, reason=reason)
    return run(APPEAL_WINDOWS, Scene(windows, by, NOW, context()), command)


def test_settings_are_set_from_a_day_on_by_policy_users() -> None:
    period = AppealWindow(effective_from=TODAY, first_days=20, second_days=10, eea_months=6)
    assert set_windows(CARRIED_WINDOWS, period).periods[-1] == period
    again = replace(period, first_days=25)
    assert set_windows(set_windows(CARRIED_WINDOWS, period), again).periods[-1] == again
    refused(set_windows, CARRIED_WINDOWS, period, by=NOBODY)
    refused(set_windows, CARRIED_WINDOWS, period, reason=" ")
    for wrong in (
        replace(period, effective_from=date(2026, 11, 29)),
        replace(period, eea_months=5),
        replace(period, first_days=0),
        replace(period, second_days=21),
    ):
        refused(set_windows, CARRIED_WINDOWS, wrong)


def test_a_case_keeps_the_targets_of_the_day_on_which_it_was_filed() -> None:
    period = replace(
        CARRIED_TARGETS.periods[0],
        effective_from=TODAY,
        p2=Target(first_response=60, resolution=600),
    )
    command = SetTargets(period=period, reason="Faster")
    targets = run(TARGETS, Scene(CARRIED_TARGETS, ANNA, NOW, context()), command)
    library = Library(load().policies, targets=targets)
    assert library.targets.at(date(2026, 11, 29)) == CARRIED_TARGETS.periods[0]
    assert library.targets.at(TODAY).of(Severity.P2).resolution == 600
    worse = replace(period, p0=Target(first_response=60, resolution=30))
    wrong = SetTargets(period=worse, reason="Faster")
    refused(run, TARGETS, Scene(CARRIED_TARGETS, ANNA, NOW, context()), wrong)


def test_references_are_found_by_their_type() -> None:
    references = ReferenceSet((LST, CARRIED_WINDOWS))
    assert references.of(Policy) == (LST,)
    assert references.library.windows is CARRIED_WINDOWS
    assert references.library.targets is CARRIED_TARGETS
    other = replace(LST, owner="Somebody")
    assert references.with_records([other]).of(Policy) == (other,)
    assert references[LST.id] is LST
