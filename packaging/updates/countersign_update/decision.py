"""When to download and when to install: facts in, a word out. Nothing here looks at the machine."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

QUIET = timedelta(minutes=10)
# Clerks go home, and some shops switch the computer off with them: after a week any calm half hour will do.
OVERDUE = timedelta(days=7)
QUIET_IF_OVERDUE = timedelta(minutes=30)
OVERDUE_IF_METERED = timedelta(days=14)
# Between two looks at the source.
LOOK = timedelta(hours=4)
LOOK_IF_METERED = timedelta(hours=20)
# A computer that slept, or whose clock was set ahead by a year, has waited for a day at most since the last look.
MOST_WAITED_AT_ONCE = timedelta(days=1)
# Clocks are corrected by less than this without anybody having set them.
JUMP = timedelta(minutes=2)


@dataclass(frozen=True)
class IdleHours:
    """From one time of the day to another, over midnight if the second is earlier. Equal: the whole day."""

    begin: time
    end: time

    @staticmethod
    def parse(text: str) -> "IdleHours":
        found = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)", text, re.ASCII)
        if not found:
            raise ValueError(f"{text!r} is no HH:MM-HH:MM")
        hours = [int(each) for each in found.groups()]
        return IdleHours(time(hours[0], hours[1]), time(hours[2], hours[3]))

    def hold(self, moment: time) -> bool:
        if self.begin < self.end:
            return self.begin <= moment < self.end
        return moment >= self.begin or moment < self.end

    def __str__(self) -> str:
        return f"{self.begin:%H:%M}-{self.end:%H:%M}"


DEFAULT_IDLE = IdleHours.parse("21:00-07:00")


@dataclass(frozen=True)
class Facts:
    now: datetime  # local, with its zone
    in_use: bool  # a registration is under way
    since: datetime | None  # the last one began or ended; None: never
    watched: timedelta  # for how long `since` has been this, by the time since boot and not by the clock
    clock_jumped: bool  # the clock was set since then
    waited: timedelta  # how long this update has been known
    idle: IdleHours
    asked: bool  # by a person who is there
    on_battery: bool = False


def quiet_for(facts: Facts) -> timedelta:
    """How long nobody registered. Where the clock was set in between, only what was watched counts."""
    if facts.since is None:
        return timedelta.max
    by_clock = facts.now - facts.since
    if by_clock < timedelta(0) or facts.clock_jumped:
        return facts.watched
    return by_clock


def may_install(facts: Facts) -> str | None:
    """None: now. Otherwise the word that says why not."""
    if facts.in_use:
        return "in_use"
    if facts.asked:
        return None
    # It may end in the middle of it; but a tablet that only ever charges while it is off must not wait for ever.
    if facts.on_battery and facts.waited < OVERDUE:
        return "on_battery"
    quiet = quiet_for(facts)
    if facts.waited >= OVERDUE and quiet >= QUIET_IF_OVERDUE:
        return None
    if not facts.idle.hold(facts.now.time()):
        return "not_idle"
    return None if quiet >= QUIET else "not_quiet"


def may_download(metered: bool, waited: timedelta, asked: bool) -> bool:
    return asked or not metered or waited >= OVERDUE_IF_METERED


def must_look(now: datetime, last: datetime | None, metered: bool, asked: bool) -> bool:
    """Whether the source is asked again. A last look in the future was dated by a wrong clock."""
    if asked or last is None or last > now:
        return True
    return now - last >= (LOOK_IF_METERED if metered else LOOK)


def waited_more(before: timedelta, now: datetime, last: datetime | None) -> timedelta:
    """What an update has waited, grown by the time since it was last added up."""
    if last is None:
        return before
    return before + min(max(now - last, timedelta(0)), MOST_WAITED_AT_ONCE)


@dataclass(frozen=True)
class Look:
    """One look at the last registration: what it was, and when, by the clock and by the time since boot."""

    since: str
    boot: str
    up: timedelta
    now: datetime


@dataclass(frozen=True)
class Watched:
    first: Look  # the first at this registration
    watched: timedelta
    jumped: bool


def watch(look: Look, before: tuple[Look, bool] | None) -> Watched:
    """`before`: the first look at the registration that was the last one then, and whether the clock was set since."""
    if before is None:
        return Watched(look, timedelta(0), False)
    first, jumped = before
    same_boot = first.boot == look.boot
    # Both go on alike unless somebody, or a time server, sets the clock.
    set_since = same_boot and abs((look.now - first.now) - (look.up - first.up)) > JUMP
    if first.since != look.since:
        # Whether it began before the clock was set or after is not known.
        return Watched(look, timedelta(0), set_since)
    # The very same one since an earlier boot: then nobody registered since this one.
    return Watched(first, look.up - first.up if same_boot else look.up, jumped or set_since)
