"""What programs are told when something goes wrong (RFC 9457), and where programs ask."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse

API_PATH = "/api/"
PROBLEM = "application/problem+json"


def problem(status: int, title: str, detail: str = "") -> HttpResponse:
    """This will tell a program what went wrong."""
    told = {"type": "about:blank", "title": title, "status": status, "detail": detail, "refusal": "", "reasons": []}
    return JsonResponse(told, status=status, content_type=PROBLEM)
