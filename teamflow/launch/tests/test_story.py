"""The supervisor's log in words."""

from pathlib import Path

from teamflow.launch.story import tell

LOGS = Path("/logs")


def test_tells_what_died_and_where_to_look():
    line = "2026-01-01 10:00:00,000 WARN exited: web_0 (terminated by SIGKILL; not expected)"

    told = tell(line, LOGS)

    assert told == "web ended (killed by SIGKILL); starting it again. Its log: /logs/web.log"


def test_keeps_quiet_about_starts():
    assert tell("2026-01-01 10:00:00,000 INFO spawned: 'web_0' with pid 7", LOGS) is None
