"""apt-get and dpkg: what they are asked, and what their messages mean.

The machine's own lists are used, and only this source's index is fetched into them (List-Cleanup off, so nobody else's
goes): what a technician sees with apt is what is installed here, Debian's lists are not held twice, and apt's own lock
keeps the two apart. A stick's lists go into a folder of their own and leave no trace. apt's caches of lists
(pkgcache.bin) are never written: they would be of one source only.
"""

import fcntl
import os
import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

from .memory import Log
from .words import Refusal

CACHE = Path("/var/cache/countersign-update")
ARCHIVES = CACHE / "archives"
SOURCES = Path("/etc/apt/sources.list.d/countersign.sources")
FRONTEND_LOCK = Path("/var/lib/dpkg/lock-frontend")
PROGRAM_PATH = "/usr/sbin:/usr/bin:/sbin:/bin"
# The operator's side is never updated by a counter's updater.
NOT_OURS = {"countersign-operator"}

# Searched in this order: apt says several things about one fault, the general ones too. gpgv and GnuTLS
# speak on Debian 12, sqv and OpenSSL on 13.
FAULTS: list[tuple[str, str]] = [
    ("busy", r"Could not get lock|Unable to lock|Unable to acquire the dpkg|is another process using it"
             r"|dpkg (frontend lock|database lock|status database) (was|is) locked"),
    ("disk_full", r"No space left on device|don't have enough free space|Disk quota exceeded"),
    ("unknown_key", r"NO_PUBKEY|Missing key|no valid OpenPGP data|keyring .*(does not exist|not readable|ignored)"),
    ("expired", r"is expired|is not valid anymore"),
    ("not_yet_valid", r"is not valid yet"),
    ("signature", r"BADSIG|EXPKEYSIG|REVKEYSIG|NODATA|signatures? were invalid|Clearsigned file|couldn't be verified"
                  r"|Message has been manipulated|Bad Signature|Splitting up .* into data and signature failed"),
    # The last one is how Debian 13 says it of a file that "copy:" took: nothing else makes it say so.
    ("package_hash", r"Hash Sum mismatch|Hashes of received file|unexpected size|BADHASH|copy:\S+\s+Undetermined Error"),
    ("tls", r"[Cc]ertificate verification failed|certificate verify failed|TLS connection|SSL connection failed|certificate .*(expired|chain|issuer|hostname)"),
    ("no_network", r"Could not resolve|Temporary failure|[Cc]ould not connect|Unable to connect|Cannot initiate"
                   r"|Network is unreachable|No route to host|Connection (timed out|failed|refused|reset)|timed out"
                   r"|  ?5\d\d  |Proxy|Error reading from server|unexpected eof"),
    ("unsigned", r"is not signed|No Hash entry in Release|can't be authenticated|cannot be authenticated"),
    ("source_missing", r"does not have a Release file|404  Not Found|File not found|No such file|Not Found|Permission denied"
                       r"|403  Forbidden|Unable to find expected entry"),
    ("would_remove", r"Packages need to be removed but remove is disabled"),
    ("dependencies", r"unmet dependencies|Unable to correct problems|Unable to locate package|Version .* was not found"
                     r"|held broken packages|have no installation candidate"),
]

TOLD = {
    "busy": "apt or dpkg is at work; this is tried again",
    "disk_full": "the disk is full: make room, then run countersign-update --now",
    "unknown_key": "the index is signed with a key that /etc/countersign/updates.gpg does not hold: nothing is taken."
                   " If the operator has a new key, install it from a stick that the operator made",
    "signature": "the signature of the index is wrong: nothing is taken. Tell the operator",
    "unsigned": "the index is not signed: nothing is taken. Tell the operator",
    "package_hash": "a file is not the one that the signed index names: nothing is taken. A line that garbles, a proxy, or"
                    " somebody in between; it is tried again",
    "tls": "the source's certificate is not accepted: nothing is taken. Is the clock right?",
    "no_network": "the source can't be reached now; this is tried again",
    "source_missing": "there is no such repository, ring or package at the source",
    "would_remove": "the update would remove packages: it is not installed",
    "dependencies": "the update needs packages that are not to be had here: run apt-get update, and see the log",
    "index": "the source's index can't be used; see the log",
}


def environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name.lower().endswith("_proxy")}
    return kept | {"PATH": PROGRAM_PATH, "LC_ALL": "C.UTF-8", "HOME": "/root", "DEBIAN_FRONTEND": "noninteractive",
                   "DEBIAN_PRIORITY": "critical", "NEEDRESTART_SUSPEND": "1", "COUNTERSIGN_UPDATING": "1"}


@dataclass
class Ran:
    status: int
    output: str


def run(words: list[str], log: Log, **more: str) -> Ran:
    """Output and errors as they came, together; both stand in the log if it went wrong. In a session of its own: a key that is
    pressed at this terminal ends no dpkg half way."""
    done = subprocess.run(words, env=environment() | more, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, errors="replace", start_new_session=True, check=False)
    if done.returncode != 0:
        log.note(f"{' '.join(words)}: {done.returncode}\n{done.stdout}")
    return Ran(done.returncode, done.stdout)


@contextmanager
def frontend_lock(seconds: float = 120.0) -> Iterator[None]:
    """As apt holds it around dpkg, which by itself would wait for nobody."""
    handle = os.open(FRONTEND_LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o640)
    try:
        latest = time.monotonic() + seconds
        while True:
            try:
                fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except (BlockingIOError, PermissionError):
                if time.monotonic() > latest:
                    raise Refusal("busy", TOLD["busy"]) from None
                time.sleep(0.2)
        yield
    finally:
        os.close(handle)


def dpkg(words: list[str], log: Log) -> Ran:
    """Without apt: to end what was begun. The machine's own settings files are kept, and nobody is asked."""
    with frontend_lock():
        ran = run(["dpkg", "--force-confdef", "--force-confold", *words], log, DPKG_FRONTEND_LOCKED="true")
    if ran.status != 0 and fault_in(ran.output, "") == "busy":
        raise Refusal("busy", TOLD["busy"])
    return ran


def fault_in(output: str, otherwise: str) -> str:
    # Only what apt says of itself: a path or a package's description may hold any words.
    said = "\n".join(line for line in output.splitlines() if re.match(r"(E|W|Err)[:\d]| |dpkg: error: ", line))
    for word, pattern in FAULTS:
        if re.search(pattern, said):
            return word
    return otherwise


def newer(one: str, other: str) -> bool:
    return subprocess.run(["dpkg", "--compare-versions", one, "gt", other], env=environment(), check=False).returncode == 0


@dataclass(frozen=True)
class Offered:
    """A package as the source's signed index names it."""

    name: str
    version: str
    size: int
    installed_size: int  # bytes


def parse_index(text: str, architecture: str) -> dict[str, Offered]:
    """The newest of each package of Countersign."""
    found: dict[str, Offered] = {}
    for stanza in text.split("\n\n"):
        fields = dict(re.findall(r"^([A-Za-z0-9-]+):[ \t]*(.*)$", stanza, re.MULTILINE))
        name, version = fields.get("Package", ""), fields.get("Version", "")
        if not re.fullmatch(r"countersign(-[a-z0-9+.-]+)?", name) or name in NOT_OURS:
            continue
        if not re.fullmatch(r"[0-9][A-Za-z0-9.+:~-]*", version) or fields.get("Architecture") not in (architecture, "all"):
            continue
        if name in found and not newer(version, found[name].version):
            continue
        sizes = [int(fields[each]) if fields.get(each, "").isdigit() else 0 for each in ("Size", "Installed-Size")]
        found[name] = Offered(name, version, sizes[0], sizes[1] * 1024)
    return found


def installed_packages() -> dict[str, str]:
    """Packages of Countersign that are on this computer, whole or broken, with their versions."""
    listed = subprocess.run(["dpkg-query", "-W", "-f", "${db:Status-Status} ${Package} ${Version}\n", "countersign*"],
                            env=environment(), capture_output=True, text=True, check=False).stdout
    rows = [line.split() for line in listed.splitlines()]
    return {row[1]: row[2] for row in rows
            if len(row) == 3 and row[0] not in ("not-installed", "config-files") and row[1] not in NOT_OURS}


def whole() -> bool:
    """dpkg has nothing half done among the packages of Countersign."""
    listed = subprocess.run(["dpkg-query", "-W", "-f", "${db:Status-Status}\n", "countersign*"],
                            env=environment(), capture_output=True, text=True, check=False).stdout.split()
    return all(each in ("installed", "config-files", "not-installed") for each in listed)


@dataclass
class Apt:
    """One source, as the machine has it or on a stick."""

    log: Log
    sources: Path = SOURCES
    more: list[str] = field(default_factory=list)  # where the source is not the machine's own

    def _words(self, *words: str) -> list[str]:
        return ["apt-get", "-q", "-o", "Dir::Cache::pkgcache=", "-o", "Dir::Cache::srcpkgcache=",
                "-o", f"Dir::Cache::archives={ARCHIVES}", "-o", "Acquire::Retries=1", "-o", "Acquire::http::Timeout=30",
                "-o", "Acquire::https::Timeout=30", "-o", "DPkg::Lock::Timeout=120", *self.more, *words]

    def _only_ours(self) -> list[str]:
        return ["-o", f"Dir::Etc::sourcelist={self.sources}", "-o", "Dir::Etc::sourceparts=/dev/null"]

    def look(self) -> None:
        """Fetches the index; apt verifies signature, key, dates and sums."""
        # Whatever this machine permits an old mirror of Debian: this index must be of these days.
        dates = ["-o", "Acquire::Check-Valid-Until=true", "-o", "Acquire::Check-Date=true"]
        ran = run(self._words(*self._only_ours(), *dates, "-o", "APT::Get::List-Cleanup=0", "--error-on=any", "update"), self.log)
        if ran.status != 0:
            self._refuse(ran.output, "index")

    def look_at_debian(self) -> None:
        """All of the machine's sources, where a dependency is not to be had by what was fetched before."""
        run(self._words("-o", "APT::Get::List-Cleanup=0", "update"), self.log)

    def _refuse(self, output: str, otherwise: str) -> None:
        word = fault_in(output, otherwise)
        if word in ("expired", "not_yet_valid"):
            raise self.out_of_date(word)
        raise Refusal(word, TOLD[word])

    def out_of_date(self, word: str) -> Refusal:
        now = datetime.now().astimezone()
        clock = f"this computer's clock says {now:%Y-%m-%d %H:%M}"
        if word == "expired":
            return Refusal(word, f"the index is no longer valid, {clock}. Is that right? Otherwise set it. If it is, the"
                                 " operator has to sign the repository anew, or the stick is old")
        return Refusal(word, f"the index is from the future, {clock}: set it")

    def _targets(self) -> list[tuple[Path, str]]:
        ran = run(self._words(*self._only_ours(), "indextargets", "--format", "$(FILENAME) $(METAKEY)", "Created-By: Packages"),
                  self.log)
        rows = [line.rsplit(" ", 1) for line in ran.output.splitlines() if line.startswith("/")]
        return [(Path(row[0]), row[1]) for row in rows if len(row) == 2]

    def offered(self) -> dict[str, Offered]:
        architecture = subprocess.run(["dpkg", "--print-architecture"], env=environment(), capture_output=True, text=True,
                                      check=False).stdout.strip()
        text = ""
        for file, _ in self._targets():
            # Held compressed where the machine says so.
            ran = subprocess.run(["/usr/lib/apt/apt-helper", "cat-file", str(file)], env=environment(), capture_output=True,
                                 text=True, errors="replace", check=False)
            text += ran.stdout + "\n\n"
        return parse_index(text, architecture)

    def still_valid(self, now: datetime) -> bool | None:
        """The index that was fetched before, for a run that reaches nobody; None if there is none. apt asks this only when it
        fetches."""
        releases: set[Path] = set()
        for file, key in self._targets():
            name = file.name.removesuffix(".lz4").removesuffix(".gz").removesuffix(".xz")
            tail = key.replace("/", "_")
            if not name.endswith(tail):
                return None
            releases.add(file.with_name(name[: -len(tail)] + "InRelease"))
        valid: bool | None = None
        for release in releases:
            try:
                until = re.search(r"^Valid-Until: (.*)$", release.read_text(encoding="utf-8", errors="replace"), re.MULTILINE)
            except FileNotFoundError:
                continue
            except OSError:
                return False
            try:
                valid = valid is not False and until is not None and parsedate_to_datetime(until.group(1)) >= now
            except (ValueError, TypeError):
                return False
        return valid

    def _install_words(self, target: dict[str, str]) -> list[str]:
        return ["--no-remove", "--no-install-recommends", "-y", "-o", "Dpkg::Options::=--force-confdef",
                "-o", "Dpkg::Options::=--force-confold", "install",
                *(f"{name}={version}" for name, version in sorted(target.items()))]

    def simulate(self, target: dict[str, str]) -> None:
        """apt's own answer, before anything is done."""
        words = self._words("--simulate", *self._install_words(target))
        ran = run(words, self.log)
        if ran.status != 0 and fault_in(ran.output, "dependencies") == "dependencies":
            self.look_at_debian()
            ran = run(words, self.log)
        if ran.status != 0:
            self._refuse(ran.output, "dependencies")
        if re.search(r"^Remv ", ran.output, re.MULTILINE):
            raise Refusal("would_remove", TOLD["would_remove"])
        planned = dict(re.findall(r"^Inst (\S+)(?: \[[^]]*\])? \((\S+)", ran.output, re.MULTILINE))
        missed = [name for name, version in target.items() if planned.get(name.split(":")[0]) != version]
        if missed:
            raise Refusal("dependencies", f"apt would not install {', '.join(missed)} as the index names them")

    def download(self, target: dict[str, str]) -> None:
        (ARCHIVES / "partial").mkdir(mode=0o755, parents=True, exist_ok=True)
        ran = run(self._words("--download-only", *self._install_words(target)), self.log)
        if ran.status != 0:
            self._refuse(ran.output, "index")

    def install(self, target: dict[str, str]) -> Ran:
        """From what was downloaded: no line is needed any more."""
        return run([*inhibitor(), *self._words("--no-download", *self._install_words(target))], self.log)

    def install_files(self, files: list[Path]) -> Ran:
        return run([*inhibitor(), *self._words("--no-remove", "--allow-downgrades", "--no-install-recommends", "-y",
                                               "-o", "Dpkg::Options::=--force-confdef",
                                               "-o", "Dpkg::Options::=--force-confold", "install",
                                               *(str(file) for file in files))], self.log)


def inhibitor() -> list[str]:
    """Nobody switches the computer off by a button in the middle of it, where there is a system that can say so."""
    if not Path("/run/systemd/system").is_dir() or not Path("/run/dbus/system_bus_socket").exists():
        return []
    return ["systemd-inhibit", "--what=shutdown:sleep", "--who=Countersign", "--why=An update is being installed",
            "--mode=block", "--"]
