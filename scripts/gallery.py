#!/usr/bin/env python3
"""Write the kit's gallery into var/gallery and take pictures of it with Chromium, wide and narrow, light and dark.

Usage: scripts/gallery.py [page ...]
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "var" / "gallery"
sys.path.insert(0, str(ROOT))


def main(names: list[str]) -> int:
    """Take the pictures and tell where they are."""
    from tests.browser.chromium import find_chromium
    from tests.web.gallery.browser import configure, opened, served

    configure()
    from tests.web.gallery.pages import PAGES

    OUT.mkdir(parents=True, exist_ok=True)
    with served() as address, opened(find_chromium()) as browser:
        for name in names or PAGES:
            for width, height in ((1440, 900), (390, 844)):
                for scheme in ("light", "dark"):
                    page = browser.new_page(viewport={"width": width, "height": height})
                    page.on("console", lambda message: print("console:", message.text))
                    page.goto(f"{address}/{name}?scheme={scheme}")
                    page.evaluate("document.fonts.ready")
                    page.screenshot(path=OUT / f"{name}-{width}-{scheme}.png", full_page=True)
                    page.close()
    print(OUT)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
