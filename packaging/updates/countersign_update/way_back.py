"""The packages that are installed now, kept as files before others take their place: by them a bad update is undone.

Only the very files: what dpkg-repack makes of an installed package is another package. They come from what was downloaded
for the last update, or from what countersign-setup installed.
"""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

from .apt import ARCHIVES, CACHE, environment, installed_packages
from .memory import SETUP

PREVIOUS = CACHE / "previous"
PLACES = [ARCHIVES, PREVIOUS, SETUP / "packages", Path("/var/cache/apt/archives")]


def sum_of(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def package_in(file: Path) -> tuple[str, str] | None:
    """Name and version of a .deb; None if it is none."""
    asked = subprocess.run(["dpkg-deb", "--show", "--showformat=${Package} ${Version}", str(file)], env=environment(),
                           capture_output=True, text=True, errors="replace", check=False)
    words = asked.stdout.split()
    return (words[0], words[1]) if asked.returncode == 0 and len(words) == 2 else None


def find(wanted: dict[str, str], places: list[Path] | None = None) -> dict[str, Path]:
    """The files of these packages in these versions, as far as there are any."""
    found: dict[str, Path] = {}
    for place in places or PLACES:
        for file in sorted(place.glob("countersign*.deb")) if place.is_dir() else []:
            package = package_in(file) if file.is_file() and not file.is_symlink() else None
            if package is not None and wanted.get(package[0]) == package[1]:
                found.setdefault(package[0], file)
    return found


def keep(names: set[str]) -> dict[str, str] | None:
    """Copies what is installed of these packages into PREVIOUS: the sum of each file. None if a file is not to be had."""
    wanted = {name: version for name, version in installed_packages().items() if name in names}
    files = find(wanted)
    if set(files) != set(wanted):
        return None
    made = PREVIOUS.with_name("previous.part")
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(mode=0o755, parents=True)
    sums: dict[str, str] = {}
    for file in files.values():
        shutil.copyfile(file, made / file.name)
        sums[file.name] = sum_of(made / file.name)
    os.sync()
    shutil.rmtree(PREVIOUS, ignore_errors=True)
    made.rename(PREVIOUS)
    return sums


def kept(sums: dict[str, str]) -> list[Path]:
    """Those files, whole. Empty if one is missing or another one than was kept."""
    files = [PREVIOUS / name for name in sorted(sums) if "/" not in name]
    try:
        return files if files and all(sum_of(file) == sums[file.name] for file in files) else []
    except OSError:
        return []


def tidy_archives() -> None:
    """Of what was downloaded only what is installed now stays: it is the next update's way back."""
    stays = set(find(installed_packages(), [ARCHIVES]).values())
    for file in ARCHIVES.glob("*.deb"):
        if file not in stays:
            file.unlink(missing_ok=True)
