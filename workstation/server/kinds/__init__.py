"""What the server does besides for records of some kinds: numbers, look-ups, what letters say."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from workstation.domain.kinds import KINDS
from workstation.server.kinds.cases import ServedCases
from workstation.server.kinds.glossary import ServedGlossary
from workstation.server.kinds.jobs import ServedJobs
from workstation.server.kinds.people import ServedPeople
from workstation.server.kinds.served import Served

SERVED: Mapping[str, Served] = MappingProxyType(
    {
        "case": ServedCases(),
        "glossary": ServedGlossary(),
        "job": ServedJobs(KINDS),
        "person": ServedPeople(),
    }
)
