"""Alerts of the Common Alerting Protocol to test with."""

from __future__ import annotations

from datetime import datetime

from comity.consultations.importing import Imported, read, take_in
from comity.core.actor import Actor

FIRST = """<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
  <identifier>{identifier}</identifier>
  <sender>weather@example.test</sender>
  <sent>{sent}</sent>
  <status>Actual</status>
  <msgType>{kind}</msgType>
  <scope>Public</scope>
  {references}
  <info>
    <language>en-GB</language>
    <category>Met</category>
    <event>Storm surge</event>
    <urgency>Expected</urgency>
    <severity>Severe</severity>
    <certainty>Likely</certainty>
    <expires>2026-11-27T12:00:00+01:00</expires>
    <headline>Storm surge on the north coast</headline>
    <description>Water may rise by two metres.</description>
    <instruction>Leave the quays.</instruction>
    <web>https://example.test/surge</web>
    <area>
      <areaDesc>North coast</areaDesc>
      <geocode><valueName>ISO 3166-1</valueName><value>XA</value></geocode>
    </area>
  </info>
  <info>
    <language>fr-FR</language>
    <category>Met</category>
    <event>Onde de tempête</event>
    <urgency>Expected</urgency>
    <severity>Severe</severity>
    <certainty>Likely</certainty>
    <area><areaDesc>Côte nord</areaDesc></area>
  </info>
  <ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo/></ds:Signature>
</alert>
"""
SENT = "2026-11-24T09:00:00+01:00"


def cap(
    *, identifier: str = "A-1", kind: str = "Alert", sent: str = SENT, references: str = "", country: str = "NO"
) -> bytes:
    """A whole alert in two languages, with a signature that nobody checks."""
    named = f"<references>{references}</references>" if references else ""
    return FIRST.format(identifier=identifier, kind=kind, sent=sent, references=named).replace("XA", country).encode()


def brought_in(actor: Actor, now: datetime, **fields: str) -> Imported:
    """An alert that stands among the notices."""
    return take_in(read(cap(**fields)), actor, now)
