"""The closed lists of the field: kinds of case, roles, states, outcomes, actions, evidence.

Their values are those of `resources/domain/taxonomy.json`, and are stored.
"""

from enum import StrEnum


class CaseKind(StrEnum):
    """What a party asks for."""

    APPEAL = "APPEAL"
    NOTIFIER_COMPLAINT = "NOTIFIER_COMPLAINT"
    COUNTER_STATEMENT = "COUNTER_STATEMENT"
    ESCALATION = "ESCALATION"
    CLARIFICATION = "CLARIFICATION"


class PartyRole(StrEnum):
    """What a party is to the case."""

    MERCHANT = "MERCHANT"
    CREATOR = "CREATOR"
    BUYER = "BUYER"
    RIGHTS_OWNER = "RIGHTS_OWNER"
    TRUSTED_FLAGGER = "TRUSTED_FLAGGER"
    AUTHORITY = "AUTHORITY"
    INTERNAL = "INTERNAL"


class Channel(StrEnum):
    """How a party reaches us and is answered."""

    SELLER_CENTRE = "SELLER_CENTRE"
    APP = "APP"
    EMAIL = "EMAIL"
    ACCOUNT_MANAGER = "ACCOUNT_MANAGER"
    IP_PORTAL = "IP_PORTAL"
    REGULATOR = "REGULATOR"
    SOCIAL = "SOCIAL"


class Language(StrEnum):
    """The languages that letters are written in."""

    EN = "EN"
    ZH = "ZH"


class ObjectType(StrEnum):
    """What the enforcement was taken against."""

    LISTING = "LISTING"
    VIDEO = "VIDEO"
    LIVE = "LIVE"
    REVIEW = "REVIEW"
    SHOP = "SHOP"
    CREATOR_ACCOUNT = "CREATOR_ACCOUNT"
    FUNDS = "FUNDS"
    NOTICE = "NOTICE"


class State(StrEnum):
    """The 14 states of a case (`taxonomy.json`, `status`)."""

    NEW = "NEW"
    INTAKE_CHECK = "INTAKE_CHECK"
    QUEUED = "QUEUED"
    IN_REVIEW = "IN_REVIEW"
    INFO_REQUESTED = "INFO_REQUESTED"
    REFERRED = "REFERRED"
    SECOND_REVIEW = "SECOND_REVIEW"
    DECIDED = "DECIDED"
    ACTIONED = "ACTIONED"
    NOTIFIED = "NOTIFIED"
    CLOSED = "CLOSED"
    NOT_ACCEPTED = "NOT_ACCEPTED"
    WITHDRAWN = "WITHDRAWN"
    REOPENED = "REOPENED"


class Severity(StrEnum):
    """How fast a case must be answered, gravest first."""

    P0 = "P0"
    P1 = "P1"
    P2 = "P2"
    P3 = "P3"


class Outcome(StrEnum):
    """How a case can end. UPHELD: the Platform's decision stands; never "appeal upheld"."""

    UPHELD = "UPHELD"
    OVERTURNED = "OVERTURNED"
    PARTLY_OVERTURNED = "PARTLY_OVERTURNED"
    NEW_RESTRICTION = "NEW_RESTRICTION"
    EXPIRED = "EXPIRED"
    DUPLICATE = "DUPLICATE"
    OUT_OF_SCOPE = "OUT_OF_SCOPE"
    NO_STANDING = "NO_STANDING"
    WITHDRAWN = "WITHDRAWN"
    ANSWERED = "ANSWERED"


class OverturnReason(StrEnum):
    """Why a decision did not stand."""

    NEW_EVIDENCE = "NEW_EVIDENCE"
    REVIEWER_ERROR = "REVIEWER_ERROR"
    POLICY_UNCLEAR = "POLICY_UNCLEAR"
    POLICY_VERSION = "POLICY_VERSION"
    TRANSLATION = "TRANSLATION"
    MODEL_ERROR = "MODEL_ERROR"
    PROPORTIONALITY = "PROPORTIONALITY"
    RIGHTS_OWNER_WITHDREW = "RIGHTS_OWNER_WITHDREW"
    PROCEDURE = "PROCEDURE"
    NO_FILING_PROOF = "NO_FILING_PROOF"


class Action(StrEnum):
    """What the Platform did, or now does, to the object, the money or the account."""

    WARNING = "A_WARNING"
    EDIT_REQUIRED = "A_EDIT_REQUIRED"
    LISTING_REMOVED = "A_LISTING_REMOVED"
    LISTING_FROZEN = "A_LISTING_FROZEN"
    LISTING_DEMOTED = "A_LISTING_DEMOTED"
    REACH_REDUCED = "A_REACH_REDUCED"
    AGE_GATED = "A_AGE_GATED"
    LABEL_APPLIED = "A_LABEL_APPLIED"
    VIDEO_REMOVED = "A_VIDEO_REMOVED"
    REVIEW_REMOVED = "A_REVIEW_REMOVED"
    LIVE_STOPPED = "A_LIVE_STOPPED"
    POINTS = "A_POINTS"
    LISTING_PAUSE = "A_LISTING_PAUSE"
    CAMPAIGN_EXCLUDED = "A_CAMPAIGN_EXCLUDED"
    SELLING_RIGHT_SUSPENDED = "A_SELLING_RIGHT_SUSPENDED"
    COMMISSION_HELD = "A_COMMISSION_HELD"
    COMMISSION_FORFEIT = "A_COMMISSION_FORFEIT"
    FUNDS_HELD = "A_FUNDS_HELD"
    SETTLEMENT_DEFERRED = "A_SETTLEMENT_DEFERRED"
    ACCOUNT_SUSPENDED = "A_ACCOUNT_SUSPENDED"
    ACCOUNT_CLOSED = "A_ACCOUNT_CLOSED"
    RECALL_NOTICE = "A_RECALL_NOTICE"


# The actions that an amount can belong to.
ON_MONEY = frozenset(
    {
        Action.FUNDS_HELD,
        Action.COMMISSION_HELD,
        Action.COMMISSION_FORFEIT,
        Action.SETTLEMENT_DEFERRED,
    }
)


class EvidenceType(StrEnum):
    """What a piece of evidence is."""

    PURCHASE_INVOICE = "EV_PURCHASE_INVOICE"
    AUTH_LETTER = "EV_AUTH_LETTER"
    TM_CERT = "EV_TM_CERT"
    TEST_REPORT = "EV_TEST_REPORT"
    CONFORMITY_DECL = "EV_CONFORMITY_DECL"
    REGISTRATION = "EV_REGISTRATION"
    LICENCE = "EV_LICENCE"
    COMPANY_REG = "EV_COMPANY_REG"
    ID_VERIFIED = "EV_ID_VERIFIED"
    LABEL_PHOTO = "EV_LABEL_PHOTO"
    INGREDIENT_LIST = "EV_INGREDIENT_LIST"
    PRODUCT_PHOTO = "EV_PRODUCT_PHOTO"
    VIDEO_ORIGINAL = "EV_VIDEO_ORIGINAL"
    SCREENSHOT = "EV_SCREENSHOT"
    PRICE_HISTORY = "EV_PRICE_HISTORY"
    CHAT_LOG = "EV_CHAT_LOG"
    LOGISTICS_PROOF = "EV_LOGISTICS_PROOF"
    CLINICAL_STUDY = "EV_CLINICAL_STUDY"
    COUNTER_STATEMENT = "EV_COUNTER_STATEMENT"
    COURT_OR_FILING = "EV_COURT_OR_FILING"
    MEDICAL_OR_DISASTER_PROOF = "EV_MEDICAL_OR_DISASTER_PROOF"
    PLAN_OF_ACTION = "EV_PLAN_OF_ACTION"
    RECALL_NOTICE = "EV_RECALL_NOTICE"


class Verdict(StrEnum):
    """What a piece of evidence was found to be worth."""

    SUFFICIENT = "SUFFICIENT"
    INSUFFICIENT_ALONE = "INSUFFICIENT_ALONE"
    INSUFFICIENT = "INSUFFICIENT"
    NOT_COUNTED = "NOT_COUNTED"
    NOT_GENUINE = "NOT_GENUINE"
    CONTEXT = "CONTEXT"


class Milestone(StrEnum):
    """What a letter tells the party; see `stage_message` in `resources/domain/taxonomy.json`."""

    RECEIVED = "M1_RECEIVED"
    REVIEW = "M2_REVIEW"
    INFO = "M3_INFO"
    REFERRED = "M4_REFERRED"
    DECIDED = "M5_DECIDED"
    LIFTED = "M6_LIFTED"
    NEXT = "M7_NEXT"
    DELAY = "M8_DELAY"
    NOT_ACCEPTED = "M9_NOT_ACCEPTED"
    WITHDRAWN = "M10_WITHDRAWN"


class Role(StrEnum):
    """What a person who works here may do; SYSTEM is the platform's alone."""

    SPECIALIST = "SPECIALIST"
    SUPERVISOR = "SUPERVISOR"
    QUALITY = "QUALITY"
    POLICY = "POLICY"
    ADMIN = "ADMIN"
    SYSTEM = "SYSTEM"


class Team(StrEnum):
    """The teams that a question can be referred to."""

    POLICY = "POLICY"
    LEGAL = "LEGAL"
    BRAND = "BRAND"
    SAFETY = "SAFETY"
    PRIVACY = "PRIVACY"


class ReopenGround(StrEnum):
    """Why a finished case may be opened again."""

    OWN_ERROR = "OWN_ERROR"
    COURT = "COURT"
    DISPUTE_BODY = "DISPUTE_BODY"
    SECOND_APPEAL = "SECOND_APPEAL"


class IntakeFault(StrEnum):
    """What the intake check can find against a request (APL 3.1)."""

    NO_STANDING = "NO_STANDING"
    EXPIRED = "EXPIRED"
    OUT_OF_SCOPE = "OUT_OF_SCOPE"
    DUPLICATE = "DUPLICATE"
