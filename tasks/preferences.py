"""What a person wants to be told of, where and when: read from the row of the person, pure.

What stands there may be anything (the API of `me` takes any object): what is not understood counts
as not said, and the default stands.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tasks.models import NoticeLevel, NotificationKind

Kind = NotificationKind
CHANNELS = ("in_app", "email", "push")
INTERVALS = (5, 15, 60, 240, 1440)
DEFAULT_INTERVAL = 15
# What waits for an answer is mailed sooner than the rest.
URGENT = frozenset({Kind.ASSIGNED, Kind.MENTIONED, Kind.REVIEW, Kind.APPROVAL})
URGENT_AFTER = timedelta(minutes=1)
_ASKED = URGENT | {Kind.REPLIED, Kind.OVERDUE, Kind.DUE_SOON}
_NOT_MAILED = {Kind.STATUS, Kind.CREATED}
DEFAULTS: Mapping[str, frozenset[str]] = {
    kind: frozenset(
        {
            "in_app",
            *(() if kind in _NOT_MAILED else ("email",)),
            *(("push",) if kind in _ASKED else ()),
        }
    )
    for kind in Kind.values
}
# What is dropped where only one's own counts.
NOT_MINE = frozenset({Kind.COMMENTED, Kind.STATUS, Kind.CREATED, Kind.BREACHED})
REMINDERS = ("day_before", "on_day", "overdue")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """Hours, and whole days (0 is Monday), at which nothing knocks."""

    begins: time | None = None
    ends: time | None = None
    days: frozenset[int] = frozenset()

    def ends_after(self, now: datetime) -> datetime:
        """The first moment from `now` on that is not quiet; `now` itself when it is not."""
        moment = now
        for _step in range(16):
            following = self._end_of(moment)
            if following is None:
                return moment
            moment = following
        return moment

    def _end_of(self, moment: datetime) -> datetime | None:
        if moment.weekday() in self.days:
            return _at(moment + timedelta(days=1), time())
        begins, ends = self.begins, self.ends
        if begins is None or ends is None or begins == ends:
            return None
        clock = moment.time().replace(tzinfo=None)
        if begins < ends:
            return _at(moment, ends) if begins <= clock < ends else None
        if clock >= begins:
            return _at(moment + timedelta(days=1), ends)
        return _at(moment, ends) if clock < ends else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """What somebody wants."""

    channels: Mapping[str, frozenset[str]] = field(default_factory=lambda: DEFAULTS)
    interval: int = DEFAULT_INTERVAL
    quiet: Quiet = field(default_factory=Quiet)
    reminders: frozenset[str] = frozenset(REMINDERS)
    remind_at: int = 9

    def wants(self, kind: str, channel: str) -> bool:
        """Whether this is told there."""
        return channel in self.channels.get(kind, frozenset())

    def mail_at(self, kind: str, now: datetime, zone: ZoneInfo) -> datetime:
        """When a mail about this may leave."""
        waits = URGENT_AFTER if kind in URGENT else timedelta(minutes=self.interval)
        return self.knock_at(now + waits, zone)

    def knock_at(self, moment: datetime, zone: ZoneInfo) -> datetime:
        """The same moment, or the end of the quiet that it falls into."""
        return self.quiet.ends_after(moment.astimezone(zone))


def is_for(level: str | None, kind: str) -> bool:
    """Whether the project's level lets this kind through."""
    if level == NoticeLevel.MUTED:
        return False
    return level != NoticeLevel.MINE or kind not in NOT_MINE


def zone_of(name: str) -> ZoneInfo:
    """The person's zone; UTC where it is none."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return ZoneInfo("UTC")


def preferences_of(said: Any) -> Preferences:
    """What `User.notification_preferences` means."""
    said = said if isinstance(said, dict) else {}
    interval, hour = said.get("email_interval"), said.get("remind_at")
    return Preferences(
        channels=_channels(said.get("channels")),
        interval=interval if _is_of(interval, INTERVALS) else DEFAULT_INTERVAL,
        quiet=_quiet(said.get("quiet")),
        reminders=_reminders(said.get("reminders")),
        remind_at=hour if _is_of(hour, range(24)) else 9,
    )


def as_said(preferences: Preferences) -> dict[str, Any]:
    """The same, as the API shows it and the row keeps it."""
    quiet = preferences.quiet
    return {
        "channels": {
            kind: {name: name in preferences.channels[kind] for name in CHANNELS}
            for kind in Kind.values
        },
        "email_interval": preferences.interval,
        "quiet": {
            "from": quiet.begins.strftime("%H:%M") if quiet.begins else None,
            "to": quiet.ends.strftime("%H:%M") if quiet.ends else None,
            "days": sorted(quiet.days),
        },
        "reminders": {name: name in preferences.reminders for name in REMINDERS},
        "remind_at": preferences.remind_at,
    }


def _channels(said: Any) -> Mapping[str, frozenset[str]]:
    if not isinstance(said, dict):
        return DEFAULTS
    return {kind: _of_kind(said.get(kind), DEFAULTS[kind]) for kind in Kind.values}


def _of_kind(said: Any, default: frozenset[str]) -> frozenset[str]:
    if not isinstance(said, dict):
        return default
    return frozenset(name for name in CHANNELS if _truth(said.get(name), name in default))


def _quiet(said: Any) -> Quiet:
    if not isinstance(said, dict):
        return Quiet()
    days = said.get("days")
    return Quiet(
        begins=_time(said.get("from")),
        ends=_time(said.get("to")),
        days=frozenset(day for day in days if _is_of(day, range(7)))
        if isinstance(days, list)
        else frozenset(),
    )


def _reminders(said: Any) -> frozenset[str]:
    said = said if isinstance(said, dict) else {}
    return frozenset(name for name in REMINDERS if _truth(said.get(name), True))


def _time(said: Any) -> time | None:
    try:
        return time.fromisoformat(said) if isinstance(said, str) and len(said) == 5 else None
    except ValueError:
        return None


def _truth(said: Any, default: bool) -> bool:
    return said if isinstance(said, bool) else default


def _is_of(value: Any, possible: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value in possible


def _at(day: datetime, clock: time) -> datetime:
    return datetime.combine(day.date(), clock, tzinfo=day.tzinfo)
