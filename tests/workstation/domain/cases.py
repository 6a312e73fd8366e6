"""The rules of cases as the tests ask them: a case, a command, somebody, a time, the policies."""

from dataclasses import replace

from workstation.domain import apply as applying
from workstation.domain import conflict as conflicting
from workstation.domain import decide as deciding
from workstation.domain import fold as folding
from workstation.domain.case_kind import CASE, scene_of
from workstation.domain.context import Context, ReferenceSet, declared_by
from workstation.domain.policy import Library


def decide(case, command, actor, now, library):
    return deciding.decide(CASE, scene_of(case, actor, now, library), command)


def run(case, command, actor, now, library):
    return folding.run(CASE, scene_of(case, actor, now, library), command)


def fold(case, pending, actor, library):
    return folding.fold(CASE, case, pending, actor, Context(ReferenceSet(library.policies)))


def apply(case, event):
    return applying.apply(CASE, case, event)


def commit(case, events, actor):
    return applying.commit(CASE, case, events, actor)


def conflict(case, command, actor, seen):
    scene = scene_of(case, actor, case.filed_at, Library())
    context = scene.others.declaring(declared_by(CASE, case, command))
    scene = replace(scene, others=context)
    return conflicting.conflict(CASE, scene, command, {case.id: seen})


def keep(case, command_id, command, actor, now):
    return conflicting.keep(CASE, scene_of(case, actor, now, Library()), command_id, command)


EVENTS = {effect.name: effect.event for effect in CASE.effects}
COMMANDS = {act.name: act.command for act in CASE.acts}


def name_of(event):
    return CASE.by_event[type(event)].name
