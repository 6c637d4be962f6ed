"""From packages that lie ready to an installed update that is well, or back; and the end of what a power cut broke off."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from . import machine, way_back
from .apt import ARCHIVES, TOLD, Apt, dpkg, fault_in, installed_packages, newer, whole
from .memory import Log, Memory, stamp
from .words import End, Refusal

# As the package's preinst begins its refusal.
SCHEMA = "Countersign: schema"
# Of the machine and its moment, not of the version.
PASSING = ("busy", "disk_full")


class Installation:
    def __init__(self, apt: Apt, memory: Memory, log: Log) -> None:
        self._apt, self._memory, self._log = apt, memory, log

    def install(self, versions: dict[str, str]) -> End:
        every = machine.counters()
        with self._closed(every):
            before = {name: version for name, version in installed_packages().items() if name in versions}
            sums = way_back.keep(set(versions))
            if sums is None:
                self._log.say("there is no way back from this update: the files of what is installed were not kept")
            newest = machine.newest_form(every)
            self._memory.set(installing=versions, before=before, bad_before=machine.look_over(every).known(),
                             kept=sums or {}, kept_versions=before if sums else {}, kept_newest=newest if sums else None)
            self._log.say(f"installing {listed(versions)}")
            return self._judge(every, self._apt.install(versions).output)

    @contextmanager
    def _closed(self, every: list[machine.Counter]) -> Iterator[None]:
        """Nobody registers, and then nobody can: in this order, or the kiosk's window would close over a buyer."""
        with machine.holding(every), machine.undisturbed():
            closed = machine.kiosk_runs() or self._left_closed()
            try:
                if closed:
                    self._memory.set(kiosk_closed=machine.boot_id())
                    if not machine.stop_kiosk(every):
                        self._log.say("the kiosk's window did not let go of its queue in time")
                yield
            finally:
                if closed:
                    self._open_kiosk()

    def _open_kiosk(self) -> None:
        if not machine.start_kiosk():
            self._log.say(f"{machine.KIOSK} did not start again: see journalctl -u {machine.KIOSK}")
            return
        try:
            self._memory.set(kiosk_closed=None)
        except OSError:
            pass  # a full disk, which the run itself ends with

    def _left_closed(self) -> bool:
        """By a run of this boot that was killed. After another boot it is open by itself, or nobody wants it any more."""
        return self._memory.get("kiosk_closed", str) == machine.boot_id() and machine.kiosk_is_on()

    def _found_new(self, every: list[machine.Counter]) -> str:
        """What the program finds wrong that it had not found before; empty if it is as well as it was."""
        return told_of(machine.look_over(every).beyond(self._memory.get("bad_before", list, [])))

    def _judge(self, every: list[machine.Counter], output: str) -> End:
        """After apt, whatever it ended with: is all of it there, and is it well? Otherwise back."""
        versions = self._memory.get("installing", dict, {})
        installed = installed_packages()
        there = whole() and all(installed.get(name) == version for name, version in versions.items())
        why = self._found_new(every) if there else last_words(output) or "it was not installed whole"
        if not why:
            return self._is_well(versions)
        self._log.say(f"the update is bad: {why}")
        of_version = there or blames_ours(output)
        word = "schema" if SCHEMA in output else "rolled_back"
        fate = "waits for a newer version" if of_version else "is tried again tomorrow"
        if of_version:
            self._memory.set(bad=versions)
        elif fault_in(output, "") != "busy":
            self._memory.set(failed_at=stamp(datetime.now().astimezone()))
        # Stopped before anything was unpacked: nothing is to be undone.
        if not there and whole() and installed == installed | self._memory.get("before", dict, {}):
            self._memory.set(installing=None)
            if not of_version:
                fault = fault_in(output, "dependencies")
                raise Refusal(fault, TOLD.get(fault, why))
            raise Refusal(word, f"{why}. Nothing was changed; this update {fate}")
        self._go_back(every, why)
        raise Refusal(word, f"{why}. Undone: the version before is installed again, and this update {fate}")

    def _is_well(self, versions: dict[str, str]) -> End:
        self._memory.set(installing=None, available=None, waited=None, waited_at=None, bad=None, failed_at=None,
                         installed_at=stamp(datetime.now().astimezone()))
        way_back.tidy_archives()
        return End("installed", f"installed: {listed(versions)}")

    def _go_back(self, every: list[machine.Counter], why: str) -> None:
        """Reinstalls what was kept; refused if that does not make the counter well."""
        files = way_back.kept(self._memory.get("kept", dict, {}))
        if not files:
            self._memory.set(installing=None)
            raise Refusal("broken", f"{why}. There is no way back: what was installed before was not kept. Call the technician")
        unreadable = self._newer_queue(every)
        if unreadable:
            self._memory.set(installing=None)
            raise Refusal("broken", f"{why}. It can't be undone: {unreadable}. Call the technician")
        output = self._apt.install_files(files).output
        back = self._memory.get("kept_versions", dict, {})

        def is_back() -> bool:
            installed = installed_packages()
            return whole() and all(installed.get(name) == version for name, version in back.items())

        if not is_back():
            output += dpkg(["--install", *map(str, files)], self._log).output
            output += dpkg(["--configure", "--pending"], self._log).output
        # Done with, either way: a version that is newer still may mend what this one left.
        self._memory.set(installing=None)
        if not is_back():
            raise Refusal("broken", f"{why}. Going back failed too: {last_words(output)}. Call the technician")
        wrong = self._found_new(every)
        if wrong:
            raise Refusal("broken", f"{why}. The version before is installed again, and is not well either: {wrong}")

    def _newer_queue(self, every: list[machine.Counter]) -> str:
        """Why the version that was kept could not read the queue; asked before dpkg, whose refusal would come half way."""
        newest = self._memory.get("kept_newest", int)
        for counter in every:
            form = machine.form_on_disk(counter)
            if newest is not None and form is not None and form > newest:
                return f"the queue in {counter.state} has form {form}, the version before reads up to form {newest}"
        return ""

    def go_back_if_asked(self, dry: bool) -> End:
        """--rollback."""
        before = self._memory.get("kept_versions", dict, {})
        installed = {name: version for name, version in installed_packages().items() if name in before}
        if not before or not way_back.kept(self._memory.get("kept", dict, {})):
            raise Refusal("no_way_back", "there is no version before that was kept")
        if installed == before:
            raise Refusal("no_way_back", "the version before is installed already")
        every = machine.counters()
        if machine.use_of(every).in_use:
            raise Refusal("in_use", "a registration is under way")
        unreadable = self._newer_queue(every)
        if unreadable:
            raise Refusal("schema", f"{unreadable}: nothing was changed")
        if dry:
            return End("available", f"would be installed again: {listed(before)}")
        with self._closed(every):
            # From here on a power cut is one in the middle of going back.
            self._memory.set(installing=installed, before=before, bad=installed, bad_before=machine.look_over(every).known(),
                             available=None, waited=None, waited_at=None)
            self._go_back(every, "going back was asked for")
        return End("went_back", f"installed again: {listed(before)}; what was installed waits for a newer version")

    def recover(self) -> End | None:
        """A run that was cut off while it installed or undid: dpkg ends what it began. None: nothing is left to be done."""
        versions = self._memory.get("installing", dict, {})
        if not versions:
            if self._left_closed():
                self._open_kiosk()
            if not whole():
                self._end_what_waits()
            return None
        self._log.say("an earlier run was cut off while it installed")
        every = machine.counters()
        if machine.use_of(every).in_use:
            raise Refusal("in_use", "an installation was cut off, and a registration is under way")
        with self._closed(every):
            dpkg(["--configure", "--pending"], self._log)
            return self._end_cut_off(every, versions)

    def _end_what_waits(self) -> None:
        """Somebody else's installation that was cut off. The run tells if it does not go; a newer version may mend it."""
        self._log.say("packages of Countersign are not installed whole: dpkg is asked to end it")
        every = machine.counters()
        if machine.use_of(every).in_use:
            raise Refusal("in_use", "packages are not installed whole, and a registration is under way")
        # Without a look afterwards, so the window need not let go of its queue.
        with machine.holding(every), machine.undisturbed():
            dpkg(["--configure", "--pending"], self._log)

    def _end_cut_off(self, every: list[machine.Counter], versions: dict[str, str]) -> End | None:
        installed = installed_packages()
        # What is not there at all was removed by a person: neither an update nor its undoing removes.
        versions = {name: version for name, version in versions.items() if name in installed}
        if not versions:
            self._memory.set(installing=None)
            return None
        bad = self._memory.get("bad", dict, {})
        undoing = all(bad.get(name) == version for name, version in versions.items())
        self._memory.set(installing=versions)
        before = {name: version for name, version in self._memory.get("before", dict, {}).items() if name in versions}
        if whole() and installed == installed | before:
            self._memory.set(installing=None)
            if not undoing:
                self._log.say("nothing had been installed yet")
                return None
            wrong = self._found_new(every)
            if wrong:
                raise Refusal("broken", f"the version before is installed again, and is not well: {wrong}")
            raise Refusal("rolled_back", "undone: the version before is installed again, and the update waits for a newer one")
        if whole() and not any(newer(version, installed[name]) for name, version in versions.items()):
            if any(newer(installed[name], version) for name, version in versions.items()):
                return self._by_a_person(every, {name: installed[name] for name in versions})
            if not undoing:
                return self._judge(every, "")
        elif not undoing:
            # Once more, from what was downloaded for it: the source may have been a stick.
            files = way_back.find(versions, [ARCHIVES])
            ran = self._apt.install_files(list(files.values())) if files.keys() == versions.keys() else self._apt.install(versions)
            return self._judge(every, ran.output)
        why = "the undoing of a bad update was cut off"
        self._go_back(every, why)
        raise Refusal("rolled_back", f"{why}. Undone: the version before is installed again, and the update waits for a newer one")

    def _by_a_person(self, every: list[machine.Counter], installed: dict[str, str]) -> End:
        """Somebody has installed a newer one since: it is looked at, and nothing of theirs is undone."""
        self._memory.set(installing=None)
        wrong = self._found_new(every)
        if wrong:
            raise Refusal("broken", f"{listed(installed)} was installed by hand and is not well: {wrong}. Call the technician")
        return self._is_well(installed)


def listed(versions: dict[str, str]) -> str:
    return ", ".join(f"{name} {version}" for name, version in sorted(versions.items()))


def told_of(wrong: dict[str, str]) -> str:
    return "; ".join(f"{what}: {told}" for what, told in sorted(wrong.items()))


def culprit(output: str) -> str:
    """The package that dpkg could not get done first; what depends on it fails after it. Empty if none is named."""
    found = re.search(r"^dpkg: error processing (?:package|archive) (?:\S*/(?:\d+-)?)?([a-z0-9][a-z0-9+.-]*)", output, re.MULTILINE)
    return found.group(1) if found else ""


def blames_ours(output: str) -> bool:
    """Whether a package of Countersign failed by itself: not for want of room, and not for another package's sake."""
    name = culprit(output)
    return (name == "countersign" or name.startswith("countersign-")) and fault_in(output, "") not in PASSING


def last_words(output: str) -> str:
    """What went wrong first, in the package's, dpkg's or apt's own words."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    for number, line in enumerate(lines):
        if line.startswith("Countersign:"):
            return line[:300]
        if line.startswith("dpkg: error"):
            return " ".join(lines[number : number + 2])[:300]
    return (lines or [""])[-1][:300]
