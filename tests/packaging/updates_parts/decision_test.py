#!/usr/bin/python3 -B
"""countersign-update without a machine: when it installs, what apt's words mean, and what others may have written."""

import json
import os
import pwd
import sys
import tempfile
import unittest
from datetime import datetime, time, timedelta, timezone
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "packaging/updates"))

from countersign_update import apt, decision, flow, machine, memory, settings, stick, words  # noqa: E402

ZONE = timezone(timedelta(hours=8))
NIGHT = datetime(2026, 11, 30, 23, 0, tzinfo=ZONE)
DAY = datetime(2026, 11, 30, 14, 0, tzinfo=ZONE)
HOUR, DAYS = timedelta(hours=1), timedelta(days=1)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def facts(now: datetime, ago: timedelta | None, **other: object) -> decision.Facts:
    """A counter where the last registration ended `ago`; the rest as usual."""
    values: dict[str, object] = {"now": now, "in_use": False, "since": None if ago is None else now - ago, "watched": timedelta(0),
                                 "clock_jumped": False, "waited": timedelta(0), "idle": decision.DEFAULT_IDLE, "asked": False}
    return decision.Facts(**(values | other))  # type: ignore[arg-type]


class WhenToInstall(unittest.TestCase):
    CASES = [
        ("a calm night", facts(NIGHT, 3 * HOUR), None),
        ("nobody ever registered", facts(NIGHT, None), None),
        ("a registration under way", facts(NIGHT, 3 * HOUR, in_use=True), "in_use"),
        ("under way, and a person asks", facts(NIGHT, HOUR, in_use=True, asked=True), "in_use"),
        ("under way, and it waited for a month", facts(NIGHT, HOUR, in_use=True, waited=30 * DAYS), "in_use"),
        ("ten minutes are enough", facts(NIGHT, minutes(10)), None),
        ("nine are not", facts(NIGHT, minutes(9)), "not_quiet"),
        ("by day it waits", facts(DAY, 3 * HOUR), "not_idle"),
        ("by day a person may", facts(DAY, minutes(1), asked=True), None),
        ("six days are no week", facts(DAY, 3 * HOUR, waited=6.9 * DAYS), "not_idle"),
        ("after a week half an hour by day", facts(DAY, minutes(30), waited=7 * DAYS), None),
        ("but not less", facts(DAY, minutes(29), waited=70 * DAYS), "not_idle"),
        ("after a week ten minutes at night still do", facts(NIGHT, minutes(11), waited=8 * DAYS), None),
        ("on its battery it waits", facts(NIGHT, 3 * HOUR, on_battery=True), "on_battery"),
        ("on its battery, and a person asks", facts(DAY, 3 * HOUR, on_battery=True, asked=True), None),
        ("on its battery for a week", facts(NIGHT, 3 * HOUR, on_battery=True, waited=7 * DAYS), None),
        ("on its battery for a week, and somebody registers", facts(NIGHT, HOUR, on_battery=True, waited=8 * DAYS, in_use=True), "in_use"),
        ("clock set back: the last one is in the future, and was only just seen", facts(NIGHT, -HOUR), "not_quiet"),
        ("clock set back, but it was watched for long enough", facts(NIGHT, -HOUR, watched=minutes(10)), None),
        ("clock set back by years, watched for long enough", facts(NIGHT, -3650 * DAYS, watched=minutes(40)), None),
        ("clock set ahead by two hours, two minutes after a buyer", facts(NIGHT, 2 * HOUR, clock_jumped=True, watched=minutes(2)), "not_quiet"),
        ("clock set ahead by day after a week", facts(DAY, 200 * DAYS, clock_jumped=True, watched=minutes(5), waited=9 * DAYS), "not_idle"),
        ("clock set ahead, and then watched", facts(NIGHT, 2 * HOUR, clock_jumped=True, watched=minutes(12)), None),
    ]

    def test_table(self) -> None:
        for name, given, wanted in self.CASES:
            with self.subTest(name):
                self.assertEqual(decision.may_install(given), wanted)

    def test_idle_hours(self) -> None:
        for text, at, wanted in [("21:00-07:00", time(21, 0), True), ("21:00-07:00", time(6, 59), True), ("21:00-07:00", time(7, 0), False),
                                 ("21:00-07:00", time(20, 59), False), ("12:00-14:00", time(13, 0), True), ("12:00-14:00", time(14, 0), False),
                                 ("00:00-00:00", time(15, 0), True), ("22:15-22:15", time(3, 0), True)]:
            with self.subTest(text, at=at):
                self.assertEqual(decision.IdleHours.parse(text).hold(at), wanted)
        for text in ["", "21-7", "24:00-07:00", "21:60-07:00", "21:00-07:00 ", "21:00–07:00", "٢١:٠٠-٠٧:٠٠", "21:00-07:00\n"]:
            with self.subTest(text), self.assertRaises(ValueError):
                decision.IdleHours.parse(text)

    def test_metered_line(self) -> None:
        for metered, waited, asked, wanted in [(False, 0 * DAYS, False, True), (True, 13.9 * DAYS, False, False), (True, 14 * DAYS, False, True),
                                               (True, 0 * DAYS, True, True)]:
            self.assertEqual(decision.may_download(metered, waited, asked), wanted)

    def test_looks(self) -> None:
        for last, metered, asked, wanted in [(None, False, False, True), (3.9 * HOUR, False, False, False), (4 * HOUR, False, False, True),
                                             (5 * HOUR, True, False, False), (20 * HOUR, True, False, True), (minutes(1), False, True, True),
                                             (-5 * HOUR, False, False, True)]:
            then = None if last is None else DAY - last
            self.assertEqual(decision.must_look(DAY, then, metered, asked), wanted)

    def test_days_are_those_that_were_lived(self) -> None:
        self.assertEqual(decision.waited_more(DAYS, DAY, DAY - HOUR), DAYS + HOUR)
        self.assertEqual(decision.waited_more(DAYS, DAY, None), DAYS)
        # A clock set ahead by a year, or a counter that was off for a month: one day.
        self.assertEqual(decision.waited_more(DAYS, DAY, DAY - 365 * DAYS), 2 * DAYS)
        # A clock set back takes nothing away.
        self.assertEqual(decision.waited_more(DAYS, DAY, DAY + 3 * DAYS), DAYS)


class Watching(unittest.TestCase):
    def test_the_same_registration_is_watched_by_uptime(self) -> None:
        first = decision.watch(decision.Look("a", "boot", HOUR, NIGHT), None)
        self.assertEqual((first.watched, first.jumped), (timedelta(0), False))
        later = decision.watch(decision.Look("a", "boot", HOUR + minutes(30), NIGHT + minutes(30)), (first.first, first.jumped))
        self.assertEqual((later.watched, later.jumped, later.first), (minutes(30), False, first.first))

    def test_a_clock_that_is_set_is_noticed_and_stays_noticed(self) -> None:
        first = decision.Look("a", "boot", HOUR, NIGHT)
        ahead = decision.watch(decision.Look("a", "boot", HOUR + minutes(2), NIGHT + 2 * HOUR), (first, False))
        self.assertEqual((ahead.watched, ahead.jumped), (minutes(2), True))
        # Set right again: what was measured meanwhile is not believed for that.
        again = decision.watch(decision.Look("a", "boot", HOUR + minutes(5), NIGHT + minutes(5)), (ahead.first, ahead.jumped))
        self.assertEqual((again.watched, again.jumped), (minutes(5), True))
        slow = decision.watch(decision.Look("a", "boot", 9 * HOUR, NIGHT + 8 * HOUR + minutes(1.9)), (first, False))
        self.assertFalse(slow.jumped)

    def test_a_new_registration_at_about_the_time_the_clock_was_set(self) -> None:
        first = decision.Look("a", "boot", HOUR, NIGHT)
        new = decision.watch(decision.Look("b", "boot", HOUR + minutes(30), NIGHT + 5 * HOUR), (first, False))
        self.assertEqual((new.watched, new.jumped, new.first.since), (timedelta(0), True, "b"))
        usual = decision.watch(decision.Look("b", "boot", HOUR + minutes(30), NIGHT + minutes(30)), (first, True))
        self.assertEqual((usual.watched, usual.jumped), (timedelta(0), False))

    def test_another_boot(self) -> None:
        first = decision.Look("a", "boot 1", 50 * HOUR, NIGHT)
        # The same registration is the last one: nobody registered since this boot, whatever the clock says.
        later = decision.watch(decision.Look("a", "boot 2", minutes(12), NIGHT - 900 * DAYS), (first, False))
        self.assertEqual((later.watched, later.jumped), (minutes(12), False))


class AptsWords(unittest.TestCase):
    SAID = [
        ("unknown_key", "W: GPG error: copy:/srv/s bookworm-stable InRelease: The following signatures couldn't be verified because the public key is"
                        " not available: NO_PUBKEY 0123\nE: The repository 'copy:/srv/s bookworm-stable InRelease' is not signed."),
        ("unknown_key", "Err:1 copy:/srv/s trixie-stable InRelease\n  Sub-process /usr/bin/sqv returned an error code (1), error message is: Missing key"
                        " 0123, which is needed to verify signature.\nE: The repository 'x' is not signed."),
        ("signature", "W: GPG error: x InRelease: The following signatures were invalid: BADSIG 0123 Test\nE: The repository 'x' is not signed."),
        ("unsigned", "E: The repository 'copy:/srv/unsigned bookworm-stable Release' is not signed."),
        ("expired", "E: Release file for copy:/srv/old/dists/InRelease is expired (invalid since 1d). Updates for this repository will not be applied."),
        ("not_yet_valid", "E: Release file for x is not valid yet (invalid for another 3h). Updates for this repository will not be applied."),
        ("package_hash", "E: Failed to fetch copy:/x/Packages.gz  Hash Sum mismatch\n   Hashes of expected file:"),
        ("package_hash", "E: Failed to fetch x  File has unexpected size (5 != 4). Mirror sync in progress? [IP: 127.0.0.1 443]"),
        ("package_hash", "E: Failed to fetch copy:/srv/index/dists/x/Packages  Undetermined Error\nE: Some index files failed to download."),
        ("disk_full", "E: You don't have enough free space in /var/cache/countersign-update/archives/."),
        ("disk_full", "E: Write error - write (28: No space left on device)"),
        ("no_network", "W: Failed to fetch https://h/dists/x/InRelease  Could not connect to localhost:8443 (127.0.0.1). - connect (111: Connection refused)"),
        ("no_network", "W: Failed to fetch https://h/x  Temporary failure resolving 'h'\nE: Some index files failed to download."),
        ("tls", "W: Failed to fetch https://h/x  Certificate verification failed: The certificate is NOT trusted."),
        ("tls", "E: Failed to fetch https://h/x  SSL connection failed: error:0A000086:SSL routines::certificate verify failed / Success [IP: 127.0.0.1 1]"),
        ("source_missing", "E: The repository 'copy:/srv/x nowhere Release' does not have a Release file."),
        ("source_missing", "E: Failed to fetch https://h/pool/x.deb  404  Not Found [IP: 127.0.0.1 8443]"),
        ("busy", "E: Could not get lock /var/lib/apt/lists/lock. It is held by process 1 (apt-get)"),
        ("dependencies", " countersign : Depends: libnew but it is not installable\nE: Unable to correct problems, you have held broken packages."),
        ("would_remove", "E: Packages need to be removed but remove is disabled."),
    ]

    def test_what_each_means(self) -> None:
        for word, said in self.SAID:
            with self.subTest(said):
                self.assertEqual(apt.fault_in(said, "index"), word)
                self.assertIn(word, words.ENDS)

    def test_only_what_apt_says_of_itself_counts(self) -> None:
        self.assertEqual(apt.fault_in("Get:1 copy:/BADSIG NO_PUBKEY is expired\nE: something new", "index"), "index")

    def test_each_fault_has_a_sentence_and_a_word(self) -> None:
        for word, _ in apt.FAULTS:
            self.assertTrue(word in apt.TOLD or word in ("expired", "not_yet_valid"), word)
        for word in apt.TOLD:
            self.assertIn(word, words.ENDS)
        for word in flow.WAITS:
            self.assertEqual(words.ENDS[word], words.LATER)

    def test_the_manual_names_each_word(self) -> None:
        page = (Path(__file__).resolve().parents[3] / "packaging/man/countersign-update.8").read_text(encoding="utf-8")
        named = {word for line in page.splitlines() if line.startswith(".It Li ") for word in line.removeprefix(".It Li ").split(" , ")}
        self.assertEqual(named, set(words.ENDS))

    def test_index(self) -> None:
        index = """Package: countersign
Version: 2.0-1
Architecture: amd64
Size: 1000
Installed-Size: 10
Description: x
 Package: countersign-evil
 Version: 99

Package: countersign
Version: 10.0-1
Architecture: amd64
Size: nonsense

Package: countersign-doc
Version: 1.0
Architecture: arm64

Package: countersign-operator
Version: 3.0
Architecture: all

Package: libc6
Version: 99
Architecture: all

Package: countersign-models
Version: 1.0; rm -rf /
Architecture: all
"""
        found = apt.parse_index(index, "amd64")
        self.assertEqual(found, {"countersign": apt.Offered("countersign", "10.0-1", 0, 0)})


class Planning(unittest.TestCase):
    @staticmethod
    def offered(**versions: str) -> dict[str, apt.Offered]:
        names = {name.replace("_", "-"): version for name, version in versions.items()}
        return {name: apt.Offered(name, version, 1, 1) for name, version in names.items()}

    def test_only_what_is_installed_and_newer(self) -> None:
        there = self.offered(countersign="2.0-1", countersign_models="1.0-1", countersign_kiosk="2.0-1")
        self.assertEqual(set(flow.plan(there, {"countersign": "1.0-1", "countersign-models": "1.0-1"})), {"countersign"})
        self.assertEqual(flow.plan(there, {"countersign": "2.0-1"}), {})

    def test_a_source_that_is_behind(self) -> None:
        with self.assertRaises(words.Refusal) as refused:
            flow.plan(self.offered(countersign="1.0-1"), {"countersign": "2.0-1"})
        self.assertEqual(refused.exception.word, "downgrade")

    def test_known_bad(self) -> None:
        for target, bad, wanted in [
            ({"countersign": "2"}, {}, False),
            ({"countersign": "2"}, {"countersign": "2"}, True),
            ({"countersign": "3"}, {"countersign": "2"}, False),
            ({"countersign": "2", "countersign-doc": "3"}, {"countersign": "2"}, True),
            ({"countersign-models": "2"}, {"countersign-models": "2"}, True),
            ({"countersign-models": "3"}, {"countersign-models": "2"}, False),
        ]:
            with self.subTest(target=target, bad=bad):
                self.assertEqual(flow.is_known_bad(target, bad), wanted)


class WhatOthersWrote(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def write(self, name: str, text: str | bytes) -> Path:
        file = self.folder / name
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    def test_settings_files(self) -> None:
        self.assertEqual(machine.read_settings(self.folder / "none"), {})
        (self.folder / "link").symlink_to("/etc/hostname")
        for name, text in [("list", "[]"), ("broken", "{"), ("large", " " * 20000 + "{}"), ("deep", "[" * 16000), ("bytes", b"\xff\xfe{}")]:
            with self.subTest(name), self.assertRaises(words.Refusal):
                machine.read_settings(self.write(name, text))
        for name in ("link", "."):
            with self.subTest(name), self.assertRaises(words.Refusal):
                machine.read_settings(self.folder / name)

    def test_updates_file(self) -> None:
        good = {"version": 1, "source": "https://updates.example/r%20x", "ring": "early", "idle_hours": "01:00-05:00"}
        read = settings.read(self.write("good", json.dumps(good)))
        self.assertEqual((read.source, read.ring, str(read.idle)), (good["source"], "early", "01:00-05:00"))
        for change in [{"version": 2}, {"source": "http://plain.example"}, {"source": "https://a b"}, {"source": "https://a\nTrusted: yes"},
                       {"source": 5}, {"source": "ftp://x"}, {"source": "https://[x]"}, {"ring": "Early"}, {"ring": "a\nb"}, {"ring": "../x"},
                       {"idle_hours": "late"}, {"idle_hours": 7}, {"hours": "x"}]:
            with self.subTest(change), self.assertRaises(words.Refusal) as refused:
                settings.read(self.write("bad", json.dumps(good | change)))
            self.assertEqual(refused.exception.word, "settings")

    def test_what_the_provisioning_said(self) -> None:
        """A clerk's file decides nothing once root has taken one."""
        state = self.folder / "state"
        state.mkdir()
        counter = machine.Counter(state, pwd.getpwuid(os.getuid()), True)
        kept = self.folder / "provisioned.json"
        none = self.folder / "none"
        with mock.patch.object(settings, "counters", lambda: [counter]), mock.patch.object(settings, "PROVISIONED", kept), \
                mock.patch.object(settings, "MACHINE_FILE", none):
            (state / "shop.json").write_text(json.dumps({"ring": "early", "update_source": "https://mine.example"}))
            self.assertEqual((settings.read(none).source, settings.read(none).ring), ("", "stable"))
            self.assertEqual(settings.waiting_for_configure(), {"ring": "early", "update_source": "https://mine.example"})
            self.assertEqual(settings.first_provisioned(), settings.provisioned())
            settings.take(settings.provisioned())
            self.assertEqual(settings.first_provisioned(), {})
            self.assertEqual((settings.read(none).source, settings.read(none).ring), ("https://mine.example", "early"))
            self.assertEqual(settings.waiting_for_configure(), {})
            (state / "shop.json").write_text(json.dumps({"ring": "pilot", "update_source": "https://evil.example"}))
            self.assertEqual((settings.read(none).source, settings.read(none).ring), ("https://mine.example", "early"))
            self.assertEqual(settings.waiting_for_configure(), {"ring": "pilot", "update_source": "https://evil.example"})
            own = self.write("updates", json.dumps({"version": 1, "source": "https://root.example", "ring": "stable"}))
            self.assertEqual((settings.read(own).source, settings.read(own).ring), ("https://root.example", "stable"))
            for wrong in ("x", json.dumps({"ring": "a\nb", "update_source": "http://plain"})):
                (state / "shop.json").write_text(wrong)
                self.assertEqual(settings.provisioned(), {})
            kept.unlink()
            self.assertEqual(settings.first_provisioned(), {})
            (state / "shop.json").write_text(json.dumps({"ring": "pilot"}))
            self.assertEqual(settings.first_provisioned(), {})

    def test_the_battery(self) -> None:
        def supply(name: str, **told: str) -> None:
            (self.folder / name).mkdir(exist_ok=True)
            for field, text in told.items():
                (self.folder / name / field).write_text(text + "\n")
        with mock.patch.object(machine, "SUPPLIES", self.folder):
            self.assertFalse(machine.on_battery())
            supply("mouse", type="Battery", scope="Device", status="Discharging")
            self.assertFalse(machine.on_battery())
            supply("BAT0", type="Battery", status="Discharging")
            supply("AC", type="Mains", online="0")
            self.assertTrue(machine.on_battery())
            supply("AC", online="1")
            self.assertFalse(machine.on_battery())

    def test_an_index_that_ran_out_while_nobody_was_reached(self) -> None:
        source = apt.Apt(memory.Log(dry=True))
        names = ("main_binary-amd64_Packages.lz4", "models_binary-amd64_Packages")
        targets = [(self.folder / f"srv_dists_x_{name}", name.removesuffix(".lz4").replace("_", "/")) for name in names]
        release = self.folder / "srv_dists_x_InRelease"
        with mock.patch.object(apt.Apt, "_targets", lambda _: targets), mock.patch.object(apt.Apt, "look", side_effect=words.Refusal("no_network", "")):
            for until, valid, word in [("", None, "no_network"), ("Valid-Until: Mon, 30 Nov 2026 15:00:01 UTC", True, None),
                                       ("Valid-Until: Mon, 30 Nov 2026 14:59:59 UTC", False, "expired"), ("Date: today", False, "expired"),
                                       ("Valid-Until: soon", False, "expired")]:
                with self.subTest(until):
                    if until:
                        release.write_text(until + "\n")
                    self.assertEqual(source.still_valid(NIGHT), valid)
                    run = flow.Flow(source, None, memory.Memory(self.folder / "none", dry=True), source.log, flow.Wish())  # type: ignore[arg-type]
                    run._now = NIGHT
                    try:
                        unreached = run._look(False)
                        self.assertIsNone(word)
                        self.assertEqual(unreached.word if unreached else "", "no_network")
                    except words.Refusal as refusal:
                        self.assertEqual(refusal.word, word)

    def test_source_list(self) -> None:
        text = settings.source_text("file:///srv/r", "bookworm-stable")
        self.assertIn("\nURIs: copy:///srv/r\n", text)
        self.assertIn("\nSigned-By: /etc/countersign/updates.gpg\n", text)

    def test_memory(self) -> None:
        file = self.write("update.json", "{ nonsense")
        remembered = memory.Memory(file)
        self.assertEqual(remembered.span("waited"), timedelta(0))
        remembered.set(waited=3.0, at=memory.stamp(NIGHT), nothing=None)
        again = memory.Memory(file)
        self.assertEqual((again.span("waited"), again.time("at")), (timedelta(seconds=3), NIGHT))
        for wrong in (-1, 1e12, True, "3", None):
            self.write("update.json", json.dumps({"waited": wrong, "at": wrong, "bad": wrong}))
            again = memory.Memory(file)
            self.assertEqual((again.span("waited"), again.time("at"), again.get("bad", dict, {})), (timedelta(0), None, {}))
        self.assertEqual(list(self.folder.glob(".update*")), [])
        dry = memory.Memory(self.folder / "dry.json", dry=True)
        dry.set(word="x")
        self.assertEqual((dry.get("word", str), (self.folder / "dry.json").exists()), ("x", False))

    def test_a_watch_by_another_hand(self) -> None:
        for wrong in ({}, {"now": "x", "up": 1}, {"now": "2026-11-30T00:00:00Z", "up": True}, {"now": "2026-11-30T00:00:00", "up": 1}):
            self.assertIsNone(flow.read_watch(wrong))
        self.assertIsNotNone(flow.read_watch({"now": "2026-11-30T00:00:00Z", "up": 1.5, "since": "", "boot": "x"}))

    def test_suite_on_a_stick(self) -> None:
        for name in ("bookworm-early", "trixie-stable", "trixie-early"):
            (self.folder / "dists" / name).mkdir(parents=True)
        self.assertEqual(stick.suite_on(self.folder, "trixie", "stable"), "trixie-stable")
        self.assertEqual(stick.suite_on(self.folder, "bookworm", "stable"), "bookworm-early")
        for release, ring in (("trixie", "pilot"), ("sid", "stable")):
            with self.assertRaises(words.Refusal):
                stick.suite_on(self.folder, release, ring)


if __name__ == "__main__":
    unittest.main()
