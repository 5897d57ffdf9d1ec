"""Comity: the working system of an alliance's partnership policy."""

__version__ = "0.1.0"
