"""What the author of a command that came too late is told: what happened, who did it, and when."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.workstation.domain import test_lifecycle as lifecycle
from tests.workstation.domain import world as w
from tests.workstation.domain.cases import apply, commit, conflict, decide, name_of
from workstation.domain import commands as c
from workstation.domain.acts import ACTS
from workstation.domain.effects import EFFECTS, changed_aspects
from workstation.domain.problem import Aspect, Refused
from workstation.domain.record import LateCommand, changed_meanwhile
from workstation.domain.rules.late_commands import late_words
from workstation.domain.taxonomy import Role, State
from workstation.i18n import Translator

HANA = w.person("hana", Role.SPECIALIST)
EN, ZH = Translator("en"), Translator("zh_Hans")
LATER = w.NOON + timedelta(days=30)
# What an author is told of each event that can stand in their way, in both languages.
SAID = {
    "intake_checked": ("intake check ran", "受理审查"),
    "accepted": ("accepted the request", "受理"),
    "owned": ("this case", "本案"),
    "released": ("case", "本案"),
    "information_requested": ("asked a party for information", "补充材料"),
    "information_received": ("recorded what a party answered", "答复"),
    "referred": ("asked another team", "团队"),
    "referral_answered": ("answered for the team", "团队"),
    "proposed": ("proposed a decision", "拟"),
    "returned": ("sent the proposed decision back", "退回"),
    "decided": ("signed a decision", "签署"),
    "not_accepted": ("turned the request down", "不予受理"),
    "actioned": ("was carried out", "执行"),
    "letter_sent": ("sent a letter", "信"),
    "notified": ("told the last of the parties", "告知"),
    "closed": ("closed the case", "结案"),
    "withdrawn": ("took its request back", "撤回"),
    "reopened": ("opened the case again", "重新"),
}
GRAVEST = (
    *(Aspect.ASSIGNMENT, Aspect.DECISION, Aspect.EVIDENCE),
    *(Aspect.LETTERS, Aspect.STATE),
)


def done_by_others(state):
    """What everybody can do to a case in that state, each with the case after it and with the last
    event of it that changed each aspect."""
    before = w.in_state(state)
    for name in lifecycle.COMMANDS:
        for who in (w.PRIYA, w.LINA, w.SOFIA, w.ROBOT):
            for at in (w.NOON, LATER):
                try:
                    events = decide(before, lifecycle.COMMANDS[name], who, at, w.LIBRARY)
                except Refused:
                    continue
                last, case = {}, before
                for event in events:
                    earlier, case = case, apply(case, event)
                    last |= dict.fromkeys(changed_aspects(earlier, case), event)
                yield before, commit(before, events, who.id), who, at, last


@pytest.mark.parametrize("state", [each for each in State if each is not State.NEW])
def test_every_conflict_says_what_happened_who_did_it_and_when(state) -> None:
    told = set()
    for before, after, who, at, last in done_by_others(state):
        for name, command in lifecycle.COMMANDS.items():
            found = conflict(after, command, w.WEI, before.version)
            if found is None:
                continue
            aspect = next(each for each in GRAVEST if each in found.aspects)
            event = name_of(last[aspect])
            english, chinese = EN.text(found.reason), ZH.text(found.reason)
            assert SAID[event][0] in english, (name, event, english)
            assert SAID[event][1] in chinese, (name, event, chinese)
            for said, speaks in ((english, EN), (chinese, ZH)):
                # The platform asks nobody: what it does has only its time.
                assert who is w.ROBOT or who.name in said, (name, event, said)
                assert speaks.moment(at) in said, (name, event, said)
            told.add(event)
    if state is State.IN_REVIEW:
        assert "owned" in told


def test_every_event_that_changes_what_people_rely_on_has_its_sentence() -> None:
    silent = {"filed", "noted", "proposal_kept"}
    assert SAID.keys() | silent <= {effect.name for effect in EFFECTS}
    relied = {
        aspect for act in ACTS for aspect in act.relies_on(w.simple(), _any(act)).get("C", ())
    }
    assert relied <= set(GRAVEST)


def _any(act):
    return next(
        (each for each in lifecycle.COMMANDS.values() if type(each) is act.command), c.Claim()
    )


@pytest.mark.parametrize(
    ("doing", "english", "chinese"),
    [
        ([(HANA, c.Claim())], "Hana claimed this case", "Hana于"),
        ([(w.PRIYA, c.Assign(owner=w.LINA))], "Priya gave this case to Lina", "交给了Lina"),
        ([(w.PRIYA, c.Assign(owner=w.WEI))], "Priya gave this case to you", "交给了您"),
        (
            [(w.LINA, c.Claim()), (w.PRIYA, c.Assign(owner=None))],
            "Priya took this case from Lina",
            "从Lina手中收回",
        ),
        ([(w.LINA, c.Claim()), (w.LINA, c.Release())], "Lina put this case back", "Lina于"),
        (
            [(w.LINA, c.Claim()), (w.ROBOT, c.Assign(owner=None))],
            "The access of Lina ended, and this case went back to the queue",
            "Lina的访问权限已终止",
        ),
    ],
)
def test_a_case_that_another_took_is_told_as_it_was(doing, english, chinese) -> None:
    seen = case = w.in_state(State.QUEUED)
    for who, command in doing:
        case = w.do(case, command, who)
    found = conflict(case, c.Claim(), w.WEI, seen.version)
    assert found is not None
    assert EN.text(found.reason).startswith(english)
    assert chinese in ZH.text(found.reason)


def test_a_case_that_was_taken_away_says_from_whom() -> None:
    seen = w.in_state(State.IN_REVIEW)
    taken = w.do(seen, c.Assign(owner=None), w.PRIYA)
    found = conflict(taken, c.Decide(finding=w.finding(seen)), w.WEI, seen.version)
    assert found is not None
    assert EN.text(found.reason).startswith("Priya took this case from you on ")
    assert "claim it" in EN.text(found.remedy)


def test_a_kind_without_words_of_its_own_says_who_and_when() -> None:
    late = LateCommand(scene=None, command=None, aspects=frozenset({"x"}), by="Priya", at=w.NOON)
    for speaks in (EN, ZH):
        said = speaks.text(changed_meanwhile(late)[0])
        assert "Priya" in said
        assert speaks.moment(w.NOON) in said


def test_what_the_timeline_does_not_tell_is_still_said() -> None:
    case = replace(w.in_state(State.IN_REVIEW), timeline=())
    late = LateCommand(
        scene=_Scene(case), command=c.Claim(), aspects=frozenset({Aspect.LETTERS}), by="", at=None
    )
    assert EN.text(late_words(late)[0]) == "A colleague sent a letter while you were writing."


class _Scene:
    """A case without a line of anybody else."""

    def __init__(self, case):
        self.record, self.actor = case, w.WEI
