"""A run from the look at the source to what lies ready, and whether this is the moment to install it."""

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from . import decision, machine, way_back
from .apt import ARCHIVES, CACHE, Apt, Offered, installed_packages, newer, whole
from .installation import Installation, listed
from .memory import Log, Memory, read_stamp, stamp
from .settings import Settings
from .words import End, Refusal

MB = 1_000_000
# What Debian's own packages may take besides, and the counter's sealed records while nobody empties the disk.
MARGIN = 200 * MB
# After a failure that was not of the version: in another night.
TRY_AGAIN = timedelta(hours=20)


@dataclass(frozen=True)
class Wish:
    """What this run is to do at most."""

    install: bool = True
    asked: bool = False  # by a person who is there
    dry: bool = False


def plan(offered: dict[str, Offered], installed: dict[str, str]) -> dict[str, Offered]:
    """What the source has newer of what is installed, and nothing else. Refused if it is behind with the program itself."""
    target = {name: offered[name] for name, version in installed.items()
              if name in offered and newer(offered[name].version, version)}
    program = installed.get("countersign")
    if not target and program and "countersign" in offered and newer(program, offered["countersign"].version):
        raise Refusal("downgrade", f"the source has countersign {offered['countersign'].version}, which is older than the"
                                   f" installed {program}: nothing goes back to an older version by itself")
    return target


def is_known_bad(target: dict[str, str], bad: dict[str, Any]) -> bool:
    """An update that failed here is tried again when a newer program comes, or where it was not of the program, a newer other."""
    if "countersign" in bad:
        return target.get("countersign") == bad["countersign"]
    return bool(bad) and all(target.get(name) == version for name, version in bad.items())


class Flow:
    def __init__(self, apt: Apt, settings: Settings, memory: Memory, log: Log, wish: Wish) -> None:
        self._apt, self._settings, self._memory, self._log, self._wish = apt, settings, memory, log, wish
        self._now = datetime.now().astimezone()

    def run(self) -> End:
        metered = not self._wish.asked and machine.metered()
        unreached = self._look(metered)
        offered, installed = self._apt.offered(), installed_packages()
        target = plan(offered, installed)
        versions = {name: each.version for name, each in target.items()}
        known_bad = is_known_bad(versions, self._memory.get("bad", dict, {}))
        # A newer version may mend it; without one it stays told.
        if (not target or known_bad) and not whole():
            raise Refusal("broken", "packages of Countersign are not installed whole, and dpkg can't end it. Call the technician")
        if not target:
            self._memory.set(available=None, waited=None, waited_at=None)
            if unreached is not None:
                raise unreached
            return End("up_to_date", f"up to date: {listed(installed)}")
        waited = self._count_waiting(versions)
        words = listed(versions)
        if known_bad:
            raise Refusal("known_bad", f"{words} did not work here and was undone: it waits for a newer version")
        if not self._wish.install:
            return End("available", f"available: {words}")
        failed = self._memory.time("failed_at")
        if not self._wish.asked and failed is not None and timedelta(0) <= self._now - failed < TRY_AGAIN:
            raise Refusal("put_off", f"available: {words}; what kept it from being installed was not of this version, and it"
                                     " is tried again tomorrow, or with --now")
        # What an earlier run has downloaded needs no line now.
        here = way_back.find(versions, [ARCHIVES]).keys() >= versions.keys()
        if not here and not decision.may_download(metered, waited, self._wish.asked):
            raise Refusal("metered", f"available: {words}; the line is metered, so it is downloaded after 14 days, or with --now")
        if not here and unreached is not None:
            raise unreached
        self._apt.simulate(versions)
        self._need_room(target.values())
        if not self._wish.dry and unreached is None:
            self._apt.download(versions)
        why = decision.may_install(self._facts(waited))
        if why is not None:
            raise Refusal(why, f"{'' if self._wish.dry else 'downloaded: '}{words}; {WAITS[why]}")
        if self._wish.dry:
            return End("available", f"would be installed now: {words}")
        return Installation(self._apt, self._memory, self._log).install(versions)

    def _look(self, metered: bool) -> Refusal | None:
        """Why the source was not reached, if what was fetched before is still valid and does."""
        if not decision.must_look(self._now, self._memory.time("looked_at"), metered, self._wish.asked or not self._wish.install):
            return None
        try:
            self._apt.look()
        except Refusal as refusal:
            if refusal.word != "no_network":
                raise
            valid = self._apt.still_valid(self._now)
            if valid is None:
                raise
            # Whoever keeps a line from the source would keep a counter at its version for ever, and nobody be told.
            if not valid:
                raise Refusal("expired", "the source can't be reached, and the index that was fetched before is no longer valid:"
                                         " this counter gets no updates. Is its line in order, and its clock?") from None
            return refusal
        self._memory.set(looked_at=stamp(self._now))
        return None

    def _count_waiting(self, versions: dict[str, str]) -> timedelta:
        """By days that were lived through, not by the clock's word."""
        waited = decision.waited_more(self._memory.span("waited"), self._now, self._memory.time("waited_at"))
        # A newer one goes on with the time that the one before it waited: a shop that never rests must not wait for ever.
        self._memory.set(available=versions, waited=waited.total_seconds(), waited_at=stamp(self._now))
        return waited

    def _facts(self, waited: timedelta) -> decision.Facts:
        use = machine.use_of(machine.counters())
        watched, jumped = self._watch(use.since)
        return decision.Facts(self._now, use.in_use, use.since, watched, jumped, waited, self._settings.idle, self._wish.asked,
                              machine.on_battery())

    def _watch(self, since: datetime | None) -> tuple[timedelta, bool]:
        """For how long the last registration has been this one by the time since boot; whether the clock was set since then."""
        found = decision.watch(
            decision.Look(stamp(since) if since else "", machine.boot_id(), machine.uptime(), self._now),
            read_watch(self._memory.get("watch", dict, {})))
        first = found.first
        self._memory.set(watch={"since": first.since, "boot": first.boot, "up": first.up.total_seconds(),
                                "now": stamp(first.now), "jumped": found.jumped})
        return found.watched, found.jumped

    def _need_room(self, target: Any) -> None:
        # A dry run makes no folder: the nearest that there is lies on the same disk.
        cache = next(each for each in (CACHE, *CACHE.parents) if each.is_dir())
        wanted: dict[int, tuple[Path, int]] = {}
        # Downloaded and kept beside; unpacked beside the old one.
        size, unpacked = sum(each.size for each in target), sum(each.installed_size for each in target)
        for folder, needed in ((cache, 2 * size), (Path("/usr"), unpacked)):
            device = folder.stat().st_dev
            wanted[device] = (folder, wanted.get(device, (folder, MARGIN))[1] + needed)
        for folder, needed in wanted.values():
            free = shutil.disk_usage(folder).free
            if free < needed:
                raise Refusal("disk_full", f"{needed // MB} MB are needed on the disk of {folder}, {free // MB} MB are free:"
                                           " make room, then run countersign-update --now")


WAITS = {
    "in_use": "a registration is under way",
    "on_battery": "the computer runs on its battery; after a week it is installed all the same",
    "not_quiet": "somebody registered a moment ago",
    "not_idle": "it is installed in an idle hour, or after a week whenever half an hour is calm",
}


def read_watch(seen: dict[str, Any]) -> tuple[decision.Look, bool] | None:
    """As it was written down; None if it was not, or by another hand."""
    now, up = read_stamp(seen.get("now")), seen.get("up")
    if now is None or isinstance(up, bool) or not isinstance(up, (int, float)):
        return None
    look = decision.Look(str(seen.get("since")), str(seen.get("boot")), timedelta(seconds=up), now)
    return look, seen.get("jumped") is True
