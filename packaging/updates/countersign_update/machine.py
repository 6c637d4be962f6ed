"""The counters of this computer: whose they are, whether somebody registers, whether the program is well; its kiosk, its line."""

import fcntl
import json
import os
import pwd
import signal
import stat
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from .apt import PROGRAM_PATH
from .memory import read_stamp
from .words import Refusal

MACHINE_FILE = Path("/etc/countersign/counter.json")
PROGRAM = "/usr/bin/countersign"
SYSTEMD = Path("/run/systemd/system")
SUPPLIES = Path("/sys/class/power_supply")
KIOSK = "countersign-kiosk.service"
LARGEST_SETTINGS = 16 * 1024
ANSWER_TIME = 60.0
# Loads each model: a minute on the slowest counter, and then some.
SELF_CHECK_TIME = 600.0
LETS_GO_WITHIN = 30.0


def read_settings(file: Path) -> dict[str, Any]:
    """A small JSON file that may lie in somebody's folder: no link, no pipe, no bomb. Empty if there is none."""
    try:
        handle = os.open(file, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise Refusal("settings", f"{file}: {error.strerror}") from None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise Refusal("settings", f"{file} is no file")
    with os.fdopen(handle, "rb") as opened:
        text = opened.read(LARGEST_SETTINGS + 1)
    try:
        if len(text) > LARGEST_SETTINGS:
            raise ValueError("larger than 16 KB")
        found = json.loads(text)
        if not isinstance(found, dict):
            raise ValueError("not an object")
    except (ValueError, RecursionError) as error:
        raise Refusal("settings", f"{file} can't be read: {error}") from None
    return found


@dataclass(frozen=True)
class Counter:
    """A state folder and its user. The program is asked as that user: root never opens what lies in there."""

    state: Path
    user: pwd.struct_passwd
    of_machine: bool  # named by /etc/countersign/counter.json; otherwise in a home

    def ask(self, *words: str, seconds: float = ANSWER_TIME) -> tuple[int, dict[str, Any]]:
        """The program's exit status and its JSON; an empty answer if it gave none."""
        which = ["--machine", str(MACHINE_FILE)] if self.of_machine else ["--machine", "/nonexistent", "--state", str(self.state)]
        return ask_program([*which, *words, "--json"], self.user, seconds)


def ask_program(words: list[str], user: pwd.struct_passwd, seconds: float) -> tuple[int, dict[str, Any]]:
    environment = {"PATH": PROGRAM_PATH, "HOME": user.pw_dir, "USER": user.pw_name, "LC_ALL": "C.UTF-8",
                   "QT_QPA_PLATFORM": "offscreen"}
    try:
        done = subprocess.run([PROGRAM, *words], env=environment, cwd="/", user=user.pw_uid, group=user.pw_gid,
                              extra_groups=os.getgrouplist(user.pw_name, user.pw_gid), stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace", timeout=seconds,
                              check=False)
        answer = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        return 1, {"no_answer": f"no answer within {seconds:.0f} s"}
    except OSError as error:
        return 1, {"no_answer": error.strerror or str(error)}
    except ValueError:
        said = (done.stderr or done.stdout).strip().splitlines()
        return done.returncode or 1, {"no_answer": said[-1] if said else f"it ended with {done.returncode}"}
    return done.returncode, answer if isinstance(answer, dict) else {"no_answer": "not an object"}


def counters() -> list[Counter]:
    """The computer's own counter if it was set up as one, or else those of its users."""
    settings = read_settings(MACHINE_FILE)
    found: list[Counter] = []
    if isinstance(settings.get("state"), str):
        # A folder on a larger disk may be reached by a link, which is root's: what is opened in it follows none.
        state = Path(os.path.realpath(settings["state"]))
        name = settings.get("user")
        try:
            user = pwd.getpwnam(name) if isinstance(name, str) else pwd.getpwuid(state.stat().st_uid)
        except FileNotFoundError:
            return []  # nobody used it yet
        except KeyError:
            raise Refusal("settings", f"{MACHINE_FILE}: the user of this counter does not exist") from None
        return [Counter(state, user, True)]
    for user in pwd.getpwall():
        state = Path(user.pw_dir) / ".local/state/countersign"
        try:
            # A home that several users share is asked once, as its owner.
            if stat.S_ISDIR(state.lstat().st_mode) and state.lstat().st_uid == user.pw_uid:
                found.append(Counter(state, user, False))
        except OSError:
            continue
    return found


@dataclass(frozen=True)
class Use:
    in_use: bool
    since: datetime | None


def use_of(every: list[Counter]) -> Use:
    """Of all counters of this computer. One that can't tell counts as in use: nobody is disturbed by a guess."""
    in_use = False
    latest: datetime | None = None
    for counter in every:
        status, answer = counter.ask("--in-use")
        told = answer.get("in_use")
        if status not in (0, 4) or not isinstance(told, bool):
            # A program that does not start can't register anybody either; then an update may be what mends it.
            in_use = in_use or held(counter.state / "in-use")
            continue
        in_use = in_use or told
        since = read_stamp(answer.get("since"))
        if since is not None and (latest is None or since > latest):
            latest = since
    return Use(in_use, latest)


def held(file: Path) -> bool:
    try:
        handle = os.open(file, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(handle)
    return False


def hold_one(counter: Counter) -> int | None:
    """The program's own lock on STATE/in-use (flock). A file that is missing is made as its user's, for the user's use."""
    folder = os.open(counter.state, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        flags = os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
        try:
            handle = os.open("in-use", flags, dir_fd=folder)
        except FileNotFoundError:
            handle = os.open("in-use", flags | os.O_CREAT | os.O_EXCL, 0o600, dir_fd=folder)
            os.fchown(handle, counter.user.pw_uid, counter.user.pw_gid)
            # As old as can be: nobody registered, and an updater's look is not a registration.
            os.utime(handle, (0, 0))
    finally:
        os.close(folder)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    return handle


@contextmanager
def holding(every: list[Counter]) -> Iterator[None]:
    """As long as it lasts, each registration that begins notes in its log that it met an update."""
    with ExitStack() as stack:
        for counter in every:
            try:
                handle = hold_one(counter)
            except FileNotFoundError:
                continue  # no folder yet
            except OSError as error:
                raise Refusal("unreadable", f"{counter.state}/in-use can't be held: {error.strerror}") from None
            if handle is None:
                raise Refusal("in_use", "a registration is under way")
            stack.callback(os.close, handle)
        yield


@contextmanager
def undisturbed() -> Iterator[None]:
    """A stop that comes in the middle waits: half an installation would be worse than a late shutdown."""
    before = {each: signal.signal(each, lambda *_: None) for each in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


@dataclass(frozen=True)
class LookedOver:
    """What the installed program found of itself and each counter, named "STATE: what"."""

    bad: dict[str, str]
    unseen: set[str]  # not looked at: a window has the queue open, or "STATE: *", the program gave no answer

    def known(self) -> list[str]:
        """To be held against a later look."""
        return sorted(set(self.bad) | self.unseen)

    def beyond(self, known: list[Any]) -> dict[str, str]:
        """What is bad and was not, as far as that was looked at. Where the program gave no answer, anything is better."""
        before = {str(each) for each in known}
        return {what: told for what, told in self.bad.items()
                if what not in before and what.rpartition(": ")[0] + ": *" not in before}


def look_over(every: list[Counter]) -> LookedOver:
    found = LookedOver({}, set())
    if not every:
        # Nobody uses it yet: models and program are looked at as nobody.
        found_in("nobody", *ask_as_nobody("--self-check", seconds=SELF_CHECK_TIME), found)
    for counter in every:
        found_in(str(counter.state), *counter.ask("--self-check", seconds=SELF_CHECK_TIME), found)
    return found


def ask_as_nobody(*words: str, seconds: float = ANSWER_TIME) -> tuple[int, dict[str, Any]]:
    return ask_program(["--machine", "/nonexistent", "--state", "/nonexistent", *words, "--json"], pwd.getpwnam("nobody"), seconds)


def found_in(where: str, status: int, answer: dict[str, Any], found: LookedOver) -> None:
    checks = answer.get("checks")
    if not isinstance(checks, list) or not isinstance(answer.get("good"), bool):
        found.bad[f"{where}: program"] = str(answer.get("no_answer", "it gave no answer"))
        found.unseen.add(f"{where}: *")
        return
    bad = False
    for line in checks:
        if not isinstance(line, dict):
            continue
        what, grade = str(line.get("what")), line.get("grade")
        if grade == "bad":
            found.bad[f"{where}: {what}"] = str(line.get("told"))
            bad = True
        elif grade == "note" and what == "queue":
            found.unseen.add(f"{where}: queue")
    if not answer["good"] and not bad:
        found.bad[f"{where}: program"] = f"it is not well, and ended with {status}"


def number_in(answer: dict[str, Any], name: str) -> int | None:
    value = answer.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def newest_form(every: list[Counter]) -> int | None:
    """The newest form of a queue that the installed program reads."""
    return number_in((every[0].ask("--schema") if every else ask_as_nobody("--schema"))[1], "newest")


def form_on_disk(counter: Counter) -> int | None:
    """Of the counter's queue; None if there is none."""
    answer = counter.ask("--schema")[1]
    if "newest" in answer:
        return number_in(answer, "on_disk")
    # A program that does not start: the database says it itself (user_version in its header). Read as its user.
    words = ["od", "-A", "n", "-t", "u4", "--endian=big", "-j", "60", "-N", "4", str(counter.state / "queue/queue.db")]
    try:
        said = subprocess.run(words, env={"PATH": PROGRAM_PATH, "LC_ALL": "C.UTF-8"}, cwd="/", user=counter.user.pw_uid,
                              group=counter.user.pw_gid, extra_groups=[], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, text=True, timeout=ANSWER_TIME, check=False).stdout.strip()
    except (OSError, subprocess.TimeoutExpired):
        return None
    return int(said) if said.isascii() and said.isdigit() else None


def boot_id() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return ""


def uptime() -> timedelta:
    """Since boot, sleep included."""
    return timedelta(seconds=time.clock_gettime(time.CLOCK_BOOTTIME))


def metered() -> bool:
    """NetworkManager's word on the line in use (1 yes, 3 it guesses so); no NetworkManager, no word."""
    if not Path("/run/NetworkManager").is_dir():
        return False
    try:
        said = subprocess.run(["busctl", "get-property", "org.freedesktop.NetworkManager", "/org/freedesktop/NetworkManager",
                               "org.freedesktop.NetworkManager", "Metered"], env={"PATH": PROGRAM_PATH, "LC_ALL": "C.UTF-8"},
                              capture_output=True, text=True, timeout=20, check=False).stdout.split()
    except (OSError, subprocess.TimeoutExpired):
        return False
    return said in (["u", "1"], ["u", "3"])


def on_battery() -> bool:
    """No mains that is plugged in, and a battery of the computer's own that gets emptier."""
    discharging = False
    for supply in SUPPLIES.glob("*"):
        told = {name: line_in(supply / name) for name in ("type", "online", "status", "scope")}
        if told["type"] in ("Mains", "USB") and told["online"] == "1":
            return False
        # A mouse has a battery too.
        if told["type"] == "Battery" and told["scope"] != "Device" and told["status"] == "Discharging":
            discharging = True
    return discharging


def line_in(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""


def systemctl(*words: str) -> bool:
    if not SYSTEMD.is_dir():
        return False
    return subprocess.run(["systemctl", *words], env={"PATH": PROGRAM_PATH, "LC_ALL": "C.UTF-8"}, stdin=subprocess.DEVNULL,
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode == 0


def kiosk_is_on() -> bool:
    return systemctl("--quiet", "is-enabled", KIOSK)


def kiosk_runs() -> bool:
    """Or is about to: its start is queued, or it is between two starts."""
    if not SYSTEMD.is_dir():
        return False
    said = subprocess.run(["systemctl", "show", "--property=ActiveState", "--property=Job", KIOSK],
                          env={"PATH": PROGRAM_PATH, "LC_ALL": "C.UTF-8"}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, text=True, check=False).stdout
    shown = dict(line.split("=", 1) for line in said.splitlines() if "=" in line)
    state = shown.get("ActiveState", "inactive")
    if state in ("active", "activating", "reloading"):
        return True
    # Switched on and not started yet, it takes the screen from nobody.
    return (state != "inactive" or shown.get("Job", "0") != "0") and kiosk_is_on()


def stop_kiosk(every: list[Counter]) -> bool:
    """Whether it stopped and let go of its counter's queue. Called while in-use is held."""
    if not systemctl("stop", KIOSK):
        return False
    # The window is of a session of its own, which ends a moment after the unit.
    latest = time.monotonic() + LETS_GO_WITHIN
    while any(each.of_machine and held(each.state / "queue/lock") for each in every):
        if time.monotonic() > latest:
            return False
        time.sleep(0.1)
    return True


def start_kiosk() -> bool:
    return systemctl("start", KIOSK)
