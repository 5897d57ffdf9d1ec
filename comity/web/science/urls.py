"""Addresses of the pages about grants for scientific cooperation."""

from django.urls import URLPattern, path, re_path

from comity.web.science import applications, calls, reviews

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
    path("alike/<int:pk>/", applications.settle, name="settle"),
    path("reviews/", reviews.reviews, name="reviews"),
    path("reviews/<int:pk>/", reviews.review, name="review"),
    path("reviews/<int:pk>/marks/", reviews.score, name="score"),
    path("reviews/<int:pk>/conflict/", reviews.recuse, name="recuse"),
    path("reviewers/", reviews.reviewers, name="reviewers"),
    path("reviewers/new/", reviews.list_reviewer, name="list_reviewer"),
]
