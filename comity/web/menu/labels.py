"""Words for people: states, kinds, ways, fields and verbs of the menu, and what waits because of it."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, ngettext, pgettext_lazy

from comity.menu import rules
from comity.menu.importing import ProblemKind
from comity.menu.queries import Cost, Line, Seats, Sort, Status, When
from comity.policy import pack
from comity.web.addresses import reverse
from comity.web.today.tasks import TaskLabel

STATES = {
    rules.State.OFFERED: (gettext_lazy("Offered"), "neutral"),
    rules.State.SCREENED: (gettext_lazy("Screened"), "info"),
    rules.State.AGREED: (pgettext_lazy("activity", "Agreed"), "info"),
    rules.State.PUBLISHED: (gettext_lazy("Published"), "success"),
    rules.State.CHANGED: (pgettext_lazy("activity", "Changed"), "warning"),
    rules.State.POSTPONED: (gettext_lazy("Postponed"), "warning"),
    rules.State.CANCELLED: (gettext_lazy("Cancelled"), "neutral"),
    rules.State.HELD: (pgettext_lazy("activity", "Held"), "neutral"),
    rules.State.REPORTED: (gettext_lazy("Reported on"), "neutral"),
    rules.State.RETIRED: (gettext_lazy("Retired"), "neutral"),
}
STATUSES = {
    Status.OPEN: (pgettext_lazy("activity", "Open"), "success"),
    Status.CLOSING: (gettext_lazy("Closes soon"), "warning"),
    Status.FULL: (gettext_lazy("Full"), "neutral"),
    Status.DECISION: (gettext_lazy("Needs decision"), "info"),
    Status.CLOSED: (pgettext_lazy("activity", "Closed"), "neutral"),
    Status.POSTPONED: (gettext_lazy("Postponed"), "warning"),
    Status.CANCELLED: (gettext_lazy("Cancelled"), "neutral"),
    Status.OVER: (pgettext_lazy("activity", "Over"), "neutral"),
    Status.RETIRED: (gettext_lazy("Retired"), "neutral"),
    Status.OFFERED: (gettext_lazy("Offered"), "neutral"),
    Status.SCREENED: (gettext_lazy("Screened"), "info"),
    Status.AGREED: (pgettext_lazy("activity", "Agreed"), "info"),
}
KINDS = {
    rules.Kind.COURSE: pgettext_lazy("kind", "Course"),
    rules.Kind.WORKSHOP: gettext_lazy("Workshop"),
    rules.Kind.SEMINAR: gettext_lazy("Seminar"),
    rules.Kind.CONFERENCE: gettext_lazy("Conference"),
    rules.Kind.MEETING: gettext_lazy("Meeting"),
    rules.Kind.EXERCISE: gettext_lazy("Exercise"),
    rules.Kind.EVALUATION: gettext_lazy("Evaluation"),
    rules.Kind.EXPERT_VISIT: gettext_lazy("Expert visit"),
    rules.Kind.E_LEARNING: gettext_lazy("E-learning"),
}
DELIVERIES = {
    rules.Delivery.RESIDENT: gettext_lazy("In residence"),
    rules.Delivery.DISTANCE: gettext_lazy("At a distance"),
    rules.Delivery.MOBILE: gettext_lazy("Mobile team"),
    rules.Delivery.BLENDED: gettext_lazy("Partly at a distance"),
}
PAYERS = {
    rules.Payer.SENDER: gettext_lazy("The sending nation pays"),
    rules.Payer.PROVIDER: gettext_lazy("The provider pays"),
    rules.Payer.SUBSIDISED: gettext_lazy("Subsidised in part"),
    rules.Payer.SPONSORED: gettext_lazy("Sponsored in full"),
}
BASES = {
    rules.FeeBasis.COURSE: gettext_lazy("for the whole"),
    rules.FeeBasis.WEEK: gettext_lazy("a week"),
    rules.FeeBasis.DAY: gettext_lazy("a day"),
}
CLEARANCES = {
    rules.Clearance.NONE: gettext_lazy("None"),
    rules.Clearance.RESTRICTED: gettext_lazy("RESTRICTED"),
    rules.Clearance.CONFIDENTIAL: gettext_lazy("CONFIDENTIAL"),
    rules.Clearance.SECRET: gettext_lazy("SECRET"),
}
SEATS = {
    Seats.LEFT: gettext_lazy("Seats left"),
    Seats.FULL: gettext_lazy("Full"),
    Seats.UNKNOWN: gettext_lazy("Number not stated"),
}
COSTS = {
    Cost.FREE: gettext_lazy("No fee"),
    Cost.FEE: gettext_lazy("With a fee"),
    Cost.UNKNOWN: gettext_lazy("Fee not stated"),
}
WHENS = {
    When.COMING: gettext_lazy("To come"),
    When.PAST: gettext_lazy("Past"),
    When.ALL: gettext_lazy("All dates"),
}
SORTS = {
    Sort.RELEVANCE: gettext_lazy("best match first"),
    Sort.START: gettext_lazy("by start date"),
    Sort.TITLE: gettext_lazy("by title"),
    Sort.DEADLINE: gettext_lazy("by deadline"),
    Sort.SEATS: gettext_lazy("by seats left"),
    Sort.CODE: gettext_lazy("by code"),
}
LANGUAGES = {"en": gettext_lazy("English"), "fr": gettext_lazy("French")}
SCHEMES = {
    rules.Scheme.EPRIME: gettext_lazy("ePRIME number"),
    rules.Scheme.ETOC: gettext_lazy("ETOC code"),
    rules.Scheme.PROVIDER: gettext_lazy("Provider's code"),
}
ALLIES = gettext_lazy("Allies")
TONES = {
    "consultation": "ink",
    "operations": "accent",
    "defence": "info",
    "interoperability": "success",
    "counter-terrorism": "olive",
    "non-proliferation": "amber",
    "emerging": "plum",
    "civil-emergency": "clay",
}
AREAS = {
    "consultation": gettext_lazy("Political consultation"),
    "operations": gettext_lazy("Operations"),
    "defence": gettext_lazy("Defence reform and capacity"),
    "interoperability": gettext_lazy("Interoperability"),
    "counter-terrorism": gettext_lazy("Counter-terrorism"),
    "non-proliferation": gettext_lazy("Counter-proliferation"),
    "emerging": gettext_lazy("Emerging challenges"),
    "civil-emergency": gettext_lazy("Civil emergency planning"),
}
FIELDS = {
    "kind": gettext_lazy("type"),
    "title_en": gettext_lazy("title"),
    "title_fr": gettext_lazy("title"),
    "aim_en": gettext_lazy("aim"),
    "aim_fr": gettext_lazy("aim"),
    "note": gettext_lazy("remarks"),
    "areas": gettext_lazy("priority areas"),
    "objectives": gettext_lazy("objectives"),
    "topic": gettext_lazy("area of cooperation"),
    "level": gettext_lazy("level"),
    "certification": gettext_lazy("certification"),
    "provider_name": gettext_lazy("provider"),
    "place_city": gettext_lazy("place"),
    "place_nation": gettext_lazy("place"),
    "delivery": gettext_lazy("delivery"),
    "languages": gettext_lazy("languages"),
    "duration_days": gettext_lazy("duration"),
    "tool": gettext_lazy("tool"),
    "open_to": gettext_lazy("to whom it is open"),
    "open_to_note": gettext_lazy("to whom it is open"),
    "rank_from": gettext_lazy("ranks"),
    "rank_to": gettext_lazy("ranks"),
    "language_profile": gettext_lazy("language profile"),
    "clearance": gettext_lazy("clearance"),
    "prerequisites": gettext_lazy("prerequisites"),
    "prerequisites_note": gettext_lazy("prerequisites"),
    "fee_minor": gettext_lazy("fee"),
    "fee_basis": gettext_lazy("fee"),
    "fee_currency": gettext_lazy("fee"),
    "payer": gettext_lazy("who pays"),
    "contact_name": gettext_lazy("contact"),
    "contact_email": gettext_lazy("contact"),
    "contact_phone": gettext_lazy("contact"),
    "start_on": gettext_lazy("dates"),
    "end_on": gettext_lazy("dates"),
    "starts": gettext_lazy("dates"),
    "ends": gettext_lazy("dates"),
    "nominate_by": gettext_lazy("deadline for nominations"),
    "nominate_by_chosen": gettext_lazy("deadline for nominations"),
    "seats_total": gettext_lazy("seats"),
    "seats_minimum": gettext_lazy("seats"),
    "seats_note": gettext_lazy("seats"),
    "shares": gettext_lazy("reserved seats"),
    "codes": gettext_lazy("outside codes"),
    "release": gettext_lazy("who sees it"),
}
VERBS = {
    "menu.save_draft": _("Kept a draft of an offer"),
    "menu.discard_draft": _("Threw a draft of an offer away"),
    "menu.offer": gettext_lazy("Offered"),
    "menu.screen": gettext_lazy("Screened"),
    "menu.agree": gettext_lazy("Entered the agreement of Allies"),
    "menu.publish": gettext_lazy("Published"),
    "menu.change": pgettext_lazy("activity", "Changed"),
    "menu.postpone": gettext_lazy("Postponed"),
    "menu.cancel": gettext_lazy("Cancelled"),
    "menu.hold": gettext_lazy("Entered that it took place"),
    "menu.report": gettext_lazy("Reported on"),
    "menu.retire": gettext_lazy("Retired"),
    "menu.release": gettext_lazy("Released to more readers"),
    "menu.count_seats": gettext_lazy("Counted seats"),
    "menu.offer_course": gettext_lazy("Put a course into the catalogue"),
    "menu.change_course": gettext_lazy("Changed a course"),
    "menu.retire_course": gettext_lazy("Retired a course"),
    "menu.save_view": gettext_lazy("Kept a view"),
    "menu.subscribe": gettext_lazy("Made a calendar feed"),
    "menu.forget_view": gettext_lazy("Dropped a view"),
    "menu.import_rows": gettext_lazy("Imported a file into the menu"),
}
FILTERS = {
    "q": gettext_lazy("the words searched for"),
    "area": gettext_lazy("the priority area"),
    "kind": gettext_lazy("the type"),
    "open_to": gettext_lazy("to whom it is open"),
    "place": gettext_lazy("the place"),
    "language": gettext_lazy("the language"),
    "seats": gettext_lazy("the seats"),
    "cost": gettext_lazy("the cost"),
    "status": gettext_lazy("the status"),
    "date_from": gettext_lazy("the earliest date"),
    "date_to": gettext_lazy("the latest date"),
    "when": gettext_lazy("the time"),
    "provider": gettext_lazy("the provider"),
    "course": gettext_lazy("the course"),
    "objective": gettext_lazy("the objective"),
    "topic": gettext_lazy("the area of cooperation"),
}


TASKS = {
    "menu.screen": TaskLabel(
        gettext_lazy("Offer"),
        gettext_lazy("Screen"),
        lambda task: reverse("menu:act", args=[task.ref, "screen"]),
        why=gettext_lazy("The staff screen what is offered."),
    ),
    "menu.publish": TaskLabel(
        gettext_lazy("Activity"),
        gettext_lazy("Publish"),
        lambda task: reverse("menu:act", args=[task.ref, "publish"]),
        why=gettext_lazy("Allies have agreed; nobody outside sees it yet."),
    ),
    "menu.agreement": TaskLabel(
        gettext_lazy("Activity"),
        gettext_lazy("Open"),
        lambda task: reverse("menu:activity", args=[task.ref]),
        why=gettext_lazy("It waits for a decision of Allies."),
    ),
    "menu.offer": TaskLabel(
        gettext_lazy("Offer"),
        gettext_lazy("Open"),
        lambda task: reverse("menu:activity", args=[task.ref]),
        why=gettext_lazy("Your offer is with the staff."),
    ),
    "menu.report": TaskLabel(
        gettext_lazy("Activity"),
        gettext_lazy("Report"),
        lambda task: reverse("menu:act", args=[task.ref, "reported"]),
        why=gettext_lazy("It took place; the provider reports on it."),
    ),
}


def status_of(row: Line, today: date) -> tuple[str, str]:
    """This will say how an activity stands in a list, and in which tone."""
    word, tone = STATUSES[Status(row.status)]
    if row.status == Status.CLOSING and row.nominate_by is not None:
        days = (row.nominate_by - today).days
        if days == 0:
            return _("Closes today"), tone
        return ngettext("Closes in %(num)s day", "Closes in %(num)s days", days) % {"num": days}, tone
    if row.status == Status.FULL and row.waiting:
        return _("Full · %(count)s waiting") % {"count": row.waiting}, tone
    return str(word), tone


def reach(word: str, locale: str, names: dict[str, str] | None = None) -> str:
    """This will name those to whom something is open: Allies, a framework or a party."""
    if word in pack().frameworks:
        return pack().framework(word).abbreviation.in_(locale)
    if word.startswith("party:"):
        code = word.removeprefix("party:")
        return (names or {}).get(code, code)
    return str(ALLIES)


def place(city: str, nation: str, delivery: str = "") -> str:
    """This will write a place: city and code of the nation, or that it is at a distance."""
    if not city and not nation and delivery == rules.Delivery.DISTANCE:
        return str(DELIVERIES[rules.Delivery.DISTANCE])
    return ", ".join(part for part in (city, nation) if part)


def problem(kind: ProblemKind) -> str:
    """This will say what is wrong with a file in the reader's language."""
    return _(str(kind))


# The sentences of ProblemKind, for the catalogue.
PROBLEMS = (
    gettext_noop("The file is larger than the limit."),
    gettext_noop("The file has more rows than the limit."),
    gettext_noop("The file has too many columns."),
    gettext_noop("The spreadsheet unpacks to more than the limit."),
    gettext_noop("The file is neither CSV nor an XLSX spreadsheet."),
    gettext_noop("The spreadsheet contains macros or outside entities."),
    gettext_noop("The text cannot be read in any known encoding."),
    gettext_noop("The line breaks the rules of CSV."),
    gettext_noop("The file holds no rows."),
    gettext_noop("The first row names no known column."),
    gettext_noop("The column stands twice."),
    gettext_noop("No such column is known."),
    gettext_noop("The text is too long."),
    gettext_noop("The title is missing."),
    gettext_noop("This is none of the known words."),
    gettext_noop("No such priority area is known."),
    gettext_noop("No such objective is known."),
    gettext_noop("No such party is known."),
    gettext_noop("No such course is known, here or in the file."),
    gettext_noop("Nothing on the menu bears this code."),
    gettext_noop("This is not a date: write 2027-01-12, 2027-01 or 2027."),
    gettext_noop("It would end before it starts."),
    gettext_noop("This is not a whole number."),
    gettext_noop("This is not an amount: write 550 or 550.00."),
    gettext_noop("This is not a rank: write OF-1 to OF-10 or OR-1 to OR-9."),
    gettext_noop("This is not a language profile: write four digits from 0 to 5, such as 3332."),
    gettext_noop("This is not an e-mail address."),
    gettext_noop("Write codes as scheme:code, such as etoc:ETE-MW-3834."),
    gettext_noop("Write reserved seats as eapc-pfp=5 or party:XA=2, separated by semicolons."),
    gettext_noop("Reserved seats or the minimum exceed the total."),
    gettext_noop("More seats are already given."),
    gettext_noop("The same course or activity stands in an earlier row."),
    gettext_noop("The code belongs to something else."),
    gettext_noop("The state of a known activity changes by acts, not by import."),
    gettext_noop("An activity in this state needs it."),
)
