"""Addresses of the pages about operations."""

from django.urls import URLPattern, path, re_path

from comity.web.operations import contributors, drafts, operations, units

app_name = "operations"
CODE = r"(?P<code>OP-[A-Z0-9]{2,20})"
urlpatterns: list[URLPattern] = [
    path("", operations.operations, name="operations"),
    re_path(r"^export\.(?P<form>csv|xlsx)$", operations.export, name="export"),
    path("new/", operations.plan, name="plan"),
    path("units/", units.units, name="units"),
    re_path(r"^units/export\.(?P<form>csv|xlsx)$", units.export, name="export_units"),
    path("units/new/", units.enter, name="enter_unit"),
    path("units/<int:pk>/", units.unit, name="unit"),
    path("units/<int:pk>/evaluate/", units.evaluate, name="evaluate"),
    path("contributors/<int:pk>/", contributors.contributor, name="contributor"),
    path("contributors/<int:pk>/offer/", contributors.offer, name="offer"),
    path("contributors/<int:pk>/assess/", contributors.assess, name="assess"),
    path("contributors/<int:pk>/sign/", contributors.sign, name="sign"),
    path("contributors/<int:pk>/put-forward/", contributors.put_forward, name="put_forward"),
    path("contributors/<int:pk>/withdraw/", contributors.withdraw, name="withdraw"),
    path("drafts/<int:pk>/", drafts.draft, name="draft"),
    path("drafts/<int:pk>/comment/", drafts.comment, name="comment"),
    path("drafts/<int:pk>/settle/", drafts.settle, name="settle"),
    path("comments/<int:pk>/answer/", drafts.answer, name="answer"),
    re_path(rf"^{CODE}/$", operations.operation, name="operation"),
    re_path(rf"^{CODE}/phase/$", operations.enter_phase, name="enter_phase"),
    re_path(rf"^{CODE}/interest/$", operations.show_interest, name="show_interest"),
    re_path(rf"^{CODE}/circulate/$", operations.circulate, name="circulate"),
    re_path(rf"^{CODE}/consultation/$", operations.link, name="link"),
]
