"""What is remembered from run to run (update.json), the log, and the lock that keeps runs apart."""

import fcntl
import json
import os
import tempfile
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, TextIO

from .words import Refusal

SETUP = Path("/var/lib/countersign-setup")
MEMORY = SETUP / "update.json"
LOG = Path("/var/log/countersign-update.log")
LOCK = Path("/run/countersign-update.lock")


def write_durably(file: Path, text: str, mode: int = 0o644) -> None:
    """The whole text or the old one, whatever happens to the power."""
    file.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fchmod(out.fileno(), mode)
            os.fsync(out.fileno())
        os.replace(name, file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    folder = os.open(file.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def stamp(moment: datetime) -> str:
    return moment.astimezone(timezone.utc).isoformat(timespec="seconds").replace("+00:00", "Z")


def read_stamp(text: object) -> datetime | None:
    if not isinstance(text, str):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


class Memory:
    """A dictionary in a file. One that can't be read counts as none: nothing in it is worth a standstill."""

    def __init__(self, file: Path = MEMORY, dry: bool = False) -> None:
        """`dry`: what this run remembers is forgotten with it."""
        self._file, self._dry = file, dry
        self.told: dict[str, Any] = {}
        try:
            found = json.loads(file.read_text(encoding="utf-8"))
            if isinstance(found, dict):
                self.told = found
        except (OSError, ValueError):
            pass

    def get(self, name: str, kind: type, otherwise: Any = None) -> Any:
        value = self.told.get(name)
        return value if isinstance(value, kind) else otherwise

    def time(self, name: str) -> datetime | None:
        return read_stamp(self.told.get(name))

    def span(self, name: str) -> timedelta:
        value = self.told.get(name)
        if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value < 1e9:
            return timedelta(seconds=value)
        return timedelta(0)

    def set(self, **values: Any) -> None:
        """None forgets a name."""
        for name, value in values.items():
            if value is None:
                self.told.pop(name, None)
            else:
                self.told[name] = value
        self.told["version"] = 1
        if self._dry:
            return
        write_durably(self._file, json.dumps(self.told, indent=2, sort_keys=True) + "\n")


class Log:
    """Lines for people, with the time: in the log file, and on standard output."""

    def __init__(self, file: Path = LOG, dry: bool = False) -> None:
        self._out: TextIO | None = None
        if dry:
            return
        try:
            handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o640)
            self._out = os.fdopen(handle, "a", encoding="utf-8", errors="replace")
        except OSError:
            self._out = None  # a full disk, or no root: the update goes on

    def say(self, text: str) -> None:
        print(text, flush=True)
        self.note(text)

    def note(self, text: str) -> None:
        if self._out is None:
            return
        now = stamp(datetime.now(timezone.utc))
        try:
            for line in text.rstrip().splitlines():
                self._out.write(f"{now} {line}\n")
            self._out.flush()
        except OSError:
            self._out = None


def only_one() -> int:
    """Held until the process ends. Refused if another run is at work."""
    handle = os.open(LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise Refusal("busy", "another run of countersign-update is at work") from None
    return handle
