"""Addresses of the pages about grants for scientific cooperation."""

from django.urls import URLPattern, path, re_path

from comity.web.science import applications, calls, grants, reviews

_CALL = r"(?P<code>SPS-\d{4}-\d{1,3})"

app_name = "science"
urlpatterns: list[URLPattern] = [
    path("", calls.calls, name="calls"),
    re_path(r"^export\.(?P<form>csv|xlsx)$", calls.export, name="export"),
    path("new/", calls.publish, name="publish"),
    re_path(rf"^{_CALL}/$", calls.call, name="call"),
    re_path(rf"^{_CALL}/export\.(?P<form>csv|xlsx)$", calls.export_applications, name="export_applications"),
    re_path(rf"^{_CALL}/apply/$", calls.begin, name="begin"),
    re_path(rf"^{_CALL}/rank/$", calls.rank, name="rank"),
    path("applications/<int:pk>/", applications.application, name="application"),
    path("applications/<int:pk>/write/", applications.write, name="write"),
    path("applications/<int:pk>/lodge/", applications.submit, name="submit"),
    path("applications/<int:pk>/check/", applications.check, name="check"),
    path("applications/<int:pk>/turn-away/", applications.turn_away, name="turn_away"),
    path("applications/<int:pk>/reviewer/", applications.assign, name="assign"),
    path("applications/<int:pk>/no-grant/", grants.decline, name="decline"),
    path("grants/", grants.grants, name="grants"),
    re_path(r"^grants/export\.(?P<form>csv|xlsx)$", grants.export, name="export_grants"),
    path("grants/<int:pk>/", grants.grant, name="grant"),
    path("grants/<int:pk>/milestone/", grants.add_milestone, name="add_milestone"),
    path("grants/<int:pk>/payment/", grants.ask_payment, name="ask_payment"),
    path("grants/<int:pk>/inventory/", grants.enter_property, name="enter_property"),
    path("grants/<int:pk>/close/", grants.close, name="close"),
    path("milestones/<int:pk>/", grants.meet, name="meet"),
    path("payments/<int:pk>/approve/", grants.approve_payment, name="approve_payment"),
    path("payments/<int:pk>/refuse/", grants.refuse_payment, name="refuse_payment"),
    path("progress/<int:pk>/", grants.send_report, name="send_report"),
    path("alike/<int:pk>/", applications.settle, name="settle"),
    path("reviews/", reviews.reviews, name="reviews"),
    path("reviews/<int:pk>/", reviews.review, name="review"),
    path("reviews/<int:pk>/marks/", reviews.score, name="score"),
    path("reviews/<int:pk>/conflict/", reviews.recuse, name="recuse"),
    path("reviewers/", reviews.reviewers, name="reviewers"),
    path("reviewers/new/", reviews.list_reviewer, name="list_reviewer"),
]
