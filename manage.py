#!/usr/bin/env python3
"""Django's own command line, for those who know it; `comity` is the product's."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comity.config.settings")
    execute_from_command_line(sys.argv)
