"""Public alerts in the Common Alerting Protocol 1.2 (OASIS): read, checked, brought in; all of a file or nothing."""

from comity.consultations.importing.alerts import Imported, import_alert_file, take_in
from comity.consultations.importing.cap import AlertProblems, Problem, ReadAlert, read

__all__ = ["AlertProblems", "Imported", "Problem", "ReadAlert", "import_alert_file", "read", "take_in"]
