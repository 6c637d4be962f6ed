"""A stick that carries a repository: the same key, the same checks, lists of its own that leave no trace."""

import shutil
from pathlib import Path
from urllib.parse import quote

from .apt import SOURCES, Apt
from .memory import SETUP, Log
from .settings import debian, must_have_key, source_text
from .words import Refusal

CARRIED = "countersign-repository"
PLACE = SETUP / "stick"
LISTS = Path("/var/lib/apt/lists")


def repository_in(folder: Path) -> Path:
    for each in (folder / CARRIED, folder):
        if (each / "dists").is_dir():
            return each.resolve()
    raise Refusal("source_missing", f"there is no {CARRIED} in {folder}: was it made with \"repository stick\"?")


def suite_on(repository: Path, release: str, ring: str) -> str:
    """This counter's ring, or the only one that the stick has for this Debian."""
    wanted = f"{release}-{ring}"
    there = sorted(each.name for each in (repository / "dists").iterdir() if each.name.startswith(f"{release}-"))
    if wanted in there:
        return wanted
    if len(there) == 1:
        return there[0]
    has = ", ".join(there) or "nothing for this Debian"
    raise Refusal("source_missing", f"the stick has nothing for {wanted}; it has: {has}")


def link_all(files: list[Path], folder: Path) -> None:
    for file in files:
        (folder / file.name).symlink_to(file)


def open_stick(folder: Path, ring: str, log: Log) -> tuple[Apt, str]:
    """apt over the stick and the machine's sources of Debian. The second: the suite."""
    must_have_key()
    repository = repository_in(folder)
    suite = suite_on(repository, debian(), ring)
    close_stick()
    parts, lists = PLACE / "parts", PLACE / "lists"
    parts.mkdir(mode=0o755, parents=True)
    (lists / "partial").mkdir(mode=0o755, parents=True)
    link_all([each for each in SOURCES.parent.glob("*") if each.suffix in (".list", ".sources") and each != SOURCES], parts)
    link_all([each for each in LISTS.glob("*") if each.is_file() and each.name != "lock"], lists)
    source = parts / "countersign-stick.sources"
    source.write_text(source_text("file://" + quote(str(repository)), suite), encoding="utf-8")
    # A stick is mounted for the person who sits there: apt's own user can't read it.
    more = ["-o", f"Dir::State::lists={lists}", "-o", f"Dir::Etc::sourceparts={parts}", "-o", "APT::Sandbox::User=root"]
    return Apt(log, source, more), suite


def close_stick() -> None:
    shutil.rmtree(PLACE, ignore_errors=True)
