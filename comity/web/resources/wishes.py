"""A partner's own voice in a round: its names in its own order, what would come at its own cost, the share it pays.

The order is set by numbers or by buttons that move a name up or down; scripts add dragging. Nothing typed is lost, and
where two put it in order at the same time, the second sees what the first has kept before it is replaced.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comity.kernel.action import Refused
from comity.resources import actions, queries, rules
from comity.web import page
from comity.web.nominations import shown
from comity.web.numbers import whole
from comity.web.resources import frame, rounds

MOST_PERCENT = 100


@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request: HttpRequest, code: str) -> HttpResponse:
    """This will show a partner its own names in a round and take their order."""
    actor, now = page.asked(request)
    if not actor.is_partner:
        raise Http404
    row = rounds.found(code)
    party = actor.party or ""
    names = kept = queries.own_names(row, party)
    before = queries.declaration(row, party)
    share = kept_share = str(before.share_percent if before else 0)
    own = {one.ref for one in names if one.own_cost}
    seen = queries.voice(row, party)
    panel, status, wrong, is_late = None, 200, "", False
    if request.method == "POST":
        names, own, share = _sent(request, names)
        percent = whole(share)
        if percent is None or percent > MOST_PERCENT:
            wrong, status = _("Write a whole number from 0 to 100."), frame.UNPROCESSABLE
        elif not {"up", "down", "order"} & set(request.POST):
            order = [one.ref for one in names]
            try:
                actions.wish(row, actor, now, order=order, own_cost=own, seen=request.POST.get("seen"))
                actions.declare(row, actor, now, share_percent=percent)
            except Refused as refused:
                panel, status = page.panel_of(refused), frame.CONFLICT
                is_late = "resources.order_changed" in refused.verdict.codes
            else:
                messages.success(request, _("Your order is kept."))
                return page.done(request, "resources:wishes", row.code)
        # Until they have been told, they have not seen what somebody else has kept meanwhile.
        seen = seen if is_late else request.POST.get("seen", seen)
    elif row.state == rules.RoundState.OPEN:
        verdict = rules.may_wish(actor, queries.facts_of_partner(row, actor, now), now)
        panel = rounds.foreseen(verdict, row)
    context = {
        **rounds.head(row, request, "wishes"),
        "rows": [_row(one, place, own) for place, one in enumerate(names, 1)],
        "kept": {one.ref: (place, one.own_cost) for place, one in enumerate(kept, 1)} if is_late else {},
        "kept_share": kept_share,
        "seen": seen,
        "share": share,
        "wrong": wrong,
        "panel": panel,
        "is_open": row.state == rules.RoundState.OPEN,
        "is_unkept": request.method == "POST" and panel is None,
    }
    return page.render(request, "resources/wishes.html", context, status=status)


def _row(one: queries.Own, place: int, own: set[str]) -> dict[str, Any]:
    return {
        "ref": one.ref,
        "place": place,
        "name": shown.name(one.shown),
        "code": one.shown.row.code,
        "number": one.shown.row.number,
        "own_cost": one.ref in own,
    }


def _sent(request: HttpRequest, names: list[queries.Own]) -> tuple[list[queries.Own], set[str], str]:
    """This will put names in the order that was sent: by their numbers, then by the button that moves one."""
    known = {one.ref: one for one in names}
    listed = [ref for ref in dict.fromkeys(request.POST.getlist("name")) if ref in known]
    rest = [one.ref for one in names if one.ref not in set(listed)]
    places = {ref: whole(request.POST.get(f"place-{ref}", "")) for ref in listed}
    order = sorted(listed, key=lambda ref: (places[ref] is None, places[ref] or 0)) + rest
    for verb, by in (("up", -1), ("down", 1)):
        ref = request.POST.get(verb, "")
        if ref in order:
            at = order.index(ref)
            order.insert(max(0, at + by), order.pop(at))
    own = {ref for ref in request.POST.getlist("own_cost") if ref in known}
    return [known[ref] for ref in order], own, request.POST.get("share", "").strip()
