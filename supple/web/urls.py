# SPDX-License-Identifier: Apache-2.0
"""Which address opens which page. No address carries a health value."""

from django.urls import include, path

from supple.web.api import api
from supple.web.pages import (
    about,
    about_me,
    bring_in,
    calendar,
    check_in,
    entry,
    erase,
    event,
    food,
    keep,
    look_around,
    look_up,
    mistakes,
    more,
    morning,
    muscles,
    night,
    plan,
    plan_lines,
    report,
    start,
    take_out,
    timeline,
    today,
    tokens,
    trend,
    trial,
    trials,
    triggers,
    undo,
    warning,
    what_changed,
)

urlpatterns = [
    path("", today.today, name="today"),
    path("start", start.start, name="start"),
    path("about", about.about, name="about"),
    path("look-around", look_around.look_around, name="look_around"),
    path("night", night.night, name="night"),
    path("keep", keep.keep, name="keep"),
    path("undo/<uuid:target>", undo.undo, name="undo"),
    path("morning", morning.morning, name="morning"),
    path("event/<uuid:target>/<slug:step>", event.event, name="event"),
    path("check-in", check_in.begin, name="check_in"),
    path("check-in/<slug:step>", check_in.check_in, name="check_in_step"),
    path("warning", warning.warning, name="warning"),
    path("timeline", timeline.timeline, name="timeline"),
    path("entry/<uuid:target>", entry.entry, name="entry"),
    path("triggers", triggers.triggers, name="triggers"),
    path("trend", trend.trend, name="trend"),
    path("trials", trials.trials, name="trials"),
    path("trials/new/<slug:item>", trials.new, name="trial_new"),
    path("trials/<uuid:target>", trial.trial, name="trial"),
    path("plan", plan.plan, name="plan"),
    path("what-changed", what_changed.what_changed, name="what_changed"),
    path("days-ahead", calendar.calendar, name="calendar"),
    path("look-up", look_up.look_up, name="look_up"),
    path("look-up/<slug:slug>", look_up.shelf, name="shelf"),
    path("muscles", muscles.muscles, name="muscles"),
    path("plan/after", plan_lines.after, name="after"),
    path("food", food.food, name="food"),
    path("report", report.report, name="report"),
    path("report.txt", report.report_text, name="report_text"),
    path("more", more.more, name="more"),
    path("more/about-me", about_me.about_me, name="about_me"),
    path("more/buttons", tokens.make, name="tokens"),
    path("more/buttons/<int:token_id>/revoke", tokens.revoke, name="revoke"),
    path("more/bring-in", bring_in.csv_in, name="csv_in"),
    path("more/diary.csv", take_out.csv_out, name="csv_out"),
    path("more/entries.jsonl", take_out.entries_out, name="entries_out"),
    path("more/erase", erase.erase, name="erase"),
    path("account/email/", mistakes.not_there),  # no mail is sent from a home, so none is asked for
    path("account/password/reset/", mistakes.not_there),
    path("account/", include("allauth.urls")),
    path("api/", api.urls),
]

handler400 = mistakes.not_understood
handler403 = mistakes.not_allowed
handler404 = mistakes.not_there
handler500 = mistakes.our_fault
