#!/usr/bin/python3 -B
"""countersign-update's installation without a machine: the order of its steps, what condemns a version, going back, and the
power that goes at each of them."""

import fcntl
import os
import pwd
import signal
import sys
import tempfile
import unittest
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "packaging/updates"))

from countersign_update import apt, flow, installation, machine, memory, way_back, words  # noqa: E402

OLD = {"countersign": "1.0-1", "countersign-models": "1.0-1"}
NEW = {"countersign": "2.0-1", "countersign-models": "2.0-1"}
FAILED = "dpkg: error processing package countersign (--configure):\n installed countersign package post-installation script failed\n"


class PowerCut(Exception):
    pass


class World:
    """A machine of which each thing that the installation touches is noted in `did`."""

    def __init__(self, folder: Path) -> None:
        self.installed, self.whole = dict(OLD), True
        self.did: list[str] = []
        self.kept: list[Path] = [Path("kept.deb")]
        self.archives: dict[str, Path] = {name: Path(name + ".deb") for name in NEW}
        self.bad: dict[str, dict[str, str]] = {}  # by the program's version
        self.newest, self.on_disk = 7, 7
        self.in_use = False
        self.window_open = True  # the kiosk's, which has the queue open
        self.on_install: Callable[[], str] = lambda: self.becomes(NEW)
        self.on_back: Callable[[], str] = lambda: self.becomes(OLD)
        self.on_configure: Callable[[], str] = lambda: ""
        self.log = memory.Log(dry=True)
        self.log.say = lambda text: None  # type: ignore[method-assign]
        self.file = folder / "update.json"
        self.counter = machine.Counter(folder, pwd.getpwuid(os.getuid()), True)

    def becomes(self, versions: dict[str, str], whole: bool = True, said: str = "") -> str:
        self.installed |= versions
        self.whole = whole
        return said

    # As apt.Apt.
    def install(self, versions: dict[str, str]) -> apt.Ran:
        self.did.append("install")
        return self.ran(self.on_install())

    def install_files(self, files: list[Path]) -> apt.Ran:
        self.did.append("install kept" if files == self.kept else "install files")
        return self.ran(self.on_back() if files == self.kept else self.on_install())

    @staticmethod
    def ran(said: str) -> apt.Ran:
        return apt.Ran(100 if said else 0, said)

    def dpkg(self, options: list[str], log: memory.Log) -> apt.Ran:
        self.did.append("dpkg " + options[0])
        return self.ran(self.on_configure() if options[0] == "--configure" else self.on_back())

    def look_over(self, every: list[machine.Counter]) -> machine.LookedOver:
        self.did.append("self-check")
        found = machine.LookedOver(dict(self.bad.get(self.installed["countersign"], {})), set())
        if self.window_open:
            found.bad.pop("x: queue", None)
            found.unseen.add("x: queue")
        return found

    def stop_kiosk(self, every: list[machine.Counter]) -> bool:
        self.did.append("stop")
        self.window_open = False
        return True

    def start_kiosk(self) -> bool:
        self.did.append("start")
        self.window_open = True
        return True

    @contextmanager
    def holding(self, every: list[machine.Counter]) -> Iterator[None]:
        self.did.append("hold")
        yield
        self.did.append("release")


class Installing(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.world = world = World(Path(folder.name))
        for where, names in {
            machine: {"counters": lambda: [world.counter], "holding": world.holding, "look_over": world.look_over,
                      "kiosk_runs": lambda: world.window_open, "kiosk_is_on": lambda: True, "stop_kiosk": world.stop_kiosk,
                      "start_kiosk": world.start_kiosk, "newest_form": lambda every: world.newest,
                      "form_on_disk": lambda counter: world.on_disk, "use_of": lambda every: machine.Use(world.in_use, None),
                      "boot_id": lambda: "boot"},
            installation: {"installed_packages": lambda: dict(world.installed), "whole": lambda: world.whole, "dpkg": world.dpkg},
            way_back: {"keep": lambda names: {"kept.deb": "sum"} if world.kept else None, "kept": lambda sums: world.kept if sums else [],
                       "find": lambda wanted, places: world.archives, "tidy_archives": lambda: None},
        }.items():
            for name, instead in names.items():
                patch = mock.patch.object(where, name, instead)
                patch.start()
                self.addCleanup(patch.stop)

    def memory(self) -> memory.Memory:
        """As a run finds it on the disk."""
        return memory.Memory(self.world.file)

    def remembered(self, name: str) -> object:
        return self.memory().told.get(name)

    def begin(self) -> installation.Installation:
        self.world.did.clear()
        return installation.Installation(self.world, self.memory(), self.world.log)  # type: ignore[arg-type]

    def ends(self, word: str, run: Callable[[], words.End | None]) -> str:
        try:
            end = run()
        except words.Refusal as refusal:
            self.assertEqual(refusal.word, word, refusal.told)
            return refusal.told
        self.assertIsNotNone(end)
        assert end is not None
        self.assertEqual(end.word, word, end.told)
        return end.told

    def install(self, word: str) -> str:
        return self.ends(word, lambda: self.begin().install(NEW))

    def test_nobody_registers_then_the_kiosk_closes_then_it_is_looked_over(self) -> None:
        self.install("installed")
        self.assertEqual(self.world.did, ["hold", "stop", "self-check", "install", "self-check", "start", "release"])
        self.assertEqual([self.remembered(each) for each in ("installing", "bad", "kiosk_closed")], [None] * 3)

    def test_who_registers_keeps_the_kiosk(self) -> None:
        @contextmanager
        def refused(every: list[machine.Counter]) -> Iterator[None]:
            raise words.Refusal("in_use", "")
            yield
        with mock.patch.object(machine, "holding", refused):
            self.install("in_use")
        self.assertEqual(self.world.did, [])

    def test_a_desktop_has_no_kiosk(self) -> None:
        self.world.window_open = False
        self.install("installed")
        self.assertEqual(self.world.did, ["hold", "self-check", "install", "self-check", "release"])

    def test_what_was_bad_before_condemns_nothing(self) -> None:
        for version in ("1.0-1", "2.0-1"):
            self.world.bad[version] = {"x: queue": "two rows"}
        self.install("installed")

    def test_what_could_not_be_looked_at_before_condemns_nothing(self) -> None:
        self.world.bad["2.0-1"] = {"x: queue": "two rows"}
        # A window that does not close: it has the queue open before, and is gone by the second look.
        self.world.stop_kiosk = lambda every: False  # type: ignore[method-assign]
        def closes() -> str:
            self.world.window_open = False
            return self.world.becomes(NEW)
        self.world.on_install = closes
        with mock.patch.object(machine, "stop_kiosk", lambda every: False):
            self.install("installed")
        found = machine.LookedOver({"x: program": "no answer"}, {"x: *"})
        self.assertEqual(machine.LookedOver({"x: queue": "bad", "y: queue": "bad"}, set()).beyond(found.known()), {"y: queue": "bad"})

    def test_a_bad_one_is_undone_and_remembered(self) -> None:
        self.world.bad["2.0-1"] = {"x: models": "another file"}
        self.install("rolled_back")
        self.assertEqual(self.world.installed, OLD)
        self.assertEqual((self.remembered("bad"), self.remembered("installing")), (NEW, None))

    def test_half_an_installation_is_undone(self) -> None:
        self.world.on_install = lambda: self.world.becomes(NEW, whole=False, said=FAILED)
        self.assertIn("script failed", self.install("rolled_back"))
        self.assertEqual(self.remembered("bad"), NEW)

    def test_refused_before_it_was_unpacked(self) -> None:
        self.world.on_install = lambda: "dpkg: error processing archive /a/countersign_2.0-1_all.deb (--unpack):\n x\nCountersign: schema: no\n"
        self.assertIn("Nothing was changed", self.install("schema"))
        self.assertNotIn("install kept", self.world.did)
        self.assertEqual((self.remembered("bad"), self.remembered("installing")), (NEW, None))

    def test_passing_faults_condemn_no_version(self) -> None:
        full = "dpkg: error processing archive /a/countersign_2.0-1_all.deb (--unpack):\n cannot copy: failed to write (No space left on device)\n"
        foreign = ("dpkg: error processing package libfoo (--configure):\n it burns\ndpkg: dependency problems prevent configuration of"
                   " countersign:\ndpkg: error processing package countersign (--configure):\n dependency problems - leaving unconfigured\n")
        for said in (full, foreign):
            with self.subTest(said):
                self.world.on_install = lambda: self.world.becomes(NEW, whole=False, said=said)
                self.assertIn("tomorrow", self.install("rolled_back"))
                self.assertEqual((self.remembered("bad"), self.remembered("installing"), self.world.installed), (None, None, OLD))
                self.assertIsNotNone(self.remembered("failed_at"))
        # Nothing was unpacked, and apt says why.
        self.world.on_install = lambda: full
        self.install("disk_full")
        self.world.on_install = lambda: "E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 1 (apt)"
        self.install("busy")
        self.assertEqual((self.remembered("bad"), self.remembered("installing")), (None, None))

    def test_apts_word_is_not_the_last_one(self) -> None:
        """A package of somebody else's failed, and all of ours is there and well."""
        self.world.on_install = lambda: self.world.becomes(NEW, said="dpkg: error processing package tzdata (--configure):\n x\n")
        self.install("installed")

    def test_no_way_back(self) -> None:
        self.world.kept = []
        self.world.bad["2.0-1"] = {"x: models": "another file"}
        self.assertIn("There is no way back", self.install("broken"))
        self.assertEqual((self.remembered("bad"), self.remembered("installing")), (NEW, None))

    def test_the_way_back_fails(self) -> None:
        """It is told, and the next version is not kept from mending it."""
        self.world.bad["2.0-1"] = {"x: models": "another file"}
        self.world.on_back = lambda: self.world.becomes({"countersign": "1.0-1"}, whole=False, said=FAILED)
        self.assertIn("Going back failed too", self.install("broken"))
        self.assertEqual(self.remembered("installing"), None)
        self.assertIsNone(self.begin().recover())
        self.assertFalse(flow.is_known_bad({"countersign": "3.0-1"}, self.memory().get("bad", dict, {})))
        self.assertTrue(flow.is_known_bad(NEW, self.memory().get("bad", dict, {})))

    def test_the_way_back_is_over_a_newer_queue(self) -> None:
        self.world.bad["2.0-1"] = {"x: models": "another file"}
        def migrates() -> str:
            self.world.on_disk = 8
            return self.world.becomes(NEW)
        self.world.on_install = migrates
        self.assertIn("form 8, the version before reads up to form 7", self.install("broken"))
        self.assertEqual([each for each in self.world.did if each.startswith(("dpkg", "install kept"))], [])
        self.assertEqual((self.world.installed, self.remembered("installing")), (NEW, None))

    def test_going_back_by_hand(self) -> None:
        self.install("installed")
        self.ends("available", lambda: self.begin().go_back_if_asked(True))
        self.ends("went_back", lambda: self.begin().go_back_if_asked(False))
        self.assertEqual(self.world.did, ["hold", "stop", "self-check", "install kept", "self-check", "start", "release"])
        self.assertEqual((self.world.installed, self.remembered("bad"), self.remembered("installing")), (OLD, NEW, None))
        self.ends("no_way_back", lambda: self.begin().go_back_if_asked(False))

    def test_going_back_by_hand_over_a_newer_queue(self) -> None:
        self.install("installed")
        self.world.on_disk = 8
        self.assertIn("nothing was changed", self.ends("schema", lambda: self.begin().go_back_if_asked(False)))
        self.assertEqual((self.world.did, self.remembered("bad")), ([], None))

    def test_what_others_left_half_done(self) -> None:
        self.world.whole = False
        self.assertIsNone(self.begin().recover())
        self.assertEqual(self.world.did, ["hold", "dpkg --configure", "release"])
        self.world.in_use = True
        self.ends("in_use", lambda: self.begin().recover())

    def test_broken_stays_told(self) -> None:
        """Until a newer version comes, which may mend it."""
        class Source:
            offered_now = {name: apt.Offered(name, version, 1, 1) for name, version in OLD.items()}

            def offered(self) -> dict[str, apt.Offered]:
                return self.offered_now

        source, now = Source(), memory.Memory(self.world.file)
        now.set(looked_at="2026-11-30T00:00:00Z", bad=NEW)
        with mock.patch.object(flow, "installed_packages", lambda: dict(OLD)), mock.patch.object(flow, "whole", lambda: self.world.whole), \
                mock.patch.object(flow.decision, "must_look", lambda *_: False), mock.patch.object(machine, "metered", lambda: False):
            def run(wish: flow.Wish) -> words.End:
                return flow.Flow(source, None, now, self.world.log, wish).run()  # type: ignore[arg-type]

            self.ends("up_to_date", lambda: run(flow.Wish()))
            self.world.whole = False
            self.ends("broken", lambda: run(flow.Wish()))
            source.offered_now = {name: apt.Offered(name, version, 1, 1) for name, version in NEW.items()}
            self.ends("broken", lambda: run(flow.Wish()))
            source.offered_now = {name: apt.Offered(name, "3.0-1", 1, 1) for name in NEW}
            self.ends("available", lambda: run(flow.Wish(install=False)))
            # After a failure that was not of the version a day goes by, unless a person asks.
            now.set(failed_at=memory.stamp(flow.datetime.now().astimezone()))
            self.ends("put_off", lambda: run(flow.Wish()))

    # --- the power goes ---

    def cut(self, run: Callable[[], object]) -> None:
        """All of the process is gone, so nothing of it is tidied; after the boot the kiosk starts by itself."""
        with mock.patch.object(machine, "start_kiosk", lambda: True), self.assertRaises(PowerCut):
            run()
        self.world.window_open = True
        self.assertIsNotNone(self.remembered("installing"))

    def cut_in_install(self, versions: dict[str, str], whole: bool) -> None:
        def cut() -> str:
            self.world.becomes(versions, whole)
            raise PowerCut
        good, self.world.on_install = self.world.on_install, cut
        self.cut(lambda: self.begin().install(NEW))
        self.world.on_install = good

    def test_cut_before_anything_was_unpacked(self) -> None:
        self.cut_in_install({}, True)
        self.assertIsNone(self.begin().recover())
        self.assertEqual((self.remembered("installing"), self.remembered("bad"), self.world.installed), (None, None, OLD))
        self.install("installed")

    def test_cut_between_two_packages(self) -> None:
        self.cut_in_install({"countersign-models": "2.0-1"}, True)
        self.ends("installed", lambda: self.begin().recover())
        self.assertEqual((self.remembered("bad"), self.world.installed), (None, NEW))
        self.assertIn("install files", self.world.did)

    def test_cut_in_the_middle_of_unpacking(self) -> None:
        self.cut_in_install({"countersign": "2.0-1"}, False)
        # From a stick that is no longer there, and nothing was kept of it: apt is asked.
        self.world.archives = {}
        self.ends("installed", lambda: self.begin().recover())
        self.assertEqual(self.world.did, ["hold", "stop", "dpkg --configure", "install", "self-check", "start", "release"])

    def test_cut_in_the_middle_of_unpacking_and_it_does_not_go(self) -> None:
        self.cut_in_install({"countersign": "2.0-1"}, False)
        self.world.on_install = lambda: FAILED
        self.ends("rolled_back", lambda: self.begin().recover())
        self.assertEqual((self.world.installed, self.remembered("bad")), (OLD, NEW))

    def test_cut_before_it_was_configured(self) -> None:
        self.cut_in_install(NEW, False)
        self.world.on_configure = lambda: self.world.becomes(NEW)
        self.ends("installed", lambda: self.begin().recover())
        self.assertNotIn("install files", self.world.did)

    def test_cut_before_it_was_looked_over(self) -> None:
        self.world.bad["2.0-1"] = {"x: models": "another file"}
        self.cut_in_install(NEW, True)
        self.ends("rolled_back", lambda: self.begin().recover())
        self.assertEqual((self.world.installed, self.remembered("bad")), (OLD, NEW))

    def test_cut_on_the_way_back(self) -> None:
        """Never forward again, at whatever step."""
        self.world.bad["2.0-1"] = {"x: models": "another file"}
        for step, whole in ((NEW, True), ({"countersign": "1.0-1"}, True), ({"countersign": "1.0-1"}, False), (OLD, True)):
            for by_hand in (False, True):
                with self.subTest(step=step, whole=whole, by_hand=by_hand):
                    self.world.installed, self.world.whole = dict(OLD), True
                    self.world.file.unlink(missing_ok=True)
                    self.world.bad["2.0-1"] = {} if by_hand else {"x: models": "another file"}
                    if by_hand:
                        self.install("installed")

                    def cut() -> str:
                        self.world.becomes(step, whole)
                        raise PowerCut
                    good, self.world.on_back = self.world.on_back, cut
                    self.cut((lambda: self.begin().go_back_if_asked(False)) if by_hand else (lambda: self.begin().install(NEW)))
                    self.world.on_back = good
                    self.ends("rolled_back", lambda: self.begin().recover())
                    self.assertNotIn("install files", self.world.did)
                    self.assertEqual((self.world.installed, self.remembered("bad"), self.remembered("installing")), (OLD, NEW, None))

    def test_what_a_person_has_mended_stays(self) -> None:
        self.cut_in_install({"countersign": "2.0-1"}, False)
        newer = {"countersign": "3.0-1", "countersign-models": "2.0-1"}
        self.world.becomes(newer)
        self.assertIn("3.0-1", self.ends("installed", lambda: self.begin().recover()))
        self.assertEqual((self.world.installed, self.world.did), (newer, ["hold", "stop", "dpkg --configure", "self-check", "start", "release"]))
        self.world.installed = dict(OLD)
        self.cut_in_install({"countersign": "2.0-1"}, False)
        self.world.becomes(newer)
        self.world.bad["3.0-1"] = {"x: models": "another file"}
        self.assertIn("by hand", self.ends("broken", lambda: self.begin().recover()))
        self.assertEqual((self.world.installed, self.remembered("installing")), (newer, None))

    def test_what_a_person_has_removed_stays_away(self) -> None:
        self.cut_in_install(NEW, False)
        self.world.installed, self.world.whole = {"countersign-models": "2.0-1"}, True
        self.world.look_over = lambda every: machine.LookedOver({}, set())  # type: ignore[method-assign]
        with mock.patch.object(machine, "look_over", self.world.look_over):
            self.begin().recover()
        self.assertEqual((self.world.installed, self.remembered("installing")), ({"countersign-models": "2.0-1"}, None))

    def test_cut_off_and_somebody_registers(self) -> None:
        self.cut_in_install(NEW, False)
        self.world.in_use = True
        self.ends("in_use", lambda: self.begin().recover())
        self.assertEqual((self.world.did, self.remembered("installing")), ([], NEW))

    def test_a_kiosk_that_a_killed_run_left_closed(self) -> None:
        self.memory().set(kiosk_closed="boot")
        self.world.window_open = False
        self.assertIsNone(self.begin().recover())
        self.assertEqual((self.world.did, self.remembered("kiosk_closed")), (["start"], None))
        self.memory().set(kiosk_closed="the boot before")
        self.assertIsNone(self.begin().recover())
        self.assertEqual(self.world.did, [])


class ProgramsAnswers(unittest.TestCase):
    def test_what_was_found(self) -> None:
        for answer, bad, unseen in [
            ({"good": True, "checks": [{"what": "queue", "grade": "good", "told": ""}, {"what": "key", "grade": "note", "told": ""}]}, set(), set()),
            ({"good": True, "checks": [{"what": "queue", "grade": "note", "told": "open"}]}, set(), {"s: queue"}),
            ({"good": False, "checks": [{"what": "models", "grade": "bad", "told": "x"}, "nonsense"]}, {"s: models"}, set()),
            ({"good": False, "checks": []}, {"s: program"}, set()),
            ({"no_answer": "killed"}, {"s: program"}, {"s: *"}),
            ({"good": 1, "checks": {}}, {"s: program"}, {"s: *"}),
        ]:
            with self.subTest(answer):
                found = machine.LookedOver({}, set())
                machine.found_in("s", 1, answer, found)
                self.assertEqual((set(found.bad), found.unseen), (bad, unseen))

    def test_what_each_counter_has_is_its_own(self) -> None:
        """One that is not well says nothing of the other."""
        found = machine.LookedOver({}, set())
        machine.found_in("a", 1, {"good": False, "checks": [{"what": "models", "grade": "bad", "told": "x"}]}, found)
        machine.found_in("b", 1, {"good": False, "checks": []}, found)
        self.assertEqual(set(found.bad), {"a: models", "b: program"})


class Kiosk(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def test_whether_it_runs_or_is_about_to(self) -> None:
        for shown, on, wanted in [
            ("ActiveState=active", False, True),
            ("ActiveState=activating", True, True),  # between two starts of its window
            ("ActiveState=inactive\nJob=812", True, True),  # the computer starts
            ("ActiveState=failed", True, True),  # an update may be what mends it
            ("ActiveState=failed", False, False),
            ("ActiveState=inactive", True, False),  # from the next start on
            ("ActiveState=inactive", False, False),
            ("", False, False),
        ]:
            with self.subTest(shown, on=on), mock.patch.object(machine, "SYSTEMD", self.folder), \
                    mock.patch.object(machine, "kiosk_is_on", lambda: on), \
                    mock.patch.object(machine.subprocess, "run", lambda *_, **__: mock.Mock(stdout=shown + "\n")):
                self.assertEqual(machine.kiosk_runs(), wanted)
        with mock.patch.object(machine, "SYSTEMD", self.folder / "none"):
            self.assertFalse(machine.kiosk_runs())

    def test_its_window_lets_go_or_is_not_waited_for_any_longer(self) -> None:
        (self.folder / "queue").mkdir()
        counter = machine.Counter(self.folder, pwd.getpwuid(os.getuid()), True)
        with mock.patch.object(machine, "systemctl", lambda *_: True), mock.patch.object(machine, "LETS_GO_WITHIN", 0.0):
            self.assertTrue(machine.stop_kiosk([counter]))
            with (self.folder / "queue/lock").open("w") as window:
                fcntl.flock(window, fcntl.LOCK_EX)
                self.assertFalse(machine.stop_kiosk([counter]))
                # A counter in a home is of a desktop's window, which stays.
                self.assertTrue(machine.stop_kiosk([machine.Counter(counter.state, counter.user, False)]))
            self.assertTrue(machine.stop_kiosk([counter]))
        with mock.patch.object(machine, "systemctl", lambda *_: False):
            self.assertFalse(machine.stop_kiosk([counter]))


class Words(unittest.TestCase):
    def test_what_went_wrong_first(self) -> None:
        self.assertEqual(installation.last_words("Unpacking\ndpkg: error processing package a (--configure):\n it burns\ndpkg: error processing package b"),
                         "dpkg: error processing package a (--configure): it burns")
        self.assertEqual(installation.last_words("x\nCountersign: schema: no\nCountersign: schema: keep it"), "Countersign: schema: no")
        self.assertEqual(installation.last_words(""), "")

    def test_whose_fault(self) -> None:
        for said, name in [("dpkg: error processing archive /tmp/apt-dpkg-install-x/12-countersign-models_2.0-1_all.deb (--unpack):", "countersign-models"),
                           ("dpkg: error processing package libc6:amd64 (--configure):", "libc6"), ("E: Sub-process returned an error code (1)", ""),
                           ("a line with dpkg: error processing package countersign", "")]:
            self.assertEqual(installation.culprit(said), name)

    def test_dpkgs_lock_is_waited_for(self) -> None:
        said = "dpkg: error: dpkg frontend lock was locked by another process with pid 7"
        self.assertEqual(apt.fault_in(said, ""), "busy")
        with tempfile.TemporaryDirectory() as folder, mock.patch.object(apt, "FRONTEND_LOCK", Path(folder) / "lock"):
            with mock.patch.object(apt, "run", lambda words, log, **more: apt.Ran(2, said)), self.assertRaises(words.Refusal) as refused:
                apt.dpkg(["--configure", "--pending"], memory.Log(dry=True))
            self.assertEqual(refused.exception.word, "busy")
            reader, writer = os.pipe()
            child = os.fork()
            if child == 0:
                with apt.frontend_lock():
                    os.write(writer, b"x")
                    signal.pause()
            os.read(reader, 1)
            try:
                with self.assertRaises(words.Refusal), apt.frontend_lock(0):
                    self.fail("two have it")
            finally:
                os.kill(child, 9)
                os.waitpid(child, 0)
            with apt.frontend_lock(0):
                pass


if __name__ == "__main__":
    unittest.main()
