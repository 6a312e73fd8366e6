"""The rules of decisions: outcome, clauses at their versions, evidence weighed, and signatures."""

from __future__ import annotations

from dataclasses import replace

from workstation.domain.case import Case, Decision, Ruling
from workstation.domain.commands import Agree, Decide, RecordAction, Return
from workstation.domain.events import Actioned, Decided, NotAccepted, Proposed, Returned
from workstation.domain.labels import OUTCOME
from workstation.domain.policy import ClauseRef
from workstation.domain.problem import Refused
from workstation.domain.record import Event
from workstation.domain.rules.conduct import rule_days
from workstation.domain.rules.four_eyes import four_eyes
from workstation.domain.rules.guards import CaseScene, says_something
from workstation.domain.rules.measures import add_up
from workstation.domain.taxonomy import CaseKind, Outcome, State
from workstation.domain.windows import EEA, day_of
from workstation.i18n import _

# The outcomes of a request that is not accepted at the intake check.
INTAKE_OUTCOMES = (
    Outcome.EXPIRED,
    Outcome.DUPLICATE,
    Outcome.OUT_OF_SCOPE,
    Outcome.NO_STANDING,
)
_REVIEW_OUTCOMES = (
    Outcome.UPHELD,
    Outcome.OVERTURNED,
    Outcome.PARTLY_OVERTURNED,
    Outcome.NEW_RESTRICTION,
)
_CHANGES_NOTHING = (Outcome.UPHELD, Outcome.ANSWERED)
# The policies of procedure: for steps and time limits the milder rule applies (APL 3.3), so that
# a later version of these may be cited for earlier conduct.
_PROCEDURE = frozenset({"APL", "PRV"})


def possible_outcomes(case: Case) -> tuple[Outcome, ...]:
    """The outcomes that a decision of this case can have as it stands."""
    if case.state in (State.NEW, State.INTAKE_CHECK):
        return INTAKE_OUTCOMES
    if case.kind is CaseKind.CLARIFICATION:
        return (Outcome.ANSWERED,)
    if case.enforcement is None or not case.enforcement.measures:
        return (Outcome.UPHELD, Outcome.NEW_RESTRICTION)
    if case.kind is CaseKind.NOTIFIER_COMPLAINT:
        return _REVIEW_OUTCOMES
    return (Outcome.UPHELD, Outcome.OVERTURNED, Outcome.PARTLY_OVERTURNED)


def changes_something(finding: Ruling) -> bool:
    """Whether something has to be carried out in the source systems after such a decision."""
    return finding.outcome not in _CHANGES_NOTHING or bool(finding.imposed)


def decide(scene: CaseScene, command: Decide) -> tuple[Event, ...]:
    """Sign a decision; propose it where two people must agree (APL 5.2); or, in the intake check,
    turn the request away.

    Raises `Refused` for a decision that does not fit the case, or of which something is missing.
    """
    finding = command.finding
    _outcome_fits(scene.record, finding)
    at, by = scene.now, scene.actor.person
    decision = Decision(finding=finding, proposed_by=by, proposed_at=at)
    if scene.record.state is State.INTAKE_CHECK:
        _turns_away(scene.record, finding)
        signed = replace(decision, signed_by=by, signed_at=at)
        return (NotAccepted(at=at, by=by, decision=signed),)
    _cites_what_applied(scene, finding)
    _weighs_everything(scene.record, finding)
    add_up(scene.record, finding)
    if not finding.rationale.en.strip() and not finding.rationale.zh.strip():
        raise Refused(
            _("The decision gives no reasons."),
            _("Say in a sentence or two why the outcome follows from clause and evidence."),
        )
    if four_eyes(scene.record, finding, scene.library) is not None:
        return (Proposed(at=at, by=by, decision=replace(decision, four_eyes=True)),)
    return (Decided(at=at, by=by, decision=replace(decision, signed_by=by, signed_at=at)),)


def _outcome_fits(case: Case, finding: Ruling) -> None:
    """Raise `Refused` for an outcome that this case cannot have, or that needs a reason."""
    if finding.outcome not in possible_outcomes(case):
        raise Refused(
            _("“{outcome}” is not possible here.", outcome=OUTCOME[finding.outcome]),
            _("Possible is: {outcome}.", outcome=OUTCOME[possible_outcomes(case)[0]]),
        )
    overturns = finding.outcome in (
        Outcome.OVERTURNED,
        Outcome.PARTLY_OVERTURNED,
        Outcome.NEW_RESTRICTION,
    )
    if overturns and finding.reason is None:
        raise Refused(
            _("It is not said why the first decision does not stand."),
            _("Choose a reason."),
        )


def _turns_away(case: Case, finding: Ruling) -> None:
    """Raise `Refused` where the request cannot be turned away by this: for a fault that the intake
    check did not find, or without the right route for the party (APL 3.1)."""
    found = {Outcome(fault.value) for fault in case.faults}
    # Scope is a person's judgement; the other faults are facts that the check must have found.
    if finding.outcome not in found | {Outcome.OUT_OF_SCOPE}:
        raise Refused(
            _("The intake check did not find that."),
            _("Choose the fault that it found, or accept the request."),
        )
    if not finding.route.complete:
        raise Refused(
            _("The right route is not named in both languages."),
            _("Say in English and in Chinese what the party can do instead."),
        )


def _cites_what_applied(scene: CaseScene, finding: Ruling) -> None:
    """Raise `Refused` where the finding cites nothing, or something that does not say the same in
    the library, or did not apply (APL 3.3)."""
    if not finding.citations:
        raise Refused(_("The decision cites no clause."), _("Cite the clause that it rests on."))
    for citation in finding.citations:
        now = scene.library.cite(citation.ref)
        if now is None or not now.says_the_same_as(citation):
            raise Refused(
                _("{clause} is not in the policy library.", clause=citation.ref.label()),
                _("Cite it again from the policy pane."),
            )
    days = sorted(rule_days(scene.record))
    for citation in finding.citations:
        if not _applies(scene, citation.ref):
            clause, first, last = citation.ref.label(), days[0], days[-1]
            raise Refused(
                _("{clause} was not in force on {day}.", clause=clause, day=first)
                if len(days) == 1
                else _(
                    "{clause} was in force on no day of conduct of this case, {first} to {last}.",
                    clause=clause,
                    first=first,
                    last=last,
                ),
                _("Cite the version that applied on the day of the conduct (APL 3.3)."),
            )


def _applies(scene: CaseScene, ref: ClauseRef) -> bool:
    """Whether the clause may be cited for this case, by the library as it is: what a citation
    says of its own time may be out of date."""
    case, version, clause = scene.record, scene.library.version(ref), scene.library.clause(ref)
    if version is None or clause is None:
        return False
    if any(version.in_force(day) for day in rule_days(case)):
        return True
    if clause.kind == "transition" and case.enforcement is not None:
        # A transition rule speaks of earlier conduct: it counts on the day of the measure.
        return version.in_force(case.enforcement.notice_on)
    return ref.code in _PROCEDURE and version.in_force(day_of(case.filed_at))


def _weighs_everything(case: Case, finding: Ruling) -> None:
    """Raise `Refused` where the finding does not give every item of evidence one verdict."""
    held = {item.id for item in case.evidence}
    weighed = {each.evidence for each in finding.weighed}
    if not held:
        if not finding.no_evidence:
            raise Refused(
                _("There is no evidence in the file."),
                _("Confirm that you decide without any."),
            )
        return
    missing = [item for item in case.evidence if item.id not in weighed]
    if missing:
        raise Refused(
            _("“{file}” is not weighed yet.", file=missing[0].file or missing[0].id),
            _("Say for every item of evidence what it is worth."),
        )
    if not weighed <= held:
        raise Refused(
            _("The decision weighs evidence that is not in the file."),
            _("Weigh what the file holds."),
        )
    if len(weighed) < len(finding.weighed):
        raise Refused(
            _("The decision weighs the same evidence twice."),
            _("Give every item one verdict."),
        )


def agree(scene: CaseScene, _command: Agree) -> tuple[Event, ...]:
    """Sign the proposed decision of somebody else, by the policies as they are now.

    Raises `Refused` where none is proposed, or where it cites what no longer applies.
    """
    decision = _proposed(scene)
    _cites_what_applied(scene, decision.finding)
    signed = replace(decision, signed_by=scene.actor.person, signed_at=scene.now)
    return (Decided(at=scene.now, by=scene.actor.person, decision=signed),)


def return_(scene: CaseScene, command: Return) -> tuple[Event, ...]:
    """Send a proposed decision back to its author.

    Raises `Refused` where none is proposed, or without a reason.
    """
    _proposed(scene)
    says_something(command.reason)
    return (Returned(at=scene.now, by=scene.actor.person, reason=command.reason),)


def _proposed(scene: CaseScene) -> Decision:
    decision = scene.record.decision
    if decision is None:
        raise Refused(_("There is no proposed decision."), _("Wait for the owner to propose one."))
    return decision


def record_action(scene: CaseScene, command: RecordAction) -> tuple[Event, ...]:
    """Record that a decision was carried out.

    Raises `Refused` without a reference, and for a new restriction in the EU or EEA without a
    statement of reasons (DSA Art. 17).
    """
    says_something(command.reference)
    restricts = scene.record.decision is not None and bool(scene.record.decision.finding.imposed)
    if restricts and scene.record.market in EEA and not command.sor_reference.strip():
        raise Refused(
            _("A new restriction in the EU or EEA needs a statement of reasons."),
            _("File it and give its reference here (DSA Art. 17)."),
        )
    return (
        Actioned(
            at=scene.now,
            by=scene.actor.person,
            reference=command.reference,
            sor_reference=command.sor_reference,
        ),
    )
