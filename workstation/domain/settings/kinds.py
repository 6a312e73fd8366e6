"""The kinds of the house settings: a policy user says what applies from a day on, and why.

What applied on a day that is over stays as it was. A further setting needs its record in
`periods`, and its commands, events, check and kind here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, Generic, TypeVar

from workstation.domain.context import Scene
from workstation.domain.policies.amendment import POLICY, wrong_role
from workstation.domain.problem import Refused
from workstation.domain.record import Act, Command, Effect, Event, Id, Kind, Right, own
from workstation.domain.settings.periods import (
    AppealWindow,
    AppealWindows,
    Period,
    TargetPeriod,
    Targets,
)
from workstation.domain.taxonomy import Role, Severity
from workstation.domain.text import Bilingual
from workstation.domain.views import EVERYONE
from workstation.domain.windows import day_of
from workstation.i18n import Message, _, pgettext
from workstation.value_class import dataclass

P = TypeVar("P", bound=Period)
_PERIODS = "periods"


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryWindows(Command):
    """Begin the appeal windows with `opening`, which the program carries (the platform)."""

    opening: AppealWindows


@dataclass(frozen=True, slots=True, kw_only=True)
class SetWindows(Command):
    """Say which appeal windows apply from a day on, and why; the day is in `period`."""

    period: AppealWindow
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowsCarried(Event):
    """The appeal windows began, as `opening`."""

    opening: AppealWindows


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowsSet(Event):
    """Other appeal windows were set to apply from a day on."""

    period: AppealWindow
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryTargets(Command):
    """Begin the targets with `opening`, which the program carries (the platform)."""

    opening: Targets


@dataclass(frozen=True, slots=True, kw_only=True)
class SetTargets(Command):
    """Say which targets apply from a day on, and why; the day is in `period`."""

    period: TargetPeriod
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetsCarried(Event):
    """The targets began, as `opening`."""

    opening: Targets


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetsSet(Event):
    """Other targets were set to apply from a day on."""

    period: TargetPeriod
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting(Generic[P]):
    """What one kind of setting brings.

    name: the name of its kind.
    record: the type of its record, which has `periods`.
    carry, carried: the command and the event that begin it, which have an `opening`.
    set, was_set: the command and the event that change it, which have `period` and `reason`.
    check: raises `Refused` for a period that makes no sense.
    said: the label of a change in its history.
    """

    name: str
    # Any: each setting has types of its own, with the fields of those above.
    record: type[Any]
    carry: type[Any]
    carried: type[Any]
    set: type[Any]
    was_set: type[Any]
    check: Callable[[P], None]
    said: Message


# Any: here and below, a record, command or event of whichever setting.
def _start(setting: Setting[Any], _id: Id, said: Any) -> Any:
    if not isinstance(said, setting.carry | setting.carried):
        raise ValueError(f"{setting.name} begin with their opening")
    return replace(said.opening, version=0, marks=())


def _carry(setting: Setting[Any], scene: Scene[Any], command: Any) -> tuple[Event, ...]:
    if scene.record.version > 0:
        return ()
    by = scene.actor.person
    event: Event = setting.carried(at=scene.now, by=by, opening=command.opening)
    return (event,)


def _set(setting: Setting[Any], scene: Scene[Any], command: Any) -> tuple[Event, ...]:
    period, reason = command.period, command.reason.strip()
    if period in scene.record.periods:
        return ()
    if period.effective_from < day_of(scene.now):
        raise Refused(
            _("{day} is over: what applied then stays as it was.", day=period.effective_from),
            _("Choose today or a later day."),
        )
    if not reason:
        raise Refused(_("No reason is given."), _("Say in a few words why."))
    setting.check(period)
    by = scene.actor.person
    event: Event = setting.was_set(at=scene.now, by=by, period=period, reason=reason)
    return (event,)


def _with_period(record: Any, event: Any) -> Any:
    day: date = event.period.effective_from
    others = [each for each in record.periods if each.effective_from != day]
    periods = sorted([*others, event.period], key=lambda each: each.effective_from)
    return replace(record, periods=tuple(periods))


def _kind(setting: Setting[Any]) -> Kind[Any]:
    start = partial(_start, setting)
    return Kind(
        name=setting.name,
        record=setting.record,
        acts=(
            Act(
                name="carry",
                command=setting.carry,
                rule=partial(_carry, setting),
                rights=(Right(by=frozenset({Role.SYSTEM})),),
            ),
            Act(
                name="set",
                command=setting.set,
                rule=partial(_set, setting),
                rights=(Right(by=POLICY),),
                relies_on=own(_PERIODS),
                words=lambda command: (Bilingual(command.reason, command.reason),),
            ),
        ),
        effects=(
            Effect(
                name="carried",
                event=setting.carried,
                apply=lambda record, _event: record,
                said=pgettext("setting", "Begun"),
            ),
            Effect(name="set", event=setting.was_set, apply=_with_period, said=setting.said),
        ),
        creates={setting.carry: start},
        start=start,
        aspects=lambda a, b: frozenset({_PERIODS} if a.periods != b.periods else set()),
        scopes=lambda _record: frozenset({EVERYONE}),
        reference=True,
        wrong_role=wrong_role,
    )


def _windows_make_sense(period: AppealWindow) -> None:
    if not 1 <= period.second_days <= period.first_days <= 366 or not 6 <= period.eea_months <= 24:
        raise Refused(
            _("These appeal windows cannot be."),
            _(
                "A first appeal has 1 to 366 days, a second no more than the first; in the EU and"
                " EEA a party has at least six months (DSA Art. 20(1))."
            ),
        )


def _targets_make_sense(period: TargetPeriod) -> None:
    for target in map(period.of, Severity):
        if not 1 <= target.first_response <= target.resolution <= 60 * 24 * 60:
            raise Refused(
                _("These targets cannot be."),
                _("A first answer comes before the decision, and both within 60 days."),
            )
    if not 1 <= period.information_days <= 60:
        raise Refused(
            _("A party has 1 to 60 days to send what it was asked for."), _("Change the number.")
        )


APPEAL_WINDOWS: Kind[AppealWindows] = _kind(
    Setting(
        name="appeal_windows",
        record=AppealWindows,
        carry=CarryWindows,
        carried=WindowsCarried,
        set=SetWindows,
        was_set=WindowsSet,
        check=_windows_make_sense,
        said=pgettext("setting", "Appeal windows set"),
    )
)
TARGETS: Kind[Targets] = _kind(
    Setting(
        name="targets",
        record=Targets,
        carry=CarryTargets,
        carried=TargetsCarried,
        set=SetTargets,
        was_set=TargetsSet,
        check=_targets_make_sense,
        said=pgettext("setting", "Targets set"),
    )
)
