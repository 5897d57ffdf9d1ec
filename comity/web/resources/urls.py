"""Addresses of the pages about resources."""

from django.urls import URLPattern, path, re_path

from comity.web.resources import (
    comparing,
    explaining,
    outcomes,
    questions,
    rounds,
    scores,
    settings,
    trials,
    views,
    weighing,
    wishes,
)

app_name = "resources"
PERIOD = r"(?P<period>\d{4}(?:-\d{2})?)"
PARTY = r"(?P<party>[A-Z][A-Z0-9-]{1,15})"
CODE = r"(?P<code>\d{4}(?:-\d{2})?-\d{1,2})"
NUMBER = r"(?P<number>\d{1,5})"
ACTIVITY = r"(?P<activity>[A-Z]{2,8}-\d{1,8})"
urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("settings/begin/", settings.begin, name="begin"),
    re_path(rf"^settings/{PERIOD}/$", settings.settings, name="settings"),
    re_path(rf"^settings/{PERIOD}/edit/$", settings.edit, name="edit"),
    re_path(rf"^settings/{PERIOD}/points/$", settings.spend, name="spend"),
    re_path(rf"^settings/{PERIOD}/(?P<verb>open|close|propose)/$", settings.act, name="act"),
    re_path(rf"^scores/{PERIOD}/$", scores.scores, name="scores"),
    re_path(rf"^scores/{PERIOD}/{PARTY}/$", scores.scores_of, name="scores_of"),
    re_path(rf"^scores/{PERIOD}/{PARTY}/(?P<consideration>[a-z]{{1,16}})/$", scores.score, name="score"),
    re_path(rf"^plan/{PERIOD}/$", rounds.plan, name="plan"),
    re_path(rf"^rounds/{CODE}/$", rounds.round_, name="round"),
    re_path(rf"^rounds/{CODE}/activities/$", rounds.cover, name="cover"),
    re_path(
        rf"^rounds/{CODE}/activities/(?P<activity>[A-Z]{{2,8}}-\d{{1,8}})/leave-out/$", rounds.uncover, name="uncover"
    ),
    re_path(rf"^rounds/{CODE}/money/$", rounds.endow, name="endow"),
    re_path(rf"^rounds/{CODE}/quotas/$", rounds.limits, name="limits"),
    re_path(rf"^rounds/{CODE}/names/$", wishes.wishes, name="wishes"),
    re_path(rf"^rounds/{CODE}/(?P<verb>open|freeze|thaw|publish|rerun|close)/$", rounds.act, name="round_act"),
    re_path(rf"^rounds/{CODE}/trials/$", trials.trials, name="trials"),
    re_path(rf"^rounds/{CODE}/weights/$", weighing.weights, name="weights"),
    re_path(rf"^rounds/{CODE}/trials/{NUMBER}/$", trials.trial, name="trial"),
    re_path(rf"^rounds/{CODE}/trials/{NUMBER}/(?P<verb>submit|cancel)/$", trials.act, name="trial_act"),
    re_path(rf"^rounds/{CODE}/trials/{NUMBER}/against/(?P<other>\d{{1,5}})/$", comparing.compare, name="compare"),
    re_path(
        rf"^rounds/{CODE}/trials/{NUMBER}/against/(?P<other>\d{{1,5}})\.(?P<form>csv|xlsx)$",
        comparing.file,
        name="compare_file",
    ),
    re_path(rf"^rounds/{CODE}/trials/{NUMBER}/{ACTIVITY}/(?P<name>\d{{1,6}})/$", explaining.explain, name="explain"),
    re_path(rf"^rounds/{CODE}/trials/{NUMBER}/requests\.(?P<form>csv|xlsx)$", outcomes.requests, name="requests"),
    re_path(rf"^rounds/{CODE}/trials/{NUMBER}/questions/$", questions.questions, name="questions"),
    re_path(rf"^rounds/{CODE}/trials/{NUMBER}/questions\.(?P<form>csv|xlsx)$", questions.file, name="questions_file"),
    re_path(rf"^rounds/{CODE}/trials/{NUMBER}/sheet/$", outcomes.sheet, name="sheet"),
    re_path(rf"^rounds/{CODE}/trials/{NUMBER}/sheet\.(?P<form>pdf|docx)$", outcomes.sheet_file, name="sheet_file"),
    re_path(rf"^rounds/{CODE}/overrides/$", trials.overrides, name="overrides"),
    re_path(rf"^rounds/{CODE}/results/$", outcomes.results, name="results"),
    re_path(rf"^rounds/{CODE}/letter\.(?P<form>pdf|docx)$", outcomes.letter, name="letter"),
    re_path(rf"^rounds/{CODE}/hosting/$", outcomes.hosting, name="hosting"),
    re_path(rf"^rounds/{CODE}/changes/$", outcomes.changes, name="changes"),
]
