"""Where updates come from: /etc/countersign/updates.json or what the counter was provisioned with, into apt's list of sources."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .apt import SOURCES
from .decision import DEFAULT_IDLE, IdleHours
from .machine import MACHINE_FILE, counters, read_settings, systemctl
from .memory import write_durably
from .words import Refusal

UPDATES = Path("/etc/countersign/updates.json")
KEY = Path("/etc/countersign/updates.gpg")
TIMER = "countersign-update.timer"
FIELDS = {"version", "source", "ring", "idle_hours"}
# As the program takes them from a provisioning: nothing that ends a line or a word of apt's lists.
SOURCE = re.compile(r"(https://|file:///)[!$-&(-Z^-~]{1,1000}", re.ASCII)
RING = re.compile(r"[a-z][a-z0-9_-]{0,31}", re.ASCII)


@dataclass(frozen=True)
class Settings:
    source: str  # empty: none is known
    ring: str
    idle: IdleHours


def text_of(found: dict[str, Any], name: str, form: re.Pattern[str], file: Path) -> str:
    value = found.get(name, "")
    if value != "" and (not isinstance(value, str) or not form.fullmatch(value)):
        raise Refusal("settings", f"{file}: \"{name}\" can't be used")
    return value


def read(updates: Path = UPDATES) -> Settings:
    """What stands in updates.json goes before what the provisioning said, and that before the machine's file."""
    own = read_settings(updates)
    unknown = sorted(set(own) - FIELDS)
    if unknown:
        raise Refusal("settings", f"{updates}: unknown field \"{unknown[0]}\"")
    if own and own.get("version") != 1:
        raise Refusal("settings", f"{updates}: \"version\" is not 1")
    source, ring = text_of(own, "source", SOURCE, updates), text_of(own, "ring", RING, updates)
    for counter in counters():
        shop = counter.state / "shop.json"
        try:
            found = read_settings(shop)
            source = source or text_of(found, "update_source", SOURCE, shop)
            ring = ring or text_of(found, "ring", RING, shop)
        except Refusal:
            # A user's file: whatever lies there keeps no other source from being used.
            continue
    ring = ring or text_of(read_settings(MACHINE_FILE), "ring", RING, MACHINE_FILE) or "stable"
    idle = own.get("idle_hours", str(DEFAULT_IDLE))
    try:
        hours = IdleHours.parse(idle)
    except (ValueError, TypeError):
        raise Refusal("settings", f"{updates}: \"idle_hours\" is not HH:MM-HH:MM") from None
    return Settings(source, ring, hours)


def debian() -> str:
    """bookworm, trixie."""
    text = Path("/etc/os-release").read_text(encoding="utf-8")
    found = re.search(r'^VERSION_CODENAME="?([a-z]+)"?$', text, re.MULTILINE)
    if not found:
        raise Refusal("settings", "/etc/os-release does not name a release of Debian")
    return found.group(1)


def source_text(address: str, suite: str) -> str:
    # "file:" would have packages installed where they lie; "copy:" takes them first, so that they can be kept and nobody
    # changes them on the way.
    address = re.sub(r"^file:", "copy:", address)
    return ("# Written by countersign-update --configure: change /etc/countersign/updates.json instead of this file.\n"
            "Types: deb\n"
            f"URIs: {address}\n"
            f"Suites: {suite}\n"
            "Components: main models\n"
            f"Signed-By: {KEY}\n"
            "Allow-Downgrade-To-Insecure: no\n")


def must_have_key() -> None:
    if not KEY.is_file():
        raise Refusal("no_source", f"{KEY} is missing: the key by which the operator signs packages")


def configure(settings: Settings, force: str = "") -> bool:
    """Whether the list was written; it stays as it is if it says the same. `force`: it must be possible."""
    if not settings.source:
        if force or not SOURCES.exists():
            raise Refusal("no_source", "no source of updates is known: neither /etc/countersign/updates.json nor the shop's"
                                       " provisioning names one")
        return False
    must_have_key()
    text = source_text(settings.source, f"{debian()}-{settings.ring}")
    try:
        if SOURCES.read_text(encoding="utf-8") == text:
            return False
    except (OSError, ValueError):
        pass
    write_durably(SOURCES, text)
    return True


def switch_on() -> bool:
    return systemctl("enable", "--now", TIMER)
