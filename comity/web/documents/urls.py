"""Addresses of the pages about papers. A symbol such as PO(2026)0188-AS1 is written PO-2026-0188-AS1."""

from django.urls import URLPattern, path, re_path

from comity.web.documents import views

SLUG = r"^(?P<slug>[A-Z][A-Z-]*-\d{4}-\d{1,6}(?:-(?:REV|ADD|COR|AS)\d+)*)/"

app_name = "documents"
urlpatterns: list[URLPattern] = [
    path("", views.documents, name="documents"),
    re_path(SLUG + r"$", views.paper, name="paper"),
    re_path(SLUG + r"(?P<language>en|fr)\.(?P<sort>pdf|docx)$", views.rendered, name="rendering"),
    re_path(SLUG + r"attach/$", views.attach, name="attach"),
    re_path(SLUG + r"files/(?P<sha256>[0-9a-f]{64})/$", views.attachment, name="attachment"),
]
