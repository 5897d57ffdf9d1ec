"""Words of the reports in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

BY = {
    "partner": _("By partner"),
    "framework": _("By framework"),
    "area": _("By priority area"),
    "objective": _("By objective"),
}
PARTS = {"committed": _("Set aside"), "obligated": _("Owed"), "paid": _("Paid")}
