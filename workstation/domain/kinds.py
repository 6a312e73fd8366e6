"""The kinds of records that this program knows."""

from __future__ import annotations

from workstation.domain.case_kind import CASE
from workstation.domain.house import GLOSSARY
from workstation.domain.job import job_kind
from workstation.domain.people.crew import CREW, QUEUE
from workstation.domain.people.interests import INTERESTS
from workstation.domain.people.person import PERSON
from workstation.domain.record import Registry

JOB = job_kind({(CASE.name, "assign")})
# Who works here: without these, nobody can sign in.
PEOPLE = (PERSON, INTERESTS, CREW, QUEUE)
KINDS = Registry((CASE, GLOSSARY, JOB, *PEOPLE))
