"""Policies on the server: they begin with those that the program ships, and a version is examined
when it is published."""

from __future__ import annotations

from workstation.domain.context import Scene
from workstation.domain.glossary.values import GLOSSARY_ID, Glossary
from workstation.domain.policies.amendment import Amendment
from workstation.domain.policies.publication import CarryPolicy, PublishVersion
from workstation.domain.policy import Policy
from workstation.domain.record import Command, Id
from workstation.policies.library import load
from workstation.server.kinds.server_kind import ServedKind


class ServedPolicies(ServedKind):
    """A policy that a house has stays as the house has it, whatever a newer program ships."""

    def begins_with(self) -> tuple[tuple[Id, Command], ...]:
        """Begin with the shipped policies, each as version 1."""
        return tuple((each.id, CarryPolicy(opening=each)) for each in load().policies)

    def examine(self, scene: Scene[Policy], command: Command) -> None:
        """Make sure that both languages of a published version say the same, by the checks of
        letters.

        Raises `Refused`.
        """
        if isinstance(command, PublishVersion):
            from workstation.bilingual.twin_clauses import hold_back_draft  # 160 ms

            amendment = scene.others.need(Amendment, command.amendment)
            hold_back_draft(amendment, scene.others.need(Glossary, GLOSSARY_ID))
