"""Addresses of the pages about programmes: /programmes/XA/2027-28/text/."""

from django.urls import URLPattern, path, re_path, register_converter

from comity.web.programmes.views import (
    assessment,
    editing,
    goals,
    lists,
    outputs,
    plans,
    reading,
    status,
    steps,
    survey,
    talk,
    text,
    types,
)


class Span:
    """Two versions, as in v5..v6."""

    regex = r"v[0-9]{1,5}\.\.v[0-9]{1,5}"

    def to_python(self, value: str) -> tuple[int, int]:
        """This will read both numbers."""
        old, _dots, new = value.partition("..")
        return int(old[1:]), int(new[1:])

    def to_url(self, value: tuple[int, int]) -> str:
        """This will write both numbers."""
        return f"v{value[0]}..v{value[1]}"


class Years:
    """Two years, as in 2025..2026."""

    regex = r"[0-9]{4}\.\.[0-9]{4}"

    def to_python(self, value: str) -> tuple[int, int]:
        """This will read both years."""
        old, _dots, new = value.partition("..")
        return int(old), int(new)

    def to_url(self, value: tuple[int, int]) -> str:
        """This will write both years."""
        return f"{value[0]}..{value[1]}"


register_converter(Span, "span")
register_converter(Years, "years")

app_name = "programmes"
_ONE = "<str:party>/<str:period>/"
_EITHER = r"^(?P<party>[^/]+)/(?P<period>[^/]+)/"
urlpatterns: list[URLPattern] = [
    path("", lists.programmes, name="programmes"),
    path("begin/", lists.begin, name="open"),
    path("types/", types.types, name="types"),
    re_path(r"^programmes\.(?P<form>csv|xlsx)$", lists.export, name="export"),
    path("<str:party>/goals/<int:number>/", status.goal, name="goal"),
    path(_ONE, text.text, name="programme"),
    path(f"{_ONE}text/", text.text, name="text"),
    path(f"{_ONE}text/<str:paragraph>/", editing.paragraph, name="paragraph"),
    path(f"{_ONE}text/<str:paragraph>/edit/", editing.edit, name="edit"),
    path(f"{_ONE}text/<str:paragraph>/resolve/", editing.resolve, name="resolve"),
    path(f"{_ONE}text/<str:paragraph>/agree/", editing.agree, name="agree_paragraph"),
    path(f"{_ONE}text/<str:paragraph>/reopen/", editing.reopen, name="reopen_paragraph"),
    path(f"{_ONE}text/<str:paragraph>/wordings/", editing.wordings, name="wordings"),
    path(f"{_ONE}sections/<int:section>/insert/", editing.insert, name="insert"),
    path(f"{_ONE}sections/<int:section>/lock/", editing.lock, name="lock"),
    path(f"{_ONE}sections/<int:section>/release/", editing.release, name="release"),
    path(f"{_ONE}sections/<int:section>/ask/", editing.ask_release, name="ask_release"),
    path(f"{_ONE}sections/<int:section>/reviewed/", reading.reviewed, name="reviewed"),
    path(f"{_ONE}comments/", talk.comment, name="comment"),
    path(f"{_ONE}comments/send/", talk.send, name="send_comments"),
    path(f"{_ONE}comments/<int:pk>/answer/", talk.answer, name="answer"),
    path(f"{_ONE}comments/<int:pk>/drop/", talk.drop, name="drop_comment"),
    path(f"{_ONE}activities/", goals.activities, name="activities"),
    path(f"{_ONE}activities/add/", goals.choose, name="choose"),
    path(f"{_ONE}activities/<str:code>/drop/", goals.drop_activity, name="drop_activity"),
    path(f"{_ONE}activities/<str:code>/turn-down/", goals.turn_down, name="turn_down"),
    path(f"{_ONE}goals/add/", goals.add, name="add_goal"),
    path(f"{_ONE}goals/<int:number>/carry/", goals.carry, name="carry_goal"),
    path(f"{_ONE}goals/<int:number>/drop/", goals.drop, name="drop_goal"),
    path(f"{_ONE}goals/<int:number>/progress/", goals.progress, name="progress"),
    path(f"{_ONE}actions/", plans.table, name="actions"),
    path(f"{_ONE}actions/plan/", plans.plan, name="plan_actions"),
    path(f"{_ONE}actions/carry/", plans.carry, name="carry_actions"),
    path(f"{_ONE}actions/report/", plans.report, name="report_actions"),
    path(f"{_ONE}actions/<int:number>/", plans.action, name="action"),
    path(f"{_ONE}actions/<int:number>/change/", plans.change, name="change_action"),
    path(f"{_ONE}actions/<int:number>/drop/", plans.drop, name="drop_action"),
    path(f"{_ONE}actions/<int:number>/help/", plans.offer_help, name="offer_help"),
    path(f"{_ONE}actions/<int:number>/help/<int:pk>/accept/", plans.accept_help, name="accept_help"),
    path(f"{_ONE}actions/<int:number>/help/<int:pk>/end/", plans.end_help, name="end_help"),
    re_path(rf"{_EITHER}actions\.(?P<form>csv|xlsx)$", plans.export, name="export_actions"),
    path(f"{_ONE}surveys/", survey.surveys, name="surveys"),
    path(f"{_ONE}surveys/open/", survey.open_survey, name="open_survey"),
    path(f"{_ONE}surveys/<int:year>/", survey.survey, name="survey"),
    path(f"{_ONE}surveys/<years:span>/", survey.changes, name="survey_changes"),
    path(f"{_ONE}surveys/<int:year>/hand-in/", survey.hand_in, name="hand_in"),
    re_path(rf"{_EITHER}surveys/(?P<year>[0-9]{{4}})\.(?P<form>csv|xlsx)$", survey.export, name="export_survey"),
    path(f"{_ONE}talks/", survey.talks, name="talks"),
    path(f"{_ONE}talks/show/", survey.show, name="show_goals"),
    path(f"{_ONE}report/", status.report, name="report"),
    path(f"{_ONE}report.pdf", status.report_pdf, name="report_pdf"),
    path(f"{_ONE}assessments/", assessment.assessments, name="assessments"),
    path(f"{_ONE}assessments/plan/", assessment.plan, name="plan_assessment"),
    path(f"{_ONE}assessments/<int:number>/", assessment.assessment, name="assessment"),
    path(f"{_ONE}assessments/<int:number>/draft/", assessment.draft, name="draft_assessment"),
    path(f"{_ONE}assessments/<int:number>/share/", assessment.share, name="share_assessment"),
    path(f"{_ONE}assessments/<int:number>/discuss/", assessment.discuss, name="discuss_assessment"),
    path(f"{_ONE}timeline/", reading.timeline, name="timeline"),
    path(f"{_ONE}changes/", reading.changes, name="changes"),
    path(f"{_ONE}changes/<span:span>/", reading.changes, name="changes_between"),
    path(f"{_ONE}changes/<span:span>.pdf", outputs.changes_pdf, name="changes_pdf"),
    path(f"{_ONE}history/", reading.history, name="history"),
    path(f"{_ONE}documents/", reading.documents, name="documents"),
    path(f"{_ONE}document.pdf", outputs.document_pdf, name="document_pdf"),
    path(f"{_ONE}document.docx", outputs.document_docx, name="document_docx"),
    path(f"{_ONE}activities.csv", outputs.activities_csv, name="activities_csv"),
    path(f"{_ONE}activities.xlsx", outputs.activities_xlsx, name="activities_xlsx"),
    path(f"{_ONE}activities.ics", outputs.activities_ics, name="activities_ics"),
    path(f"{_ONE}<slug:step>/", steps.step, name="step"),
]
