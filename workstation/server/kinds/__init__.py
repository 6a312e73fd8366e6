"""What the server does beside the rules for records of some kinds: it numbers them, keeps what they
are found by, and examines what letters say."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from workstation.domain.kinds import KINDS
from workstation.domain.settings.kinds import CarryTargets, CarryWindows
from workstation.domain.settings.periods import CARRIED_TARGETS, CARRIED_WINDOWS
from workstation.server.kinds.cases import ServedCases
from workstation.server.kinds.glossary import ServedGlossary
from workstation.server.kinds.jobs import ServedJobs
from workstation.server.kinds.people import ServedCrews, ServedPeople
from workstation.server.kinds.policies import ServedPolicies
from workstation.server.kinds.server_kind import ServedKind
from workstation.server.kinds.settings import ServedSetting

SERVED: Mapping[str, ServedKind] = MappingProxyType(
    {
        "case": ServedCases(),
        "glossary": ServedGlossary(),
        "job": ServedJobs(KINDS),
        "policy": ServedPolicies(),
        "appeal_windows": ServedSetting(CARRIED_WINDOWS.id, CarryWindows(opening=CARRIED_WINDOWS)),
        "targets": ServedSetting(CARRIED_TARGETS.id, CarryTargets(opening=CARRIED_TARGETS)),
        "person": ServedPeople(),
        "crew": ServedCrews(),
    }
)
