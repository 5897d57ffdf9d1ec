"""Who may open what, written a second time in plain Python: every address of ours, for each of ten readers.

It does not look into the code of the pages. It says, from the policy and from docs/concepts.md, who is in the circle of
the thing that an address shows; whoever is outside is answered as if the thing did not exist.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

STRANGER = ""
READERS = {
    STRANGER: "nobody has signed in",
    "aissata": "officer of Arcadia's mission",
    "basma": "officer of Belmora's mission",
    "claire": "delegate of an Ally",
    "jana": "desk officer",
    "henrik": "Council secretary",
    "mira": "menu manager",
    "lars": "course director, of Drevania",
    "ines": "auditor",
    "oskar": "administrator",
}
SIGNED_IN = frozenset(READERS) - {STRANGER}
STAFF = frozenset({"jana", "henrik", "mira", "ines", "oskar"})
ALLY = frozenset({"claire"})
ARCADIA, BELMORA, DREVANIA = frozenset({"aissata"}), frozenset({"basma"}), frozenset({"lars"})
NOBODY: frozenset[str] = frozenset()
EVERYBODY = frozenset(READERS)

UNIT_XA = STAFF | ALLY | ARCADIA  # what is of one contributor, for it, the staff and the Allies

# What Arcadia lets read of its integrity: the staff, and the two experts that it has accepted.
INTEGRITY_XA = STAFF | ARCADIA | ALLY | DREVANIA

OK, SEE_OTHER, UNSEEN, NOT_SO, REFUSED = 200, 302, 404, 405, 409


@dataclass(frozen=True, slots=True)
class Visit:
    """An address to open, the circle of what it shows, and what those inside and outside are answered."""

    path: str
    circle: frozenset[str] = SIGNED_IN
    inside: int = OK
    outside: int = UNSEEN
    is_public: bool = False

    def expected(self, reader: str) -> int:
        """This will tell what a reader is answered; strangers are led to the sign-in unless the page is for all."""
        if reader == STRANGER and not self.is_public:
            return SEE_OTHER
        return self.inside if reader in self.circle else self.outside


def public(path: str, circle: frozenset[str] = EVERYBODY, inside: int = OK, outside: int = UNSEEN) -> Visit:
    """This will describe a page that strangers may ask for as well."""
    return Visit(path, circle, inside, outside, is_public=True)


def only_sent(path: str) -> Visit:
    """This will describe an address that takes forms and shows nothing, to whomever."""
    return Visit(path, SIGNED_IN, NOT_SO, NOT_SO)


COUNCIL = ALLY | STAFF  # who reads what is before the Council
ON_OFFER = DREVANIA | STAFF  # who reads an offer of Drevania's school before it is published
TEXT_XA = ARCADIA | STAFF  # who reads a programme of Arcadia before it is agreed
PLAN_XA = ARCADIA | ALLY | STAFF  # who reads a programme of Arcadia in force, its actions and assessments
NAME_XA = ARCADIA | DREVANIA | STAFF  # who reads a name of Arcadia for a course of Drevania
NAME_XB = BELMORA | DREVANIA | STAFF

PARTNERS = ARCADIA | BELMORA | DREVANIA
SEA = ARCADIA | BELMORA | COUNCIL  # who reads a consultation that Arcadia asked for and to which Belmora is invited
CONCERN_XA = ARCADIA | COUNCIL
IDEA_XA = ARCADIA | COUNCIL  # who reads a trust fund in favour of Arcadia before it is set up

_TALK = r"consultations/(?P<code>\d{4}-\d{3,6})/"
_CONCERN = r"consultations/concerns/(?P<code>\d{4}-\d{3,6})/"
_SESSION = _TALK + r"sessions/(?P<number>[0-9]{1,4})/"
_DECISION = r"decisions/(?P<slug>[A-Z][A-Z-]*-\d{4}-\d{1,6})/"
_PUBLIC_DECISION = r"public/decisions/(?P<slug>[A-Z][A-Z-]*-\d{4}-\d{1,6})"
_PAPER = r"documents/(?P<slug>[A-Z][A-Z-]*-\d{4}-\d{1,6}(?:-(?:REV|ADD|COR|AS)\d+)*)/"
_PCM = r"menu/(?P<code>PCM-\d+)"
_CODE = r"menu/(?P<code>[A-Z]{2,8}-\d{1,8})/"
_NATION = r"nations/(?P<code>[A-Z][A-Z0-9-]{1,15})/"
_SPS = r"science/(?P<code>SPS-\d{4}-\d{1,3})/"
_SETTINGS = r"resources/settings/(?P<period>\d{4}(?:-\d{2})?)/"
_SCORES = r"resources/scores/(?P<period>\d{4}(?:-\d{2})?)/"
_OF = r"(?P<party>[A-Z][A-Z0-9-]{1,15})/"
_PRESENCE = r"presence/(?P<kind>mission|embassy|provider)/"
_ROUND = r"resources/rounds/(?P<code>\d{4}(?:-\d{2})?-\d{1,2})/"
_TRIAL = _ROUND + r"trials/(?P<number>\d{1,5})/"
_PROGRAMME = "programmes/<str:party>/<str:period>/"

_LINE = r"money/(?P<code>[A-Z][A-Z0-9-]{0,23})/"
_FORM = r"(?P<form>csv|xlsx)"
_FUND = r"trust-funds/(?P<code>TF-\d{4}-\d{2,4})/"

# The words between braces are the names of things in the demonstration (tests/laws/test_access.py finds them).
MATRIX: dict[str, tuple[Visit, ...]] = {
    "": (public("/"),),
    "accessibility/": (public("/accessibility/"),),
    "account/signup/": (public("/account/signup/", NOBODY),),
    "account/2fa/totp/activate/": (Visit("/account/2fa/totp/activate/", SIGNED_IN),),
    "account/2fa/totp/deactivate/": (
        Visit("/account/2fa/totp/deactivate/", NOBODY),
    ),  # nobody in the demonstration has one
    "display/": (public("/display/", EVERYBODY, NOT_SO),),
    "find/": (public("/find/"), public("/find/?q=cyber")),
    "policy/": (public("/policy/"),),
    "policy/policy.json": (public("/policy/policy.json"),),
    # -- operations: the list is for all who have signed in; the rest for staff, Allies and those concerned --
    "operations/": (Visit("/operations/"),),
    r"operations/export\.(?P<form>csv|xlsx)$": (Visit("/operations/export.csv"),),
    "operations/new/": (Visit("/operations/new/"),),
    "operations/units/": (Visit("/operations/units/"),),
    r"operations/units/export\.(?P<form>csv|xlsx)$": (Visit("/operations/units/export.csv"),),
    "operations/units/new/": (Visit("/operations/units/new/"),),
    "operations/units/<int:pk>/": (Visit("/operations/units/{unit}/", UNIT_XA),),
    "operations/units/<int:pk>/evaluate/": (Visit("/operations/units/{unit}/evaluate/", UNIT_XA),),
    "operations/contributors/<int:pk>/": (
        Visit("/operations/contributors/{contributor}/", UNIT_XA),
        Visit("/operations/contributors/999999/", NOBODY),
    ),
    **{
        f"operations/contributors/<int:pk>/{verb}/": (
            Visit("/operations/contributors/{contributor}/" + f"{verb}/", UNIT_XA),
        )
        for verb in ("offer", "assess", "sign", "withdraw")
    },
    "operations/contributors/<int:pk>/put-forward/": (
        Visit("/operations/contributors/{contributor}/put-forward/", UNIT_XA, NOT_SO, NOT_SO),
    ),
    "operations/drafts/<int:pk>/": (
        Visit("/operations/drafts/{harbour}/", UNIT_XA),
        Visit("/operations/drafts/999999/", NOBODY),
    ),
    "operations/drafts/<int:pk>/comment/": (Visit("/operations/drafts/{harbour}/comment/", UNIT_XA),),
    "operations/drafts/<int:pk>/settle/": (Visit("/operations/drafts/{harbour}/settle/", UNIT_XA, NOT_SO, NOT_SO),),
    "operations/comments/<int:pk>/answer/": (Visit("/operations/comments/{quay}/answer/", UNIT_XA),),
    r"operations/(?P<code>OP-[A-Z0-9]{2,20})/$": (
        Visit("/operations/OP-HARBOUR/"),
        Visit("/operations/OP-NONE/", NOBODY),
    ),
    **{
        r"operations/(?P<code>OP-[A-Z0-9]{2,20})/" + f"{verb}/$": (Visit(f"/operations/OP-HARBOUR/{verb}/"),)
        for verb in ("phase", "circulate", "consultation")
    },
    r"operations/(?P<code>OP-[A-Z0-9]{2,20})/interest/$": (only_sent("/operations/OP-HARBOUR/interest/"),),
    # -- wider engagement: Allies and the staff; records of organisations are for all who have signed in --
    "engagement/dialogues/": (Visit("/engagement/dialogues/", COUNCIL),),
    r"engagement/dialogues/export\.(?P<form>csv|xlsx)$": (
        Visit("/engagement/dialogues/export.csv", COUNCIL),
        Visit("/engagement/dialogues/export.xlsx", COUNCIL),
    ),
    "engagement/dialogues/new/": (Visit("/engagement/dialogues/new/", COUNCIL),),
    "engagement/dialogues/<int:pk>/": (
        Visit("/engagement/dialogues/{dialogue}/", COUNCIL),
        Visit("/engagement/dialogues/999999/", NOBODY),
    ),
    **{
        f"engagement/dialogues/<int:pk>/{verb}/": (Visit("/engagement/dialogues/{dialogue}/" + f"{verb}/", COUNCIL),)
        for verb in ("contact", "path", "close")
    },
    "engagement/organisations/": (Visit("/engagement/organisations/"),),
    r"engagement/organisations/export\.(?P<form>csv|xlsx)$": (Visit("/engagement/organisations/export.csv"),),
    "engagement/organisations/new/": (Visit("/engagement/organisations/new/"),),
    "engagement/organisations/<str:code>/": (
        Visit("/engagement/organisations/XOLS/"),
        Visit("/engagement/organisations/NONE/", NOBODY),
    ),
    **{
        f"engagement/organisations/<str:code>/{verb}/": (Visit(f"/engagement/organisations/XOLS/{verb}/"),)
        for verb in ("talks", "joint", "agreement")
    },
    "engagement/organisations/<str:code>/agreement/<int:pk>/end/": (
        Visit("/engagement/organisations/XOLS/agreement/{paper}/end/"),
        Visit("/engagement/organisations/XOLS/agreement/999999/end/", NOBODY),
    ),
    # -- reports: all who have signed in, each of what it may read; that on one partner is its own and the Council's --
    "reports/": (Visit("/reports/"), Visit("/reports/?by=area")),
    r"reports/export\.(?P<form>csv|xlsx)$": (Visit("/reports/export.csv"), Visit("/reports/export.xlsx")),
    "reports/partners/<str:code>/": (
        Visit("/reports/partners/XA/", ARCADIA | COUNCIL),
        Visit("/reports/partners/NONE/", NOBODY),
    ),
    r"reports/partners/(?P<code>[^/]+)/(?P<table>state|money|goals|plan)\.(?P<form>csv|xlsx)$": (
        Visit("/reports/partners/XA/goals.csv", ARCADIA | COUNCIL),
        Visit("/reports/partners/XA/plan.xlsx", ARCADIA | COUNCIL),
        Visit("/reports/partners/NONE/goals.csv", NOBODY),
    ),
    r"reports/partners/(?P<code>[^/]+)/(?P<table>plan)\.(?P<form>ics)$": (
        Visit("/reports/partners/XA/plan.ics", ARCADIA | COUNCIL),
        Visit("/reports/partners/NONE/plan.ics", NOBODY),
    ),
    "reports/budgets/": (Visit("/reports/budgets/"),),
    "reports/plan/": (Visit("/reports/plan/"),),
    r"reports/plan/export\.(?P<form>csv|xlsx|ics)$": (
        Visit("/reports/plan/export.csv"),
        Visit("/reports/plan/export.ics"),
    ),
    "reports/yearly/": (Visit("/reports/yearly/"),),
    r"reports/yearly/(?P<year>\d{4})\.(?P<form>pdf|docx)$": (
        Visit("/reports/yearly/2026.docx"),
        Visit("/reports/yearly/2010.docx", NOBODY),
    ),
    # -- what is public: the same for whoever asks; a decision once the secretariat has made it so --
    "public/calendar/": (public("/public/calendar/"),),
    "public/calendar.ics": (public("/public/calendar.ics"),),
    "public/news/": (public("/public/news/"),),
    "public/news.atom": (public("/public/news.atom"),),
    "public/news.json": (public("/public/news.json"),),
    "public/decisions/": (public("/public/decisions/"),),
    _PUBLIC_DECISION + "/$": (
        public("/public/decisions/{opened}/"),
        public("/public/decisions/{agreed}/", NOBODY),
    ),
    _PUBLIC_DECISION + r"\.(?P<form>pdf|docx)$": (
        public("/public/decisions/{opened}.docx"),
        public("/public/decisions/{agreed}.docx", NOBODY),
    ),
    "public/reports/": (public("/public/reports/"),),
    r"public/reports/(?P<year>\d{4})\.(?P<form>pdf|docx)$": (public("/public/reports/2026.docx"),),
    "reports/tools/": (Visit("/reports/tools/"),),
    r"reports/tools/export\.(?P<form>csv|xlsx)$": (Visit("/reports/tools/export.csv", COUNCIL),),
    r"reports/tools/mechanisms\.(?P<form>csv|xlsx)$": (Visit("/reports/tools/mechanisms.csv", COUNCIL),),
    **{
        f"reports/tools/<int:pk>/{verb}": (
            Visit("/reports/tools/{tool_review}/" + verb, COUNCIL),
            Visit(f"/reports/tools/999999/{verb}", NOBODY),
        )
        for verb in ("", "propose/", "freed/")
    },
    r"reports/budgets/export\.(?P<form>csv|xlsx)$": (Visit("/reports/budgets/export.csv"),),
    # -- contact points: mandates are for all who have signed in; bids for Allies and the staff --
    "presence/": (Visit("/presence/"), Visit("/presence/?when=all&q=arcadia")),
    r"presence/export\.(?P<form>csv|xlsx)$": (Visit("/presence/export.csv"), Visit("/presence/export.xlsx")),
    "presence/bidding/": (Visit("/presence/bidding/", COUNCIL),),
    "presence/bidding/new/": (Visit("/presence/bidding/new/", COUNCIL),),
    "presence/bidding/<int:pk>/": (
        Visit("/presence/bidding/{bidding}/", COUNCIL),
        Visit("/presence/bidding/999999/", NOBODY),
    ),
    r"presence/bidding/(?P<pk>\d{1,9})/export\.(?P<form>csv|xlsx)$": (
        Visit("/presence/bidding/{bidding}/export.csv", COUNCIL),
    ),
    **{
        f"presence/bidding/<int:pk>/{verb}/": (Visit("/presence/bidding/{bidding}/" + f"{verb}/", COUNCIL),)
        for verb in ("bid", "submit", "call-off")
    },
    "presence/files/": (Visit("/presence/files/", COUNCIL),),
    "presence/files/new/": (Visit("/presence/files/new/", COUNCIL),),
    "presence/files/<int:pk>/": (
        Visit("/presence/files/{handover}/", COUNCIL),
        Visit("/presence/files/999999/", NOBODY),
    ),
    **{
        f"presence/files/<int:pk>/{verb}/": (Visit("/presence/files/{handover}/" + f"{verb}/", COUNCIL),)
        for verb in ("add", "hand-over", "ask-more", "take-over")
    },
    "presence/log/": (Visit("/presence/log/"), Visit("/presence/log/?host=XA&kind=event")),
    r"presence/log/export\.(?P<form>csv|xlsx)$": (Visit("/presence/log/export.csv"),),
    "presence/log/new/": (Visit("/presence/log/new/", COUNCIL),),
    # -- missions: those of partners and the staff; an accreditation is its mission's and the staff's --
    "presence/missions/": (Visit("/presence/missions/", PARTNERS | STAFF),),
    r"presence/missions/export\.(?P<form>csv|xlsx)$": (Visit("/presence/missions/export.csv", PARTNERS | STAFF),),
    "presence/missions/new/": (Visit("/presence/missions/new/", PARTNERS | STAFF),),
    "presence/missions/<int:pk>/": (
        Visit("/presence/missions/{posting}/", TEXT_XA),
        Visit("/presence/missions/999999/", NOBODY),
    ),
    r"presence/missions/(?P<pk>\d{1,9})/(?P<verb>accept|decline|arrive|depart)/$": tuple(
        Visit("/presence/missions/{posting}/" + f"{verb}/", TEXT_XA)
        for verb in ("accept", "decline", "arrive", "depart")
    ),
    r"presence/bids/(?P<pk>\d{1,9})/(?P<verb>join|withdraw|choose|set-aside)/$": (
        only_sent("/presence/bids/{bid}/join/"),
        only_sent("/presence/bids/{bid}/withdraw/"),
    ),
    # -- scientific cooperation: calls for all; drafts for the mission, reviews for the staff and each reviewer --
    "science/": (Visit("/science/"), Visit("/science/?state=open")),
    r"science/export\.(?P<form>csv|xlsx)$": (Visit("/science/export.csv"), Visit("/science/export.xlsx")),
    "science/new/": (Visit("/science/new/"),),
    _SPS + "$": (Visit("/science/{call}/"), Visit("/science/SPS-1999-1/", NOBODY)),
    _SPS + r"export\.(?P<form>csv|xlsx)$": (Visit("/science/{call}/export.csv"),),
    **{_SPS + f"{verb}/$": (Visit("/science/{call}/" + f"{verb}/"),) for verb in ("apply", "rank")},
    "science/applications/<int:pk>/": (
        Visit("/science/applications/{lodged}/", ARCADIA | STAFF),
        Visit("/science/applications/{begun}/", BELMORA),
        Visit("/science/applications/{ranked}/", BELMORA | COUNCIL),
        Visit("/science/applications/999999/", NOBODY),
    ),
    **{
        f"science/applications/<int:pk>/{verb}/": (
            Visit("/science/applications/{lodged}/" + f"{verb}/", ARCADIA | STAFF),
        )
        for verb in ("write", "lodge", "check", "turn-away", "reviewer", "no-grant")
    },
    "science/alike/<int:pk>/": (Visit("/science/alike/{twin}/", STAFF), Visit("/science/alike/999999/", NOBODY)),
    "science/reviews/": (Visit("/science/reviews/"),),
    "science/reviews/<int:pk>/": (
        Visit("/science/reviews/{review}/", STAFF),
        Visit("/science/reviews/999999/", NOBODY),
    ),
    **{
        f"science/reviews/<int:pk>/{verb}/": (Visit("/science/reviews/{review}/" + f"{verb}/", STAFF),)
        for verb in ("marks", "conflict")
    },
    "science/grants/": (Visit("/science/grants/"), Visit("/science/grants/?state=running")),
    r"science/grants/export\.(?P<form>csv|xlsx)$": (Visit("/science/grants/export.csv"),),
    "science/grants/<int:pk>/": (
        Visit("/science/grants/{grant}/", ARCADIA | COUNCIL),
        Visit("/science/grants/999999/", NOBODY),
    ),
    **{
        f"science/grants/<int:pk>/{verb}/": (Visit("/science/grants/{grant}/" + f"{verb}/", ARCADIA | COUNCIL),)
        for verb in ("milestone", "payment", "inventory", "close")
    },
    "science/milestones/<int:pk>/": (Visit("/science/milestones/{milestone}/", ARCADIA | COUNCIL),),
    **{
        f"science/payments/<int:pk>/{verb}/": (Visit("/science/payments/{payment}/" + f"{verb}/", ARCADIA | COUNCIL),)
        for verb in ("approve", "refuse")
    },
    "science/progress/<int:pk>/": (Visit("/science/progress/{progress}/", ARCADIA | COUNCIL),),
    "science/reviewers/": (Visit("/science/reviewers/", STAFF),),
    "science/reviewers/new/": (Visit("/science/reviewers/new/", STAFF),),
    # -- education: the clearing house is for all who have signed in; a match for the two until both have agreed --
    "education/": (Visit("/education/", SIGNED_IN), Visit("/education/?state=all&region=md", SIGNED_IN)),
    r"education/export\.(?P<form>csv|xlsx)$": (Visit("/education/export.csv", SIGNED_IN),),
    "education/needs/new/": (Visit("/education/needs/new/", SIGNED_IN),),
    "education/needs/<int:pk>/": (
        Visit("/education/needs/{need}/", SIGNED_IN),
        Visit("/education/needs/999999/", NOBODY),
    ),
    **{
        f"education/needs/<int:pk>/{verb}/": (Visit("/education/needs/{need}/" + f"{verb}/", SIGNED_IN),)
        for verb in ("drop", "match")
    },
    **{
        f"education/matches/<int:pk>/{verb}/": (Visit("/education/matches/{match}/" + f"{verb}/", SIGNED_IN),)
        for verb in ("accept", "decline", "confirm")
    },
    "education/offers/": (Visit("/education/offers/", SIGNED_IN),),
    r"education/offers/export\.(?P<form>csv|xlsx)$": (Visit("/education/offers/export.csv", SIGNED_IN),),
    "education/offers/new/": (Visit("/education/offers/new/", SIGNED_IN),),
    "education/offers/<int:pk>/": (Visit("/education/offers/{given}/", SIGNED_IN),),
    "education/offers/<int:pk>/drop/": (Visit("/education/offers/{given}/drop/", SIGNED_IN),),
    "education/centres/": (Visit("/education/centres/", SIGNED_IN),),
    r"education/centres/export\.(?P<form>csv|xlsx)$": (Visit("/education/centres/export.csv", SIGNED_IN),),
    "education/centres/apply/": (Visit("/education/centres/apply/", SIGNED_IN),),
    "education/centres/<int:pk>/": (Visit("/education/centres/{centre}/", COUNCIL | DREVANIA),),
    **{
        f"education/centres/<int:pk>/{verb}/": (Visit("/education/centres/{centre}/" + f"{verb}/", COUNCIL | DREVANIA),)
        for verb in ("assess", "turn-down", "withdraw")
    },
    # -- integrity reviews: the partner and whom it lets in; an expert as a person, the staff from hand-in on --
    "education/integrity/": (Visit("/education/integrity/", SIGNED_IN),),
    "education/integrity/open/": (Visit("/education/integrity/open/", SIGNED_IN),),
    "education/integrity/<int:pk>/": (
        Visit("/education/integrity/{planned}/", INTEGRITY_XA),
        Visit("/education/integrity/{assessed}/", STAFF | BELMORA),
        Visit("/education/integrity/999999/", NOBODY),
    ),
    **{
        f"education/integrity/<int:pk>/{part}/": (
            Visit("/education/integrity/{planned}/" + f"{part}/", INTEGRITY_XA),
            Visit("/education/integrity/{assessed}/" + f"{part}/", STAFF | BELMORA),
        )
        for part in (
            *("answers", "hand-in", "withdraw", "share", "peers", "name-expert", "visit", "write", "hand-over"),
            *("plan", "plan/add", "plan/agree", "plan/reopen"),
        )
    },
    r"education/integrity/(?P<pk>\d+)/plan/export\.(?P<form>csv|xlsx)$": (
        Visit("/education/integrity/{planned}/plan/export.csv", INTEGRITY_XA),
    ),
    **{
        f"education/integrity/experts/<int:pk>/{verb}/": (
            Visit("/education/integrity/experts/{peer}/" + f"{verb}/", STAFF | BELMORA),
        )
        for verb in ("accept", "turn-down", "recuse")
    },
    "education/integrity/findings/<int:pk>/comment/": (
        Visit("/education/integrity/findings/{found}/comment/", INTEGRITY_XA),
    ),
    **{
        f"education/integrity/measures/<int:pk>/{verb}/": (
            Visit("/education/integrity/measures/{measure}/" + f"{verb}/", INTEGRITY_XA),
        )
        for verb in ("change", "drop", "report")
    },
    # Support of schools: the partner, the staff and the Allies; once a plan is agreed, all who have signed in.
    "education/schools/": (Visit("/education/schools/", SIGNED_IN),),
    r"education/schools/export\.(?P<form>csv|xlsx)$": (Visit("/education/schools/export.csv", SIGNED_IN),),
    "education/schools/ask/": (Visit("/education/schools/ask/", SIGNED_IN),),
    "education/schools/events/": (Visit("/education/schools/events/", SIGNED_IN),),
    r"education/schools/events/export\.(?P<form>csv|xlsx)$": (
        Visit("/education/schools/events/export.csv", SIGNED_IN),
    ),
    "education/schools/<int:pk>/": (
        Visit("/education/schools/{school}/", SIGNED_IN),
        Visit("/education/schools/{school_plan}/", PLAN_XA),
        Visit("/education/schools/999999/", NOBODY),
    ),
    **{
        f"education/schools/<int:pk>/{verb}/": (
            Visit("/education/schools/{school_plan}/" + f"{verb}/", PLAN_XA),
            Visit("/education/schools/{school}/" + f"{verb}/", SIGNED_IN),
        )
        for verb in ("assess", "turn-down", "end", "close", "years", "objective", "event", "agree", "reopen")
    },
    "education/schools/<int:pk>/review/<int:year>/": (
        Visit("/education/schools/{school}/review/{school_year}/", SIGNED_IN),
        Visit("/education/schools/{school}/review/1999/", NOBODY),
    ),
    "education/schools/<int:pk>/objectives/<int:objective>/drop/": (
        Visit("/education/schools/{school_plan}/objectives/{school_aim}/drop/", PLAN_XA),
    ),
    **{
        f"education/schools/<int:pk>/events/<int:event>/{verb}/": (
            Visit("/education/schools/{school}/events/{school_event}/" + f"{verb}/", SIGNED_IN),
            Visit("/education/schools/{school}/events/999999/" + f"{verb}/", NOBODY),
        )
        for verb in ("drop", "contribute", "take-back", "report")
    },
    "education/contributions/": (Visit("/education/contributions/", SIGNED_IN),),
    r"education/contributions/export\.(?P<form>csv|xlsx)$": (Visit("/education/contributions/export.csv", SIGNED_IN),),
    # -- trust funds: public once the Allies have set them up; until then Allies, the staff, the host and the leads --
    "trust-funds/": (public("/trust-funds/"),),
    r"trust-funds/export\.(?P<form>csv|xlsx)$": (
        Visit("/trust-funds/export.csv"),
        Visit("/trust-funds/export.xlsx"),
    ),
    "trust-funds/iati.xml": (public("/trust-funds/iati.xml"),),
    "trust-funds/new/": (Visit("/trust-funds/new/"),),
    _FUND + "$": (
        Visit("/trust-funds/{trust_fund}/"),
        Visit("/trust-funds/{trust_idea}/", IDEA_XA),
        Visit("/trust-funds/TF-1999-01/", NOBODY),
    ),
    _FUND + "(?P<tab>money|phases|results)/$": tuple(
        Visit("/trust-funds/{" + which + "}/" + tab + "/", who)
        for which, who in (("trust_fund", SIGNED_IN), ("trust_idea", IDEA_XA))
        for tab in ("money", "phases", "results")
    ),
    _FUND + "public/$": (
        public("/trust-funds/{trust_fund}/public/"),
        public("/trust-funds/{trust_idea}/public/", NOBODY),
    ),
    _FUND + r"iati\.xml$": (
        public("/trust-funds/{trust_fund}/iati.xml"),
        public("/trust-funds/{trust_idea}/iati.xml", NOBODY),
    ),
    _FUND + r"report\.(?P<form>pdf|docx)$": (
        Visit("/trust-funds/{trust_fund}/report.docx"),
        Visit("/trust-funds/{trust_idea}/report.docx", NOBODY),
    ),
    _FUND + r"milestones/(?P<number>\d{1,4})/(?P<verb>reach|verify)/$": (
        Visit("/trust-funds/{trust_fund}/milestones/2/reach/"),
        Visit("/trust-funds/{trust_fund}/milestones/2/verify/"),
        Visit("/trust-funds/{trust_fund}/milestones/99/reach/", NOBODY),
    ),
    _FUND + r"counters/(?P<number>\d{1,4})/count/$": (
        Visit("/trust-funds/{trust_fund}/counters/1/count/"),
        Visit("/trust-funds/{trust_fund}/counters/99/count/", NOBODY),
    ),
    _FUND + "do/(?P<path>[a-z-]+)/$": (
        Visit("/trust-funds/{trust_fund}/do/agreement/"),
        Visit("/trust-funds/{trust_fund}/do/start/"),
        Visit("/trust-funds/{trust_idea}/do/lead/", IDEA_XA),
        Visit("/trust-funds/{trust_idea}/do/drop/", IDEA_XA),
        Visit("/trust-funds/{trust_idea}/do/no-such-act/", NOBODY),
    ),
    # -- decisions: Allies and the staff; a draft is the staff's alone; partners never learn of any (P§18) --
    "decisions/": (Visit("/decisions/"),),
    "decisions/export.csv": (Visit("/decisions/export.csv"),),
    "decisions/deadlines.ics": (Visit("/decisions/deadlines.ics"),),
    "decisions/prepare/": (Visit("/decisions/prepare/"),),
    _DECISION + "$": (
        Visit("/decisions/{draft}/", STAFF),
        Visit("/decisions/{silent}/", COUNCIL),
        Visit("/decisions/{broken}/", COUNCIL),
        Visit("/decisions/{agreed}/", COUNCIL),
        Visit("/decisions/PO-1999-9999/", NOBODY),
    ),
    _DECISION + "(?P<path>[a-z-]+)/$": (
        Visit("/decisions/{silent}/reservation/", COUNCIL),
        Visit("/decisions/{draft}/withdraw/", STAFF),
        Visit("/decisions/{silent}/no-such-act/", NOBODY),
    ),
    _DECISION + "(?P<tab>text|documents|history)/$": (
        Visit("/decisions/{silent}/text/", COUNCIL),
        Visit("/decisions/{silent}/documents/", COUNCIL),
        Visit("/decisions/{draft}/history/", STAFF),
    ),
    _DECISION + "answer/(?P<number>[0-9]{1,4})/$": (
        Visit("/decisions/{silent}/answer/1/", COUNCIL),
        Visit("/decisions/{silent}/answer/9/", NOBODY),
    ),
    _DECISION + "break-silence/$": (
        Visit("/decisions/{silent}/break-silence/", COUNCIL),
        Visit("/decisions/{draft}/break-silence/", STAFF),
    ),
    _DECISION + "edit/$": (Visit("/decisions/{draft}/edit/", STAFF), Visit("/decisions/{silent}/edit/", COUNCIL)),
    _DECISION + "extend/$": (Visit("/decisions/{silent}/extend/", COUNCIL),),
    _DECISION + "open-silence/$": (Visit("/decisions/{draft}/open-silence/", STAFF),),
    _DECISION + "record/$": (Visit("/decisions/{agreed}/record/", COUNCIL, SEE_OTHER),),  # to the action sheet
    _DECISION + "revise/$": (Visit("/decisions/{broken}/revise/", COUNCIL),),
    # -- money: lines are for the staff and Allies; only the resources officer, who is none of these, enters (W-120) --
    "money/": (Visit("/money/"), Visit("/money/?period={year}")),
    rf"money/lines\.{_FORM}$": (Visit("/money/lines.csv"), Visit("/money/lines.xlsx")),
    "money/rates/": (Visit("/money/rates/"),),
    rf"money/rates\.{_FORM}$": (Visit("/money/rates.csv"),),
    "money/open/": (Visit("/money/open/", SIGNED_IN, REFUSED),),
    "money/import/": (Visit("/money/import/", SIGNED_IN, REFUSED),),
    _LINE + "$": (Visit("/money/{line}/", COUNCIL), Visit("/money/NONE-1999/", NOBODY)),
    _LINE + rf"(?P<table>statement|commitments|contributions|invoices)\.{_FORM}$": (
        *(Visit(f"/money/{{line}}/{table}.csv", COUNCIL) for table in ("statement", "commitments", "invoices")),
        Visit("/money/{fund}/contributions.xlsx", COUNCIL),
    ),
    _LINE + "(?P<verb>revise|close|reopen|commit|pledge)/$": (
        Visit("/money/{line}/commit/", COUNCIL, REFUSED),
        Visit("/money/NONE-1999/commit/", NOBODY),
    ),
    _LINE + r"commitments/(?P<number>\d{1,9})/(?P<verb>release|oblige|pay)/$": (
        Visit("/money/{line}/commitments/1/pay/", COUNCIL, REFUSED),
        Visit("/money/{line}/commitments/99/pay/", NOBODY),
    ),
    _LINE + r"contributions/(?P<number>\d{1,9})/(?P<verb>sign|receive|lapse)/$": (
        Visit("/money/{fund}/contributions/1/sign/", COUNCIL, REFUSED),
    ),
    _LINE + r"statement/(?P<number>\d{1,9})/reverse/$": (
        Visit("/money/{line}/statement/1/reverse/", COUNCIL, REFUSED),
    ),
    # -- resources: weights and scores are for Allies and the staff, never for partners (P§16, W-92) --
    "resources/": (Visit("/resources/"),),
    "resources/settings/begin/": (Visit("/resources/settings/begin/", COUNCIL),),
    _SETTINGS + "$": (Visit("/resources/settings/{cycle}/", COUNCIL), Visit("/resources/settings/1999/", NOBODY)),
    _SETTINGS + "edit/$": (Visit("/resources/settings/{cycle}/edit/", COUNCIL),),
    _SETTINGS + "points/$": (Visit("/resources/settings/{cycle}/points/", COUNCIL),),
    _SETTINGS + "(?P<verb>open|close|propose)/$": (Visit("/resources/settings/{cycle}/propose/", COUNCIL),),
    _SCORES + "$": (Visit("/resources/scores/{cycle}/", COUNCIL),),
    _SCORES + _OF + "$": (
        Visit("/resources/scores/{cycle}/XA/", COUNCIL),
        Visit("/resources/scores/{cycle}/QQ/", NOBODY),
    ),
    _SCORES + _OF + "(?P<consideration>[a-z]{1,16})/$": (
        Visit("/resources/scores/{cycle}/XA/values/", COUNCIL),
        Visit("/resources/scores/{cycle}/XA/priority/", NOBODY),
    ),
    r"resources/plan/(?P<period>\d{4}(?:-\d{2})?)/$": (Visit("/resources/plan/{cycle}/", COUNCIL),),
    _ROUND + "$": (Visit("/resources/rounds/{round}/"), Visit("/resources/rounds/1999-1/", NOBODY)),
    _ROUND + "activities/$": (Visit("/resources/rounds/{round}/activities/", COUNCIL),),
    _ROUND + r"activities/(?P<activity>[A-Z]{2,8}-\d{1,8})/leave-out/$": (
        only_sent("/resources/rounds/{round}/activities/{course}/leave-out/"),
    ),
    _ROUND + "money/$": (Visit("/resources/rounds/{round}/money/", COUNCIL),),
    _ROUND + "quotas/$": (Visit("/resources/rounds/{round}/quotas/", COUNCIL),),
    _ROUND + "names/$": (Visit("/resources/rounds/{round}/names/", ARCADIA | BELMORA | DREVANIA),),
    _ROUND + "(?P<verb>open|freeze|thaw|publish|rerun|close)/$": (Visit("/resources/rounds/{round}/freeze/", COUNCIL),),
    _ROUND + "trials/$": (Visit("/resources/rounds/{round}/trials/", COUNCIL),),
    _ROUND + "weights/$": (
        Visit("/resources/rounds/{round}/weights/", COUNCIL),
        Visit("/resources/rounds/{round}/weights/?trial=1", NOBODY),  # it is on the weights in force
    ),
    _TRIAL + "$": (
        Visit("/resources/rounds/{round}/trials/1/", COUNCIL),
        Visit("/resources/rounds/{round}/trials/9/", NOBODY),
    ),
    _TRIAL + "(?P<verb>submit|cancel)/$": (Visit("/resources/rounds/{round}/trials/1/submit/", COUNCIL),),
    _TRIAL + r"against/(?P<other>\d{1,5})/$": (Visit("/resources/rounds/{round}/trials/1/against/1/", COUNCIL),),
    _TRIAL + r"against/(?P<other>\d{1,5})\.(?P<form>csv|xlsx)$": (
        Visit("/resources/rounds/{round}/trials/1/against/1.csv", COUNCIL),
        Visit("/resources/rounds/{round}/trials/1/against/1.xlsx", COUNCIL),
    ),
    _TRIAL + r"(?P<activity>[A-Z]{2,8}-\d{1,8})/(?P<name>\d{1,6})/$": (
        Visit("/resources/rounds/{round}/trials/1/{asked}/", COUNCIL),
        Visit("/resources/rounds/{round}/trials/1/PCM-9999/1/", NOBODY),
    ),
    _TRIAL + r"requests\.(?P<form>csv|xlsx)$": (Visit("/resources/rounds/{round}/trials/1/requests.csv", COUNCIL),),
    _TRIAL + "questions/$": (
        Visit("/resources/rounds/{round}/trials/1/questions/", COUNCIL),
        Visit("/resources/rounds/{round}/trials/9/questions/", NOBODY),
    ),
    _TRIAL + r"questions\.(?P<form>csv|xlsx)$": (
        Visit("/resources/rounds/{round}/trials/1/questions.csv", COUNCIL),
        Visit("/resources/rounds/{round}/trials/1/questions.xlsx", COUNCIL),
    ),
    _TRIAL + "sheet/$": (Visit("/resources/rounds/{round}/trials/1/sheet/", COUNCIL),),
    _TRIAL + r"sheet\.(?P<form>pdf|docx)$": (Visit("/resources/rounds/{round}/trials/1/sheet.pdf", COUNCIL),),
    _ROUND + "overrides/$": (Visit("/resources/rounds/{round}/overrides/", COUNCIL),),
    _ROUND + "changes/$": (Visit("/resources/rounds/{round}/changes/", COUNCIL),),
    _ROUND + "results/$": (Visit("/resources/rounds/{round}/results/", ARCADIA | BELMORA | DREVANIA),),
    _ROUND.removesuffix("/") + r"/letter\.(?P<form>pdf|docx)$": (
        Visit("/resources/rounds/{round}/letter.pdf", ARCADIA | BELMORA | DREVANIA),
    ),
    _ROUND + "hosting/$": (Visit("/resources/rounds/{round}/hosting/", DREVANIA),),
    # -- consultations: Allies, the staff, whoever asked and who is invited; the others read a notice alone --
    "consultations/": (Visit("/consultations/"), Visit("/consultations/?q=sea&state=agreed")),
    "consultations/export.csv": (Visit("/consultations/export.csv"),),
    "consultations/request/": (Visit("/consultations/request/"),),
    "consultations/calendar/": (Visit("/consultations/calendar/"),),
    "consultations/calendar.ics": (Visit("/consultations/calendar.ics"),),
    "consultations/calendar/meeting/": (Visit("/consultations/calendar/meeting/"),),
    "consultations/notices/": (Visit("/consultations/notices/"),),
    _TALK + "$": (
        Visit("/consultations/{sea}/", SEA),
        Visit("/consultations/{flood}/", COUNCIL),
        Visit("/consultations/{cables}/", SIGNED_IN),
        Visit("/consultations/1999-999/", NOBODY),
    ),
    _TALK + "(?P<tab>history)/$": (Visit("/consultations/{sea}/history/", SEA),),
    _TALK + "(?P<path>[a-z-]+)/$": (
        Visit("/consultations/{sea}/accept/", SEA),
        Visit("/consultations/{flood}/check/", COUNCIL),
        Visit("/consultations/{sea}/no-such-act/", NOBODY),
    ),
    _TALK + "notice/$": (
        Visit("/consultations/{cables}/notice/", COUNCIL),
        Visit("/consultations/{sea}/notice/", NOBODY),
    ),
    _TALK + "revise/$": (
        Visit("/consultations/{sea}/revise/", ARCADIA | COUNCIL),
        Visit("/consultations/{flood}/revise/", COUNCIL),
    ),
    _TALK + "follow-ups/(?P<number>[0-9]{1,4})/$": (
        Visit("/consultations/{cables}/follow-ups/1/", SIGNED_IN),
        Visit("/consultations/{sea}/follow-ups/1/", NOBODY),
    ),
    _SESSION + "$": (
        Visit("/consultations/{sea}/sessions/1/", SEA),
        Visit("/consultations/{sea}/sessions/9/", NOBODY),
    ),
    _SESSION + "(?P<path>[a-z-]+)/$": (
        Visit("/consultations/{sea}/sessions/1/convene/", SEA),
        Visit("/consultations/{sea}/sessions/1/no-such-act/", NOBODY),
    ),
    # -- early warning: a concern is its partner's, Allies' and the staff's; alerts are public --
    "consultations/concerns/": (Visit("/consultations/concerns/"),),
    "consultations/concerns/raise/": (Visit("/consultations/concerns/raise/"),),
    _CONCERN + "$": (Visit("/consultations/concerns/{concern}/", CONCERN_XA),),
    _CONCERN + "(?P<path>[a-z-]+)/$": (
        Visit("/consultations/concerns/{concern}/answer/", CONCERN_XA),
        Visit("/consultations/concerns/{concern}/no-such-act/", NOBODY),
    ),
    "consultations/alerts/": (Visit("/consultations/alerts/"), Visit("/consultations/alerts/?party=XA")),
    "consultations/alerts/import/": (Visit("/consultations/alerts/import/"),),
    "consultations/alerts/<int:pk>/": (
        Visit("/consultations/alerts/{alert}/"),
        Visit("/consultations/alerts/999999999/", NOBODY),
    ),
    # -- papers: for those who read the decision that they belong to; a draft is no paper yet --
    "documents/": (Visit("/documents/"),),
    _PAPER + "$": (Visit("/documents/{silent}/", COUNCIL), Visit("/documents/{draft}/", NOBODY)),
    _PAPER + r"(?P<language>en|fr)\.(?P<sort>pdf|docx)$": (
        Visit("/documents/{silent}/en.pdf", COUNCIL),
        Visit("/documents/{silent}/fr.docx", COUNCIL),
        Visit("/documents/{agreed}-AS1/fr.pdf", COUNCIL),
        Visit("/documents/{draft}/fr.pdf", NOBODY),
    ),
    _PAPER + "attach/$": (Visit("/documents/{silent}/attach/", COUNCIL),),
    _PAPER + "files/(?P<sha256>[0-9a-f]{64})/$": (
        Visit("/documents/{silent}/files/{file}/", COUNCIL),
        Visit("/documents/{silent}/files/" + "0" * 64 + "/", NOBODY),
    ),
    # -- help --
    "help/": (public("/help/"),),
    "help/ask/": (Visit("/help/ask/"),),
    "help/requests/": (Visit("/help/requests/"),),
    "help/requests/<int:pk>/": (Visit("/help/requests/{request}/", ARCADIA | STAFF),),
    # -- the menu: an offer is its provider's and the staff's; what is published is for those to whom it is released --
    "menu/": (Visit("/menu/"), Visit("/menu/?q=cyber&all=1")),
    _PCM + "/$": (Visit("/menu/{course}/"), Visit("/menu/{offer}/", ON_OFFER), Visit("/menu/PCM-9999/", NOBODY)),
    _PCM + "/(?P<tab>programmes|history)/$": (
        Visit("/menu/{course}/programmes/"),
        Visit("/menu/{course}/history/"),
        Visit("/menu/{offer}/history/", ON_OFFER),
    ),
    _PCM + "/(?P<verb>screen|agree|publish|hold|reported|postpone|cancel|retire)/$": (
        Visit("/menu/{offer}/screen/", ON_OFFER),
        Visit("/menu/{offer}/publish/", ON_OFFER),
        Visit("/menu/{course}/cancel/"),
    ),
    _PCM + "/edit/$": (Visit("/menu/{offer}/edit/", ON_OFFER), Visit("/menu/{course}/edit/")),
    _PCM + "/why/$": (Visit("/menu/{course}/why/"), Visit("/menu/{offer}/why/", ON_OFFER)),
    _PCM + r"\.ics$": (Visit("/menu/{course}.ics"), Visit("/menu/{offer}.ics", ON_OFFER)),
    r"menu/export/menu\.(?P<suffix>csv|xlsx|ics)$": (
        Visit("/menu/export/menu.csv"),
        Visit("/menu/export/menu.xlsx"),
        Visit("/menu/export/menu.ics"),
    ),
    "menu/courses/": (Visit("/menu/courses/"),),
    "menu/courses/<str:code>/": (Visit("/menu/courses/{template}/"), Visit("/menu/courses/NO-SUCH/", NOBODY)),
    "menu/courses/<str:code>/edit/": (Visit("/menu/courses/{template}/edit/"),),
    "menu/courses/<str:code>/retire/": (Visit("/menu/courses/{template}/retire/"),),
    "menu/courses/offer/": (Visit("/menu/courses/offer/"),),
    "menu/feed/<str:token>/menu.ics": (public("{feed}"), public("/menu/feed/forged/menu.ics", NOBODY)),
    "menu/import/": (Visit("/menu/import/", frozenset({"jana", "mira"}), outside=REFUSED),),
    "menu/nominate/": (Visit("/menu/nominate/"),),
    "menu/drafts/<int:pk>/discard/": (only_sent("/menu/drafts/1/discard/"),),
    "menu/offer/": (Visit("/menu/offer/"),),
    "menu/own/": (Visit("/menu/own/"),),
    "menu/subscribe/": (only_sent("/menu/subscribe/"),),
    "menu/views/": (Visit("/menu/views/"),),
    "menu/views/<slug:slug>/": (Visit("/menu/views/{view}/", ARCADIA, SEE_OTHER),),
    "menu/views/<slug:slug>/forget/": (only_sent("/menu/views/{view}/forget/"),),
    # -- names: the party that sent them, the host and the staff --
    _CODE + "nominate/$": (Visit("/menu/{course}/nominate/"), Visit("/menu/{offer}/nominate/", ON_OFFER)),
    _CODE + "nominees/$": (Visit("/menu/{course}/nominees/"), Visit("/menu/{offer}/nominees/", ON_OFFER)),
    _CODE + r"nominees/(?P<number>\d{1,6})/$": (
        Visit("/menu/{course}/nominees/1/", NAME_XA),
        Visit("/menu/{course}/nominees/5/", NAME_XB),
        Visit("/menu/{course}/nominees/99/", NOBODY),
    ),
    _CODE + r"nominees/(?P<number>\d{1,6})/(?P<verb>confirm|withdraw|rejoin|receive|decline)/$": (
        Visit("/menu/{course}/nominees/1/withdraw/", NAME_XA),
        Visit("/menu/{course}/nominees/5/confirm/", NAME_XB),
    ),
    _CODE + r"nominees/(?P<number>\d{1,6})/exchange/$": (Visit("/menu/{course}/nominees/1/exchange/", NAME_XA),),
    _CODE + "nominees/attendance/$": (Visit("/menu/{course}/nominees/attendance/", DREVANIA | {"mira"}),),
    _CODE + "nominees/receive/$": (only_sent("/menu/{course}/nominees/receive/"),),
    _CODE + "nominees/seats/$": (only_sent("/menu/{course}/nominees/seats/"),),
    _CODE.removesuffix("/") + r"/nominees\.(?P<form>csv|xlsx)$": (
        Visit("/menu/{course}/nominees.csv"),
        Visit("/menu/{course}/nominees.xlsx"),
    ),
    r"menu/nominations\.(?P<form>csv|xlsx|ics)$": (
        Visit("/menu/nominations.csv"),
        Visit("/menu/nominations.xlsx"),
        Visit("/menu/nominations.ics"),
    ),
    "menu/nominate/several/": (Visit("/menu/nominate/several/"),),
    "menu/nominations/": (Visit("/menu/nominations/"),),
    # -- reports: the one who is asked --
    _CODE + "report/$": (Visit("/menu/{held}/report/", ARCADIA | BELMORA | DREVANIA),),
    _CODE + "reports/$": (Visit("/menu/{held}/reports/"),),
    "menu/reports/": (Visit("/menu/reports/"),),
    "menu/reports/by-link/<str:token>/": (
        public("/menu/reports/by-link/{link}/"),
        public("/menu/reports/by-link/forged/", NOBODY),
    ),
    "menu/pruning/": (Visit("/menu/pruning/"),),
    "menu/pruning/<int:pk>/": (Visit("/menu/pruning/{proposal}/", ON_OFFER), Visit("/menu/pruning/999999/", NOBODY)),
    # -- nations: public facts; the history is for those who have signed in --
    "nations/": (public("/nations/"),),
    "nations/export.csv": (public("/nations/export.csv"),),
    "nations/names/": (Visit("/nations/names/"),),
    "nations/organisations/": (public("/nations/organisations/"),),
    "nations/providers/": (public("/nations/providers/"),),
    "nations/providers/<str:code>/": (public("/nations/providers/DCSC/"), public("/nations/providers/NONE/", NOBODY)),
    _NATION + "$": (public("/nations/XA/"), public("/nations/ZZ/", NOBODY)),
    _NATION + "(?P<tab>[a-z]+)/$": (
        public("/nations/XA/standing/"),
        public("/nations/XA/presence/"),
        public("/nations/XA/programmes/"),
        public("/nations/XA/history/", SIGNED_IN),
        public("/nations/XA/none/", NOBODY),
    ),
    _NATION + "change/(?P<verb>[a-z-]+)/$": (
        *(Visit(f"/nations/XA/change/{verb}/") for verb in ("join", "leave", "suspend", "resume", "open-tool")),
        Visit("/nations/XA/change/marry/", NOBODY),
    ),
    _NATION + _PRESENCE + "enter/$": tuple(
        Visit(f"/nations/XA/presence/{kind}/enter/") for kind in ("mission", "embassy", "provider")
    ),
    **{
        _NATION + _PRESENCE + rf"(?P<pk>\d{{1,9}})/{verb}/$": (
            Visit(f"/nations/XA/presence/mission/{{mission}}/{verb}/"),
            Visit(f"/nations/XB/presence/mission/{{mission}}/{verb}/", NOBODY),
            Visit(f"/nations/XA/presence/embassy/999999/{verb}/", NOBODY),
        )
        for verb in ("correct", "end")
    },
    _NATION + "name/$": (Visit("/nations/XA/name/"),),
    _NATION + "note/$": (only_sent("/nations/XA/note/"),),
    # -- people: one's own party, and all of them for the staff --
    "people/": (Visit("/people/"), Visit("/people/?party=XA", ARCADIA | STAFF)),
    "people/appoint/": (Visit("/people/appoint/"),),
    "people/appointments/<int:pk>/": (Visit("/people/appointments/{appointment}/", ARCADIA | STAFF),),
    "people/appointments/<int:pk>/deputise/": (Visit("/people/appointments/{appointment}/deputise/", ARCADIA | STAFF),),
    "people/appointments/<int:pk>/end/": (Visit("/people/appointments/{appointment}/end/", ARCADIA | STAFF),),
    "people/appointments/<int:pk>/hand-over/": (
        Visit("/people/appointments/{appointment}/hand-over/", ARCADIA | STAFF),
    ),
    "people/hats/": (Visit("/people/hats/"),),
    "people/keys/": (Visit("/people/keys/"),),
    "people/keys/<int:pk>/end/": (only_sent("/people/keys/1/end/"),),
    "people/roles/": (Visit("/people/roles/"),),
    "people/settings/": (Visit("/people/settings/"),),
    # -- programmes: the partner alone before it submits, then the staff too, then Allies when both sides agree --
    "programmes/": (Visit("/programmes/"),),
    "programmes/begin/": (Visit("/programmes/begin/"),),
    "programmes/types/": (Visit("/programmes/types/"),),
    r"programmes/programmes\.(?P<form>csv|xlsx)$": (
        Visit("/programmes/programmes.csv"),
        Visit("/programmes/programmes.xlsx"),
    ),
    _PROGRAMME: (
        Visit("/programmes/XA/{period}/", TEXT_XA),
        Visit("/programmes/XB/{period_xb}/", BELMORA | ALLY | STAFF),
        Visit("/programmes/XC/{period}/", NOBODY),
        Visit("/programmes/XD/{period}/", DREVANIA | ALLY | STAFF),
    ),
    **{
        _PROGRAMME + route: tuple(Visit(f"/programmes/XA/{{period}}/{path}", TEXT_XA) for path in paths)
        for route, paths in {
            "<slug:step>/": ("agree/", "submit/", "withdraw/"),
            "activities.csv": ("activities.csv",),
            "activities.ics": ("activities.ics",),
            "activities.xlsx": ("activities.xlsx",),
            "activities/": ("activities/",),
            "activities/<str:code>/turn-down/": ("activities/{course}/turn-down/",),
            "activities/add/": ("activities/add/",),
            "changes/": ("changes/",),
            "changes/<span:span>.pdf": ("changes/v1..v2.pdf",),
            "changes/<span:span>/": ("changes/v1..v2/",),
            "comments/<int:pk>/answer/": ("comments/{comment}/answer/",),
            "comments/send/": ("comments/send/",),
            "document.docx": ("document.docx",),
            "document.pdf": ("document.pdf",),
            "documents/": ("documents/",),
            "goals/<int:number>/progress/": ("goals/1/progress/",),
            "goals/add/": ("goals/add/",),
            "history/": ("history/",),
            "sections/<int:section>/insert/": ("sections/1/insert/",),
            "text/": ("text/",),
            "text/<str:paragraph>/": ("text/1.1/",),
            "text/<str:paragraph>/reopen/": ("text/1.1/reopen/",),
            "text/<str:paragraph>/wordings/": ("text/1.1/wordings/",),
            "timeline/": ("timeline/",),
        }.items()
    },
    _PROGRAMME + "comments/": (Visit("/programmes/XA/{period}/comments/", TEXT_XA, SEE_OTHER),),  # to the text
    **{
        _PROGRAMME + route: (only_sent(f"/programmes/XA/{{period}}/{path}"),)
        for route, path in {
            "activities/<str:code>/drop/": "activities/{course}/drop/",
            "comments/<int:pk>/drop/": "comments/{comment}/drop/",
            "goals/<int:number>/carry/": "goals/1/carry/",
            "goals/<int:number>/drop/": "goals/1/drop/",
            "sections/<int:section>/ask/": "sections/1/ask/",
            "sections/<int:section>/lock/": "sections/1/lock/",
            "sections/<int:section>/release/": "sections/1/release/",
            "sections/<int:section>/reviewed/": "sections/1/reviewed/",
            "text/<str:paragraph>/agree/": "text/1.1/agree/",
            "text/<str:paragraph>/edit/": "text/1.1/edit/",
            "text/<str:paragraph>/resolve/": "text/1.1/resolve/",
        }.items()
    },
    # -- action plans in force: the partner, the staff and every Ally --
    "programmes/<str:party>/goals/<int:number>/": (Visit("/programmes/XA/goals/3/", PLAN_XA),),
    **{
        _PROGRAMME + route: (Visit(f"/programmes/XA/{{plan}}/{path or route}", PLAN_XA),)
        for route, path in {
            "actions/": "",
            "actions/plan/": "",
            "actions/carry/": "",
            "actions/<int:number>/": "actions/5/",
            "actions/<int:number>/change/": "actions/5/change/",
            "report/": "",
            "report.pdf": "",
            "assessments/": "",
            "assessments/plan/": "",
            "assessments/<int:number>/": "assessments/1/",
            "assessments/<int:number>/draft/": "assessments/1/draft/",
            "assessments/<int:number>/discuss/": "assessments/1/discuss/",
        }.items()
    },
    r"programmes/(?P<party>[^/]+)/(?P<period>[^/]+)/actions\.(?P<form>csv|xlsx)$": (
        Visit("/programmes/XA/{plan}/actions.csv", PLAN_XA),
        Visit("/programmes/XA/{plan}/actions.xlsx", PLAN_XA),
    ),
    **{
        _PROGRAMME + route: (only_sent(f"/programmes/XA/{{plan}}/{path}"),)
        for route, path in {
            "actions/report/": "actions/report/",
            "actions/<int:number>/drop/": "actions/5/drop/",
            "actions/<int:number>/help/": "actions/6/help/",
            "actions/<int:number>/help/<int:pk>/accept/": "actions/5/help/{help}/accept/",
            "actions/<int:number>/help/<int:pk>/end/": "actions/5/help/{help}/end/",
            "assessments/<int:number>/share/": "assessments/1/share/",
        }.items()
    },
    # -- a round of goals in review, whose survey is handed in: the partner and the staff --
    **{
        _PROGRAMME + route: (Visit(f"/programmes/XA/{{goals}}/{path or route}", TEXT_XA),)
        for route, path in {
            "surveys/": "",
            "surveys/<int:year>/": "surveys/{survey}/",
            "surveys/<years:span>/": "surveys/{surveyed}..{survey}/",
            "talks/": "",
        }.items()
    },
    r"programmes/(?P<party>[^/]+)/(?P<period>[^/]+)/surveys/(?P<year>[0-9]{4})\.(?P<form>csv|xlsx)$": (
        Visit("/programmes/XA/{goals}/surveys/{survey}.csv", TEXT_XA),
        Visit("/programmes/XA/{goals}/surveys/{survey}.xlsx", TEXT_XA),
    ),
    **{
        _PROGRAMME + route: (only_sent(f"/programmes/XA/{{goals}}/{path}"),)
        for route, path in {
            "surveys/open/": "surveys/open/",
            "surveys/<int:year>/hand-in/": "surveys/{survey}/hand-in/",
            "talks/show/": "talks/show/",
        }.items()
    },
    # -- refusals and the register: one's own party's; all of it for the auditor --
    "refusals/": (Visit("/refusals/"),),
    "refusals/R-<int:year>-<int:pk>/": (Visit("/refusals/{refusal}/", ARCADIA | STAFF),),
    "register/": (Visit("/register/"),),
    "register/checkpoints/": (public("/register/checkpoints/"),),
    "register/checkpoints/<int:seq>/": (
        public("/register/checkpoints/{head}/"),
        public("/register/checkpoints/999999999/", NOBODY),
    ),
    "register/entries/<int:pk>/": (Visit("/register/entries/{entry}/", ARCADIA | STAFF),),
    r"register/entries\.(?P<form>csv|xlsx)$": (Visit("/register/entries.csv"), Visit("/register/entries.xlsx")),
    "register/export/": (Visit("/register/export/"),),  # what is closed to the reader stays a hash),
    "today/": (Visit("/today/"),),
    "today/home/": (Visit("/today/home/", inside=SEE_OTHER),),
    "today/badges/": (Visit("/today/badges/"),),
}


def visits() -> Iterator[tuple[str, Visit]]:
    """This will list every address to open with the pattern that it stands for."""
    for route, listed in MATRIX.items():
        for visit in listed:
            yield route, visit


# -- the same for programs ---------------------------------------------------------------------------------------------

UNKNOWN = 401  # what a program is answered that has shown neither a session nor a key


def operation(path: str, circle: frozenset[str] = SIGNED_IN) -> Visit:
    """This will describe what a program may read; a stranger is told that nobody has signed in."""
    return Visit(f"/api/v1{path}", circle)


API: dict[str, tuple[Visit, ...]] = {
    "/api/v1/activities": (operation("/activities"),),
    "/api/v1/activities/{code}": (operation("/activities/{course}"), operation("/activities/{offer}", ON_OFFER)),
    "/api/v1/activities/{code}/feedback": (operation("/activities/{held}/feedback"),),
    "/api/v1/activities/{code}/nominations": (
        operation("/activities/{course}/nominations"),
        operation("/activities/{offer}/nominations", ON_OFFER),
    ),
    "/api/v1/alerts": (operation("/alerts"),),
    "/api/v1/applications": (operation("/applications"),),
    "/api/v1/calls": (operation("/calls"),),
    "/api/v1/calls/{code}": (operation("/calls/NONE", NOBODY),),
    "/api/v1/concerns": (operation("/concerns"),),
    "/api/v1/consultations": (operation("/consultations"),),
    "/api/v1/consultations/{code}": (
        operation("/consultations/{sea}", SEA),
        operation("/consultations/{flood}", COUNCIL),
        operation("/consultations/1999-999", NOBODY),
    ),
    "/api/v1/cooperations": (operation("/cooperations"),),
    "/api/v1/cooperations/{organisation}": (operation("/cooperations/XOLS"), operation("/cooperations/NONE", NOBODY)),
    "/api/v1/dialogues": (operation("/dialogues"),),
    "/api/v1/dialogues/{pk}": (operation("/dialogues/{dialogue}", COUNCIL), operation("/dialogues/999999", NOBODY)),
    "/api/v1/grants": (operation("/grants"),),
    "/api/v1/grants/{pk}": (operation("/grants/{grant}", ARCADIA | COUNCIL), operation("/grants/999999", NOBODY)),
    "/api/v1/money/lines": (operation("/money/lines"),),
    "/api/v1/money/lines/{code}": (operation("/money/lines/{line}", COUNCIL), operation("/money/lines/NONE", NOBODY)),
    "/api/v1/money/rates": (operation("/money/rates"),),
    "/api/v1/notices": (operation("/notices"),),
    "/api/v1/rounds": (operation("/rounds"),),
    "/api/v1/rounds/{code}/results": (
        operation("/rounds/{round}/results", ARCADIA | BELMORA | DREVANIA),
        operation("/rounds/1999-1/results", NOBODY),
    ),
    "/api/v1/education/centres": (operation("/education/centres"),),
    "/api/v1/education/centres/{pk}": (operation("/education/centres/{centre}", COUNCIL | DREVANIA),),
    "/api/v1/education/contributions": (operation("/education/contributions"),),
    "/api/v1/education/needs": (operation("/education/needs"),),
    "/api/v1/education/needs/{pk}": (
        operation("/education/needs/{need}"),
        operation("/education/needs/999999", NOBODY),
    ),
    "/api/v1/education/offers": (operation("/education/offers"),),
    "/api/v1/education/offers/{pk}": (operation("/education/offers/{given}"),),
    "/api/v1/operations": (operation("/operations"),),
    "/api/v1/operations/{code}": (operation("/operations/OP-HARBOUR"), operation("/operations/OP-NONE", NOBODY)),
    "/api/v1/operations/contributors/{pk}": (operation("/operations/contributors/{contributor}", UNIT_XA),),
    "/api/v1/operations/drafts/{pk}": (
        operation("/operations/drafts/{harbour}", UNIT_XA),
        operation("/operations/drafts/999999", NOBODY),
    ),
    "/api/v1/operations/units": (operation("/operations/units"),),
    "/api/v1/operations/units/{pk}": (operation("/operations/units/{unit}", UNIT_XA),),
    "/api/v1/presence/biddings": (operation("/presence/biddings"),),
    "/api/v1/presence/biddings/{pk}": (
        operation("/presence/biddings/{bidding}", COUNCIL),
        operation("/presence/biddings/999999", NOBODY),
    ),
    "/api/v1/presence/log": (operation("/presence/log"),),
    "/api/v1/presence/mandates": (operation("/presence/mandates"),),
    "/api/v1/presence/missions": (operation("/presence/missions"),),
    "/api/v1/presence/missions/{pk}": (
        operation("/presence/missions/{posting}", TEXT_XA),
        operation("/presence/missions/999999", NOBODY),
    ),
    "/api/v1/trust-funds": (operation("/trust-funds"),),
    "/api/v1/trust-funds/{code}": (
        operation("/trust-funds/{trust_fund}"),
        operation("/trust-funds/{trust_idea}", IDEA_XA),
        operation("/trust-funds/TF-1999-01", NOBODY),
    ),
    "/api/v1/decisions": (operation("/decisions"),),
    "/api/v1/decisions/{slug}": (operation("/decisions/{silent}", COUNCIL), operation("/decisions/{draft}", STAFF)),
    "/api/v1/nations": (operation("/nations"),),
    "/api/v1/nations/{code}": (operation("/nations/XA"),),
    "/api/v1/nominations": (operation("/nominations"),),
    "/api/v1/nominations/{code}/{number}": (operation("/nominations/{course}/1", NAME_XA),),
    "/api/v1/policy/paragraphs": (operation("/policy/paragraphs"),),
    "/api/v1/policy/refusals": (operation("/policy/refusals"),),
    "/api/v1/policy/rules": (operation("/policy/rules"),),
    "/api/v1/programmes": (operation("/programmes"),),
    "/api/v1/programmes/{party}/{period}": (operation("/programmes/XA/{period}", TEXT_XA),),
    **{
        "/api/v1/programmes/{party}/{period}/" + path: (operation("/programmes/XA/{plan}/" + address, PLAN_XA),)
        for path, address in {
            "actions": "actions",
            "actions/{number}": "actions/5",
            "assessments": "assessments",
            "assessments/{number}": "assessments/1",
            "goals": "goals",
        }.items()
    },
    "/api/v1/programmes/{party}/{period}/surveys": (operation("/programmes/XA/{goals}/surveys", TEXT_XA),),
    "/api/v1/programmes/{party}/{period}/surveys/{year}": (
        operation("/programmes/XA/{goals}/surveys/{survey}", TEXT_XA),
        operation("/programmes/XA/{goals}/surveys/1999", NOBODY),
    ),
    "/api/v1/proposals": (operation("/proposals"),),
    "/api/v1/refusals": (operation("/refusals"),),
    "/api/v1/refusals/R-{year}-{pk}": (operation("/refusals/{refusal}", ARCADIA | STAFF),),
    "/api/v1/register": (operation("/register"),),
    "/api/v1/register.jsonl": (operation("/register.jsonl"),),
    "/api/v1/register/{pk}": (operation("/register/{entry}", TEXT_XA),),
    "/api/v1/reports": (operation("/reports"),),
    "/api/v1/state": (operation("/state"), operation("/state?by=area&on=2026-01-01")),
    "/api/v1/tasks": (operation("/tasks"),),
    "/api/v1/tool-outcomes": (operation("/tool-outcomes"),),
    "/api/v1/tool-reviews": (operation("/tool-reviews"),),
    "/api/v1/tool-reviews/{pk}": (
        operation("/tool-reviews/{tool_review}", COUNCIL),
        operation("/tool-reviews/999999", NOBODY),
    ),
}
