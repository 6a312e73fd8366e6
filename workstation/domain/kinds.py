"""The kinds of records that this program knows, in one registry."""

from __future__ import annotations

from workstation.domain.case_kind import CASE
from workstation.domain.glossary.acts import GLOSSARY
from workstation.domain.job import job_kind
from workstation.domain.people.crew import CREW, QUEUE
from workstation.domain.people.deposit import DEPOSIT
from workstation.domain.people.interests import INTERESTS
from workstation.domain.people.person import PERSON
from workstation.domain.policies.amendment import AMENDMENT
from workstation.domain.policies.publication import POLICY_KIND
from workstation.domain.record import Registry
from workstation.domain.settings.kinds import APPEAL_WINDOWS, TARGETS

JOB = job_kind({(CASE.name, "assign")})
# The kinds of who works here: without their records, nobody can sign in.
PEOPLE = (PERSON, INTERESTS, CREW, QUEUE)
# The kinds of what cases are decided by.
RULES = (POLICY_KIND, AMENDMENT, APPEAL_WINDOWS, TARGETS)
KINDS = Registry((CASE, GLOSSARY, JOB, *PEOPLE, *RULES, DEPOSIT))
