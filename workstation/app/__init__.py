"""The workstation as its window sees it: one class of verbs, and the values they give."""

from workstation.app.glossary import HouseEdit
from workstation.app.values import (
    Change,
    Draft,
    DraftOf,
    Filter,
    JobResults,
    MemberResult,
    NewPasswordNeeded,
    OldPasswordWrong,
    OpenCase,
    Opened,
    Origin,
    PendingView,
    Question,
    QueueRow,
    SignedIn,
    SignInProblem,
    Stage,
    SyncState,
    SyncStatus,
)
from workstation.app.workstation import Workstation
from workstation.cache.problem import ProfileProblem

__all__ = [
    "Change",
    "Draft",
    "DraftOf",
    "Filter",
    "HouseEdit",
    "JobResults",
    "MemberResult",
    "NewPasswordNeeded",
    "OldPasswordWrong",
    "OpenCase",
    "Opened",
    "Origin",
    "PendingView",
    "ProfileProblem",
    "Question",
    "QueueRow",
    "SignInProblem",
    "SignedIn",
    "Stage",
    "SyncState",
    "SyncStatus",
    "Workstation",
]
