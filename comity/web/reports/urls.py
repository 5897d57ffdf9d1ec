"""Addresses of the reports."""

from django.urls import URLPattern, path, re_path

from comity.web.reports import budgets, partner, plan, tools, views, yearly

app_name = "reports"
urlpatterns: list[URLPattern] = [
    path("", views.overview, name="overview"),
    re_path(r"^export\.(?P<form>csv|xlsx)$", views.export, name="export"),
    path("partners/<str:code>/", partner.partner, name="partner"),
    re_path(
        r"^partners/(?P<code>[^/]+)/(?P<table>state|money|goals|plan)\.(?P<form>csv|xlsx)$",
        partner.export,
        name="export_partner",
    ),
    re_path(r"^partners/(?P<code>[^/]+)/(?P<table>plan)\.(?P<form>ics)$", partner.export, name="partner_calendar"),
    path("budgets/", budgets.budgets, name="budgets"),
    re_path(r"^budgets/export\.(?P<form>csv|xlsx)$", budgets.export, name="export_budgets"),
    path("plan/", plan.plan, name="plan"),
    re_path(r"^plan/export\.(?P<form>csv|xlsx|ics)$", plan.export, name="export_plan"),
    path("yearly/", yearly.yearly, name="yearly"),
    re_path(r"^yearly/(?P<year>\d{4})\.(?P<form>pdf|docx)$", yearly.document, name="yearly_file"),
    path("tools/", tools.tools, name="tools"),
    re_path(r"^tools/export\.(?P<form>csv|xlsx)$", tools.export, name="export_tools"),
    re_path(r"^tools/mechanisms\.(?P<form>csv|xlsx)$", tools.export_mechanisms, name="export_mechanisms"),
    path("tools/<int:pk>/", tools.review, name="tool"),
    path("tools/<int:pk>/propose/", tools.propose, name="propose_tool"),
    path("tools/<int:pk>/freed/", tools.account, name="account_tool"),
]
