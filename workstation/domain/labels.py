"""What the interface calls each member of the closed lists of `taxonomy`, as messages."""

from workstation.domain.taxonomy import (
    Action,
    CaseKind,
    Channel,
    EvidenceType,
    IntakeFault,
    Language,
    Milestone,
    ObjectType,
    Outcome,
    OverturnReason,
    PartyRole,
    ReopenGround,
    Role,
    Severity,
    State,
    Team,
    Verdict,
)
from workstation.i18n import Message, pgettext

KIND: dict[CaseKind, Message] = {
    CaseKind.APPEAL: pgettext("kind", "Appeal"),
    CaseKind.NOTIFIER_COMPLAINT: pgettext("kind", "Complaint by a reporter or rights owner"),
    CaseKind.COUNTER_STATEMENT: pgettext("kind", "Counter-statement"),
    CaseKind.ESCALATION: pgettext("kind", "Escalation"),
    CaseKind.CLARIFICATION: pgettext("kind", "Policy clarification"),
}
PARTY_ROLE: dict[PartyRole, Message] = {
    PartyRole.MERCHANT: pgettext("party", "Merchant"),
    PartyRole.CREATOR: pgettext("party", "Creator"),
    PartyRole.BUYER: pgettext("party", "Buyer"),
    PartyRole.RIGHTS_OWNER: pgettext("party", "Rights owner"),
    PartyRole.TRUSTED_FLAGGER: pgettext("party", "Trusted flagger"),
    PartyRole.AUTHORITY: pgettext("party", "Authority"),
    PartyRole.INTERNAL: pgettext("party", "Internal team"),
}
CHANNEL: dict[Channel, Message] = {
    Channel.SELLER_CENTRE: pgettext("channel", "Seller centre form"),
    Channel.APP: pgettext("channel", "App"),
    Channel.EMAIL: pgettext("channel", "Email"),
    Channel.ACCOUNT_MANAGER: pgettext("channel", "Account manager"),
    Channel.IP_PORTAL: pgettext("channel", "Rights-owner portal"),
    Channel.REGULATOR: pgettext("channel", "Regulator channel"),
    Channel.SOCIAL: pgettext("channel", "Public post"),
}
OBJECT_TYPE: dict[ObjectType, Message] = {
    ObjectType.LISTING: pgettext("object", "Listing"),
    ObjectType.VIDEO: pgettext("object", "Short video"),
    ObjectType.LIVE: pgettext("object", "Live session"),
    ObjectType.REVIEW: pgettext("object", "Review"),
    ObjectType.SHOP: pgettext("object", "Shop account"),
    ObjectType.CREATOR_ACCOUNT: pgettext("object", "Creator account"),
    ObjectType.FUNDS: pgettext("object", "Funds"),
    ObjectType.NOTICE: pgettext("object", "Notice or report"),
}
LANGUAGE: dict[Language, Message] = {
    Language.EN: pgettext("language", "English"),
    Language.ZH: pgettext("language", "Chinese"),
}
STATE: dict[State, Message] = {
    State.NEW: pgettext("state", "New"),
    State.INTAKE_CHECK: pgettext("state", "Intake check"),
    State.QUEUED: pgettext("state", "Waiting for an owner"),
    State.IN_REVIEW: pgettext("state", "In review"),
    State.INFO_REQUESTED: pgettext("state", "Information requested"),
    State.REFERRED: pgettext("state", "With a specialist team"),
    State.SECOND_REVIEW: pgettext("state", "Second review"),
    State.DECIDED: pgettext("state", "Decided"),
    State.ACTIONED: pgettext("state", "Carried out"),
    State.NOTIFIED: pgettext("state", "Decision sent"),
    State.CLOSED: pgettext("state", "Closed"),
    State.NOT_ACCEPTED: pgettext("state", "Not accepted"),
    State.WITHDRAWN: pgettext("state", "Withdrawn"),
    State.REOPENED: pgettext("state", "Reopened"),
}
SEVERITY: dict[Severity, Message] = {
    Severity.P0: pgettext("severity", "Immediate danger"),
    Severity.P1: pgettext("severity", "High"),
    Severity.P2: pgettext("severity", "Normal"),
    Severity.P3: pgettext("severity", "Low"),
}
OUTCOME: dict[Outcome, Message] = {
    Outcome.UPHELD: pgettext("outcome", "Original decision upheld"),
    Outcome.OVERTURNED: pgettext("outcome", "Original decision overturned"),
    Outcome.PARTLY_OVERTURNED: pgettext("outcome", "Original decision partly overturned"),
    Outcome.NEW_RESTRICTION: pgettext("outcome", "New restriction imposed"),
    Outcome.EXPIRED: pgettext("outcome", "Not accepted: out of time"),
    Outcome.DUPLICATE: pgettext("outcome", "Not accepted: duplicate"),
    Outcome.OUT_OF_SCOPE: pgettext("outcome", "Not accepted: outside this procedure"),
    Outcome.NO_STANDING: pgettext("outcome", "Not accepted: not the affected party"),
    Outcome.WITHDRAWN: pgettext("outcome", "Withdrawn by the applicant"),
    Outcome.ANSWERED: pgettext("outcome", "Clarification answered"),
}
OVERTURN_REASON: dict[OverturnReason, Message] = {
    OverturnReason.NEW_EVIDENCE: pgettext("overturn reason", "New evidence from the party"),
    OverturnReason.REVIEWER_ERROR: pgettext("overturn reason", "First reviewer erred"),
    OverturnReason.POLICY_UNCLEAR: pgettext("overturn reason", "Policy unclear"),
    OverturnReason.POLICY_VERSION: pgettext("overturn reason", "Wrong policy version"),
    OverturnReason.TRANSLATION: pgettext("overturn reason", "EN and ZH texts differ"),
    OverturnReason.MODEL_ERROR: pgettext("overturn reason", "Automated detection error"),
    OverturnReason.PROPORTIONALITY: pgettext("overturn reason", "Measure too severe"),
    OverturnReason.RIGHTS_OWNER_WITHDREW: pgettext("overturn reason", "Notice withdrawn"),
    OverturnReason.PROCEDURE: pgettext("overturn reason", "Procedural fault"),
    OverturnReason.NO_FILING_PROOF: pgettext(
        "overturn reason", "No proof of complaint or suit in 15 days"
    ),
}
ACTION: dict[Action, Message] = {
    Action.WARNING: pgettext("action", "Warning"),
    Action.EDIT_REQUIRED: pgettext("action", "Edit required"),
    Action.LISTING_REMOVED: pgettext("action", "Listing removed"),
    Action.LISTING_FROZEN: pgettext("action", "Listing frozen (hidden)"),
    Action.LISTING_DEMOTED: pgettext("action", "Search demotion"),
    Action.REACH_REDUCED: pgettext("action", "Reach reduced"),
    Action.AGE_GATED: pgettext("action", "Age restriction"),
    Action.LABEL_APPLIED: pgettext("action", "Label applied"),
    Action.VIDEO_REMOVED: pgettext("action", "Video removed"),
    Action.REVIEW_REMOVED: pgettext("action", "Review removed"),
    Action.LIVE_STOPPED: pgettext("action", "Live session stopped"),
    Action.POINTS: pgettext("action", "Violation points"),
    Action.LISTING_PAUSE: pgettext("action", "New listings paused"),
    Action.CAMPAIGN_EXCLUDED: pgettext("action", "Excluded from campaigns"),
    Action.SELLING_RIGHT_SUSPENDED: pgettext("action", "Selling rights paused (creator)"),
    Action.COMMISSION_HELD: pgettext("action", "Commission held"),
    Action.COMMISSION_FORFEIT: pgettext("action", "Commission cancelled"),
    Action.FUNDS_HELD: pgettext("action", "Proceeds held"),
    Action.SETTLEMENT_DEFERRED: pgettext("action", "Settlement deferred"),
    Action.ACCOUNT_SUSPENDED: pgettext("action", "Account suspended"),
    Action.ACCOUNT_CLOSED: pgettext("action", "Account closed"),
    Action.RECALL_NOTICE: pgettext("action", "Recall notice to buyers"),
}
EVIDENCE: dict[EvidenceType, Message] = {
    EvidenceType.PURCHASE_INVOICE: pgettext("evidence", "Purchase invoice"),
    EvidenceType.AUTH_LETTER: pgettext("evidence", "Authorisation letter"),
    EvidenceType.TM_CERT: pgettext("evidence", "Trade mark certificate"),
    EvidenceType.TEST_REPORT: pgettext("evidence", "Test report"),
    EvidenceType.CONFORMITY_DECL: pgettext("evidence", "Declaration or transport summary"),
    EvidenceType.REGISTRATION: pgettext("evidence", "Registration number"),
    EvidenceType.LICENCE: pgettext("evidence", "Licence"),
    EvidenceType.COMPANY_REG: pgettext("evidence", "Company extract"),
    EvidenceType.ID_VERIFIED: pgettext("evidence", "Identity check"),
    EvidenceType.LABEL_PHOTO: pgettext("evidence", "Label photo"),
    EvidenceType.INGREDIENT_LIST: pgettext("evidence", "Ingredient list"),
    EvidenceType.PRODUCT_PHOTO: pgettext("evidence", "Product photo"),
    EvidenceType.VIDEO_ORIGINAL: pgettext("evidence", "Original footage"),
    EvidenceType.SCREENSHOT: pgettext("evidence", "Screenshot"),
    EvidenceType.PRICE_HISTORY: pgettext("evidence", "Price log"),
    EvidenceType.CHAT_LOG: pgettext("evidence", "Message log"),
    EvidenceType.LOGISTICS_PROOF: pgettext("evidence", "Logistics proof"),
    EvidenceType.CLINICAL_STUDY: pgettext("evidence", "Study"),
    EvidenceType.COUNTER_STATEMENT: pgettext("evidence", "Counter-statement"),
    EvidenceType.COURT_OR_FILING: pgettext("evidence", "Proof of complaint or suit"),
    EvidenceType.MEDICAL_OR_DISASTER_PROOF: pgettext("evidence", "Proof of illness or disaster"),
    EvidenceType.PLAN_OF_ACTION: pgettext("evidence", "Corrective plan"),
    EvidenceType.RECALL_NOTICE: pgettext("evidence", "Recall notice"),
}
VERDICT: dict[Verdict, Message] = {
    Verdict.SUFFICIENT: pgettext("verdict", "Sufficient"),
    Verdict.INSUFFICIENT_ALONE: pgettext("verdict", "Insufficient alone"),
    Verdict.INSUFFICIENT: pgettext("verdict", "Insufficient"),
    Verdict.NOT_COUNTED: pgettext("verdict", "Not counted"),
    Verdict.NOT_GENUINE: pgettext("verdict", "Not genuine"),
    Verdict.CONTEXT: pgettext("verdict", "Context"),
}
MILESTONE: dict[Milestone, Message] = {
    Milestone.RECEIVED: pgettext("milestone", "Received"),
    Milestone.REVIEW: pgettext("milestone", "Progress"),
    Milestone.INFO: pgettext("milestone", "Information request"),
    Milestone.REFERRED: pgettext("milestone", "With a specialist team"),
    Milestone.DECIDED: pgettext("milestone", "Decision"),
    Milestone.LIFTED: pgettext("milestone", "Measure lifted"),
    Milestone.NEXT: pgettext("milestone", "Next route"),
    Milestone.DELAY: pgettext("milestone", "Delay"),
    Milestone.NOT_ACCEPTED: pgettext("milestone", "Not accepted"),
    Milestone.WITHDRAWN: pgettext("milestone", "Withdrawal confirmed"),
}
ROLE: dict[Role, Message] = {
    Role.SPECIALIST: pgettext("role", "Specialist"),
    Role.SUPERVISOR: pgettext("role", "Supervisor"),
    Role.QUALITY: pgettext("role", "Quality reviewer"),
    Role.POLICY: pgettext("role", "Policy"),
    Role.ADMIN: pgettext("role", "Administrator"),
    Role.SYSTEM: pgettext("role", "Platform"),
}
TEAM: dict[Team, Message] = {
    Team.POLICY: pgettext("team", "Policy"),
    Team.LEGAL: pgettext("team", "Legal"),
    Team.BRAND: pgettext("team", "Brand Protection"),
    Team.SAFETY: pgettext("team", "Product Safety"),
    Team.PRIVACY: pgettext("team", "Privacy"),
}
REOPEN_GROUND: dict[ReopenGround, Message] = {
    ReopenGround.OWN_ERROR: pgettext("reopen", "Our own error"),
    ReopenGround.COURT: pgettext("reopen", "Court decision"),
    ReopenGround.DISPUTE_BODY: pgettext("reopen", "Out-of-court dispute body"),
    ReopenGround.SECOND_APPEAL: pgettext("reopen", "Second appeal in time"),
}
FAULT: dict[IntakeFault, Message] = {
    IntakeFault.NO_STANDING: pgettext("intake", "Not the affected party"),
    IntakeFault.EXPIRED: pgettext("intake", "Out of time"),
    IntakeFault.OUT_OF_SCOPE: pgettext("intake", "Outside this procedure"),
    IntakeFault.DUPLICATE: pgettext("intake", "Duplicate"),
}
