"""The workstation as its window sees it: one class of verbs, and the values they give."""

from workstation.app.glossary import GlossaryEdit
from workstation.app.values import (
    Change,
    ChangeOrigin,
    CommandStage,
    DraftOf,
    Filter,
    JobResults,
    MemberResult,
    NewPasswordNeeded,
    OldPasswordWrong,
    OpenCase,
    Opened,
    PendingView,
    Question,
    QueueRow,
    SignedIn,
    SignInProblem,
    StoredDraft,
    SyncState,
    SyncStatus,
)
from workstation.app.workstation import Workstation
from workstation.cache.problem import ProfileProblem

__all__ = [
    "Change",
    "ChangeOrigin",
    "CommandStage",
    "DraftOf",
    "Filter",
    "GlossaryEdit",
    "JobResults",
    "MemberResult",
    "NewPasswordNeeded",
    "OldPasswordWrong",
    "OpenCase",
    "Opened",
    "PendingView",
    "ProfileProblem",
    "Question",
    "QueueRow",
    "SignInProblem",
    "SignedIn",
    "StoredDraft",
    "SyncState",
    "SyncStatus",
    "Workstation",
]
