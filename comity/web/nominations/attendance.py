"""The host records who came."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from comity.core.calendar import brussels_day
from comity.kernel.action import Refused
from comity.nominations import actions, queries, rules
from comity.parties import queries as parties
from comity.web import page
from comity.web.nominations import shown
from comity.web.nominations.views import CONFLICT, is_host
from comity.web.page import asked
from comity.web.refusals import panels

VERBS = {"yes": (actions.attend, rules.State.ATTENDED), "no": (actions.miss, rules.State.NO_SHOW)}


@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: HttpRequest, code: str) -> HttpResponse:
    """This will list those who hold a seat and take for each whether they came; what is left open stays open."""
    actor, now = asked(request)
    row = shown.activity(code)
    if not (is_host(actor, row) or actor.acts_for(row.party_id or "")):
        raise Http404
    listed = queries.attendees(code)
    panel, done = None, 0
    if request.method == "POST":
        for one in listed:
            verb, state = VERBS.get(request.POST.get(f"came-{one.row.number}", ""), (None, None))
            if verb is None or one.row.state == state:
                continue
            try:
                verb(row, actor, now, number=one.row.number)
            except Refused as refused:
                told = page.panels(refused.verdict, number=refused.refusal.number, about=row.subject)
                panel = panels.one_of(told)
                break
            done += 1
        if done:
            said = ngettext("%(num)s entry is made.", "%(num)s entries are made.", done) % {"num": done}
            messages.success(request, said)
        if panel is None:
            return page.done(request, "nominations:attendance", code)
    names = parties.names(page.locale())
    end = row.end_on or row.start_on
    context = {
        "activity": shown.header(row),
        "rows": [
            {
                **shown.row(one, actor, now, names, host=True),
                "came": request.POST.get(f"came-{one.row.number}", "") or _came(one.row.state),
            }
            for one in listed
        ],
        "panel": panel,
        "until": rules.recorded_until(end) if end else None,
        "is_early": row.start_on is not None and brussels_day(now) < row.start_on,
        "marking": shown.marking({*(one.row.party_id for one in listed), row.party_id or ""}, names),
        "title": _("Who came"),
    }
    return page.render(request, "nominations/attendance.html", context, status=CONFLICT if panel else 200)


def _came(state: str) -> str:
    return {rules.State.ATTENDED.value: "yes", rules.State.NO_SHOW.value: "no"}.get(state, "")
