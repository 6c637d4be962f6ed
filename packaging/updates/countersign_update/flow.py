"""A run from the look at the source to the installed update, and back if it is a bad one."""

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from . import decision, machine, way_back
from .apt import ARCHIVES, CACHE, TOLD, Apt, Offered, fault_in, installed_packages, newer, run, whole
from .memory import Log, Memory, read_stamp, stamp
from .settings import Settings
from .words import Refusal

MB = 1_000_000
# As the package's preinst begins its refusal.
SCHEMA = "Countersign: schema"
# What Debian's own packages may take besides, and the counter's sealed records while nobody empties the disk.
MARGIN = 200 * MB


@dataclass(frozen=True)
class Wish:
    """What this run is to do at most."""

    install: bool = True
    asked: bool = False  # by a person who is there
    dry: bool = False


@dataclass(frozen=True)
class End:
    word: str
    told: str


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
        if not target:
            self._memory.set(available=None, waited=None, waited_at=None)
            if unreached is not None:
                raise unreached
            return End("up_to_date", f"up to date: {listed(installed)}")
        versions = {name: each.version for name, each in target.items()}
        waited = self._count_waiting(versions)
        words = listed(versions)
        if is_known_bad(versions, self._memory.get("bad", dict, {})):
            raise Refusal("known_bad", f"{words} did not work here and was undone: it waits for a newer version")
        if not self._wish.install:
            return End("available", f"available: {words}")
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
        return self._install(versions, words)

    def _look(self, metered: bool) -> Refusal | None:
        """Why the source was not reached, if what was fetched before is still valid and does."""
        if not decision.must_look(self._now, self._memory.time("looked_at"), metered, self._wish.asked or not self._wish.install):
            return None
        try:
            self._apt.look()
        except Refusal as refusal:
            if refusal.word != "no_network" or not self._apt.still_valid(self._now):
                raise
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
        return decision.Facts(self._now, use.in_use, use.since, watched, jumped, waited, self._settings.idle, self._wish.asked)

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
        ARCHIVES.mkdir(mode=0o755, parents=True, exist_ok=True)
        wanted: dict[int, tuple[Path, int]] = {}
        # Downloaded and kept beside; unpacked beside the old one.
        size, unpacked = sum(each.size for each in target), sum(each.installed_size for each in target)
        for folder, needed in ((CACHE, 2 * size), (Path("/usr"), unpacked)):
            device = folder.stat().st_dev
            wanted[device] = (folder, wanted.get(device, (folder, MARGIN))[1] + needed)
        for folder, needed in wanted.values():
            free = shutil.disk_usage(folder).free
            if free < needed:
                raise Refusal("disk_full", f"{needed // MB} MB are needed on the disk of {folder}, {free // MB} MB are free:"
                                           " make room, then run countersign-update --now")

    def _install(self, versions: dict[str, str], words: str) -> End:
        every = machine.counters()
        with machine.holding(every), machine.undisturbed():
            bad_before = machine.bad_checks(every)
            before = {name: version for name, version in installed_packages().items() if name in versions}
            sums = way_back.keep(set(versions))
            if sums is None:
                self._log.say("there is no way back from this update: the files of what is installed were not kept")
            self._memory.set(installing=versions, before=before, kept=sums or {}, kept_versions=before if sums else {},
                             bad_before=sorted(bad_before))
            stopped = machine.stop_kiosk()
            try:
                self._log.say(f"installing {words}")
                ran = self._apt.install(versions)
                return self._judge(every, ran.status, ran.output)
            finally:
                if stopped and not machine.start_kiosk():
                    self._log.say(f"{machine.KIOSK} did not start again: see journalctl -u {machine.KIOSK}")

    def _judge(self, every: list[machine.Counter], status: int, output: str) -> End:
        """After apt: is all of it there, and is it well? Otherwise back."""
        versions = self._memory.get("installing", dict, {})
        installed = installed_packages()
        wrong = {}
        if status != 0 or not whole() or any(installed.get(name) != version for name, version in versions.items()):
            wrong = {"installation": last_words(output) or "it was not installed whole"}
        else:
            known = set(self._memory.get("bad_before", list, []))
            wrong = {what: told for what, told in machine.bad_checks(every).items() if what not in known}
        if not wrong:
            self._memory.set(installing=None, available=None, waited=None, waited_at=None, bad=None,
                             installed_at=stamp(datetime.now().astimezone()))
            way_back.tidy_archives()
            return End("installed", f"installed: {listed(versions)}")
        why = "; ".join(f"{what}: {told}" for what, told in sorted(wrong.items()))
        self._log.say(f"the update is bad: {why}")
        # Stopped before anything was unpacked: nothing is to be undone.
        if status != 0 and whole() and installed == installed | self._memory.get("before", dict, {}):
            self._memory.set(installing=None)
            if "dpkg: error" not in output:
                word = fault_in(output, "dependencies")
                raise Refusal(word, TOLD.get(word, why))
            self._memory.set(bad=versions)
            raise Refusal("schema" if SCHEMA in output else "rolled_back",
                          f"{why}. Nothing was changed; this update waits for a newer version")
        self._memory.set(bad=versions)
        self.go_back(every, why)
        raise Refusal("schema" if SCHEMA in output else "rolled_back",
                      f"{why}. Undone: the version before is installed again, and the update waits for a newer one")

    def go_back(self, every: list[machine.Counter], why: str) -> None:
        """Reinstalls what was kept; refused if that does not make the counter well."""
        files = way_back.kept(self._memory.get("kept", dict, {}))
        if not files:
            self._memory.set(installing=None)
            raise Refusal("broken", f"{why}. There is no way back: what was installed before was not kept. Call the technician")
        ran = self._apt.install_files(files)
        if ran.status != 0:
            run(["dpkg", "--install", *map(str, files)], self._log)
        run(["dpkg", "--configure", "--pending"], self._log)
        back = self._memory.get("kept_versions", dict, {})
        installed = installed_packages()
        if not whole() or any(installed.get(name) != version for name, version in back.items()):
            if SCHEMA in ran.output:
                raise Refusal("schema", "the queue on disk is of a newer form than the version before can read: nothing changed")
            raise Refusal("broken", f"{why}. Going back failed too: {last_words(ran.output)}. Call the technician")
        known = set(self._memory.get("bad_before", list, []))
        wrong = {what: told for what, told in machine.bad_checks(every).items() if what not in known}
        self._memory.set(installing=None)
        if wrong:
            raise Refusal("broken", f"{why}. The version before is installed again, and is not well either: "
                          + "; ".join(f"{what}: {told}" for what, told in sorted(wrong.items())))

    def go_back_if_asked(self) -> End:
        """--rollback."""
        before = self._memory.get("kept_versions", dict, {})
        installed = {name: version for name, version in installed_packages().items() if name in before}
        if not before or not way_back.kept(self._memory.get("kept", dict, {})):
            raise Refusal("no_way_back", "there is no version before that was kept")
        if installed == before:
            raise Refusal("no_way_back", "the version before is installed already")
        every = machine.counters()
        words = listed(before)
        if machine.use_of(every).in_use:
            raise Refusal("in_use", "a registration is under way")
        if self._wish.dry:
            return End("available", f"would be installed again: {words}")
        with machine.holding(every), machine.undisturbed():
            stopped = machine.stop_kiosk()
            try:
                self._memory.set(bad_before=sorted(machine.bad_checks(every)))
                self.go_back(every, "going back was asked for")
            finally:
                if stopped and not machine.start_kiosk():
                    self._log.say(f"{machine.KIOSK} did not start again: see journalctl -u {machine.KIOSK}")
        self._memory.set(bad=installed, available=None, waited=None, waited_at=None)
        return End("went_back", f"installed again: {words}; what was installed waits for a newer version")

    def recover(self) -> End | None:
        """A run that was cut off while it installed: dpkg ends what it began, then it is judged as any other."""
        if not self._memory.get("installing", dict):
            return None
        self._log.say("an earlier run was cut off while it installed")
        every = machine.counters()
        if machine.use_of(every).in_use:
            raise Refusal("in_use", "an installation was cut off, and a registration is under way")
        with machine.holding(every), machine.undisturbed():
            stopped = machine.stop_kiosk()
            try:
                ran = run(["dpkg", "--configure", "--pending"], self._log)
                return self._judge(every, ran.status, ran.output)
            finally:
                # It may be the cut off run that stopped it.
                if stopped or machine.systemctl("--quiet", "is-enabled", machine.KIOSK):
                    machine.start_kiosk()


WAITS = {
    "in_use": "a registration is under way",
    "not_quiet": "somebody registered a moment ago",
    "not_idle": "it is installed in an idle hour, or after a week whenever half an hour is calm",
}


def listed(versions: dict[str, str]) -> str:
    return ", ".join(f"{name} {version}" for name, version in sorted(versions.items()))


def read_watch(seen: dict[str, Any]) -> tuple[decision.Look, bool] | None:
    """As it was written down; None if it was not, or by another hand."""
    now, up = read_stamp(seen.get("now")), seen.get("up")
    if now is None or isinstance(up, bool) or not isinstance(up, (int, float)):
        return None
    look = decision.Look(str(seen.get("since")), str(seen.get("boot")), timedelta(seconds=up), now)
    return look, seen.get("jumped") is True


def last_words(output: str) -> str:
    """What went wrong first, in the package's, dpkg's or apt's own words."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    for number, line in enumerate(lines):
        if line.startswith("Countersign:"):
            return line[:300]
        if line.startswith("dpkg: error"):
            return " ".join(lines[number : number + 2])[:300]
    return (lines or [""])[-1][:300]
