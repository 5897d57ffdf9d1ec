"""A small server that shows the gallery under the product's content security policy, and a browser to look at it."""

from __future__ import annotations

import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, sync_playwright

import comity.web

STATIC = Path(comity.web.__file__).parent / "static"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def configure() -> None:
    """Set up as little of Django as templates need, where no test runner has done it."""
    from django.conf import settings  # noqa: PLC0415 - before anything reads the settings

    if not settings.configured:
        locale = Path(comity.web.__file__).parent / "locale" / "shell"
        settings.configure(USE_I18N=True, LANGUAGE_CODE="en", LOCALE_PATHS=[locale], STATIC_URL="/static/", USE_TZ=True)
        import django  # noqa: PLC0415

        django.setup()


class Gallery(BaseHTTPRequestHandler):
    """Answers /<page>?scheme=&language=&density= and /static/."""

    def do_GET(self) -> None:
        """Answer one request."""
        from tests.web.gallery.pages import refusal, render  # noqa: PLC0415 - needs settings

        parts = urlsplit(self.path)
        if parts.path.startswith("/static/"):
            file = STATIC / parts.path.removeprefix("/static/")
            self._send(file.read_bytes(), mimetypes.guess_type(file.name)[0] or "application/octet-stream")
            return
        if parts.path == "/fail":
            self._send(render("error").encode(), "text/html; charset=utf-8", 500)
            return
        if parts.path == "/moved":
            self._send(render("empty").encode(), "text/html; charset=utf-8", 403)
            return
        if parts.path == "/refuse":
            self._send(refusal().encode(), "text/html; charset=utf-8", 409)
            return
        wishes = {key: values[0] for key, values in parse_qs(parts.query).items()}
        self._send(render(parts.path.strip("/"), **wishes).encode(), "text/html; charset=utf-8")

    def do_POST(self) -> None:
        """Answer a form as a question."""
        self.do_GET()

    def _send(self, body: bytes, kind: str, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's own name
        """Say nothing about requests that went well."""


@contextmanager
def served() -> Iterator[str]:
    """Serve the gallery on a free port and give its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Gallery)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def opened(chromium: str | None) -> Iterator[Browser]:
    """Start Chromium without a window."""
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=flags)
        try:
            yield browser
        finally:
            browser.close()
