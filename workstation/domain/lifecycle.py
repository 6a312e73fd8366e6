"""The 22 guarded transitions between the 14 states of a case, and groups of those states.

They are those of `resources/domain/taxonomy.json` (`transitions`).
"""

from workstation.domain.taxonomy import State

_S = State
TRANSITIONS: frozenset[tuple[State, State]] = frozenset(
    {
        (_S.NEW, _S.INTAKE_CHECK),
        (_S.INTAKE_CHECK, _S.QUEUED),
        (_S.INTAKE_CHECK, _S.NOT_ACCEPTED),
        (_S.QUEUED, _S.IN_REVIEW),
        (_S.IN_REVIEW, _S.INFO_REQUESTED),
        # Two of the 22 share this pair: an answer arrived, or its 7 days are over.
        (_S.INFO_REQUESTED, _S.IN_REVIEW),
        (_S.IN_REVIEW, _S.REFERRED),
        (_S.REFERRED, _S.IN_REVIEW),
        (_S.IN_REVIEW, _S.SECOND_REVIEW),
        (_S.SECOND_REVIEW, _S.IN_REVIEW),
        (_S.SECOND_REVIEW, _S.DECIDED),
        (_S.IN_REVIEW, _S.DECIDED),
        (_S.DECIDED, _S.ACTIONED),
        (_S.ACTIONED, _S.NOTIFIED),
        (_S.DECIDED, _S.NOTIFIED),
        (_S.NOTIFIED, _S.CLOSED),
        (_S.NOTIFIED, _S.REOPENED),
        (_S.CLOSED, _S.REOPENED),
        (_S.REOPENED, _S.IN_REVIEW),
        (_S.QUEUED, _S.WITHDRAWN),
        (_S.IN_REVIEW, _S.WITHDRAWN),
    }
)

# States in which somebody is working on the case, or can take it to work on.
CLAIMABLE = frozenset({_S.INTAKE_CHECK, _S.QUEUED, _S.IN_REVIEW, _S.REOPENED})
# States in which the owner has decided and still has to carry it out or tell the parties.
DECIDED = frozenset({_S.DECIDED, _S.ACTIONED})
# States in which a letter about the case can go out.
WRITABLE = frozenset(
    {
        _S.INTAKE_CHECK,
        _S.QUEUED,
        _S.IN_REVIEW,
        _S.INFO_REQUESTED,
        _S.REFERRED,
        _S.SECOND_REVIEW,
        _S.DECIDED,
        _S.ACTIONED,
        _S.NOTIFIED,
        _S.NOT_ACCEPTED,
        _S.WITHDRAWN,
    }
)
# States in which somebody still has to do something before the case has ended.
OPEN = frozenset(State) - {_S.NOTIFIED, _S.CLOSED, _S.NOT_ACCEPTED, _S.WITHDRAWN}
