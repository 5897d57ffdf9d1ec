"""What has happened to papers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PaperFiled:
    """A paper has got its symbol and its first version."""

    symbol: str
    about: str
    kind: str
    sha256: str


@dataclass(frozen=True, slots=True)
class PaperRevised:
    """A paper has got a new version."""

    symbol: str
    version: int
    sha256: str


@dataclass(frozen=True, slots=True)
class PaperReleased:
    """A paper may be read by more communities than before."""

    symbol: str
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileAttached:
    """A file has been attached to a paper."""

    symbol: str
    attachment_id: int
    sha256: str
    size: int
