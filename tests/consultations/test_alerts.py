"""Alerts of the Common Alerting Protocol: what is read, what is told of a bad file, what an update ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity.consultations import queries
from comity.consultations.importing import AlertProblems, import_alert_file, read
from comity.consultations.models import Alert, AlertInfo
from comity.kernel.action import Refused
from tests import factories as make
from tests.consultations import alerts, formats

pytestmark = pytest.mark.django_db
FIRST = f"weather@example.test,A-1,{alerts.SENT}"


def problems(content: bytes) -> list[tuple[str, str, int]]:
    with pytest.raises(AlertProblems) as wrong:
        read(content)
    assert "line " in str(wrong.value)
    return [(one.code, one.element, one.line) for one in wrong.value.problems]


def test_a_whole_alert_is_read_in_every_language_without_its_signature() -> None:
    found = read(alerts.cap(country="XA"))
    assert [info["language"] for info in found.infos] == ["en-GB", "fr-FR"]
    assert found.infos[0]["areas"] == ["North coast"]
    assert found.countries == ("XA",)
    assert found.infos[1]["expires_at"] is None


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (b"<scope>Public</scope>", b"", ("missing", "scope", 2)),
        (b"Severe", b"Terrible", ("value", "severity", 15)),
        (b"<event>Storm surge</event>", b"<event> </event>", ("empty", "event", 13)),
        (b"<event>Storm", b"<event>X</event><event>Storm", ("twice", "event", 13)),
        (b"2026-11-24T09:00:00+01:00", b"2026-11-24T09:00:00", ("moment", "sent", 5)),
        (b"weather@example.test", b"the weather", ("identifier", "sender", 4)),
        (b"Actual", b"Test", ("not_actual", "status", 6)),
        (b"<scope>Public", b"<scope>Private", ("not_public", "scope", 8)),
        (b"<msgType>Alert", b"<msgType>Ack", ("not_alert", "msgType", 7)),
        (b"<web>", b"<score>9</score><web>", ("unknown", "score", 21)),
        (b"North coast", b"N" * 241, ("too_long", "areaDesc", 23)),
        (b"<msgType>Alert", b"<msgType>Update", ("no_reference", "references", 2)),
        (b"</info>\n  <info>", b"</info>\n  <references>nothing</references><info>", ("reference", "references", 27)),
    ],
)
def test_each_fault_is_told_by_element_and_line(before: bytes, after: bytes, told: tuple[str, str, int]) -> None:
    assert before in alerts.cap()
    assert told in problems(alerts.cap().replace(before, after, 1))


def test_what_is_no_alert_is_not_read() -> None:
    assert problems(b"<alert>")[0][0] == "not_xml"
    assert problems(b"<alert/>") == [("not_cap", "alert", 1)]
    assert problems(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>') == [("forbidden", "alert", 1)]
    assert problems(b" " * 1_000_001)[0][0] == "too_large"
    assert problems(b"<a>" * 60)[0][0] == "too_many"


def test_an_update_and_a_cancellation_end_what_they_refer_to() -> None:
    people = formats.cast()
    alerts.brought_in(people.jana, formats.NOW, country="XA")
    later = {"identifier": "A-2", "sent": "2026-11-24T10:00:00+01:00", "kind": "Update"}
    done = alerts.brought_in(people.jana, formats.NOW, **later, references=FIRST.replace("09:00:00+01", "08:00:00+00"))
    assert done.ended == ("A-1",)
    assert dict(Alert.objects.values_list("identifier", "state")) == {"A-1": "updated", "A-2": "current"}
    assert Alert.objects.get(identifier="A-1").parties == ["XA"]
    second = f"weather@example.test,A-2,{later['sent']}"
    alerts.brought_in(people.jana, formats.NOW, identifier="A-3", kind="Cancel", references=second)
    assert queries.alerts() == []
    assert len(queries.alerts(everything=True)) == 3
    assert AlertInfo.objects.count() == 6


def test_an_alert_that_is_known_changes_nothing() -> None:
    people = formats.cast()
    alerts.brought_in(people.jana, formats.NOW)
    with pytest.raises(Refused) as no:
        alerts.brought_in(people.jana, formats.NOW)
    assert no.value.verdict.codes == ("consultations.alert_known",)
    with pytest.raises(Refused) as no:
        alerts.brought_in(people.aissata, formats.NOW, identifier="A-9")
    assert no.value.verdict.codes == ("consultations.not_staff",)
    assert Alert.objects.count() == 1


def test_the_command_line_brings_a_file_in_and_says_when_it_is_known(tmp_path: Path) -> None:
    make.party("IS")
    file = tmp_path / "alert.xml"
    file.write_bytes(alerts.cap())
    assert not import_alert_file(file).is_known
    assert import_alert_file(file).is_known
    file.write_bytes(b"<alert/>")
    with pytest.raises(AlertProblems):
        import_alert_file(file)
