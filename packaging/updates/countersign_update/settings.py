"""Where updates come from: /etc/countersign/updates.json or what the counter was provisioned with, into apt's list of sources."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .apt import SOURCES
from .decision import DEFAULT_IDLE, IdleHours
from .machine import MACHINE_FILE, counters, read_settings, systemctl
from .memory import SETUP, write_durably
from .words import Refusal

UPDATES = Path("/etc/countersign/updates.json")
PROVISIONED = SETUP / "provisioned.json"
KEY = Path("/etc/countersign/updates.gpg")
TIMER = "countersign-update.timer"
FIELDS = {"version", "source", "ring", "idle_hours"}
# As the program takes them from a provisioning: nothing that ends a line or a word of apt's lists.
SOURCE = re.compile(r"(https://|file:///)[!$-&(-Z^-~]{1,1000}", re.ASCII)
RING = re.compile(r"[a-z][a-z0-9_-]{0,31}", re.ASCII)

PROVISIONED_FIELDS = {"update_source": SOURCE, "ring": RING}


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


def read(updates: Path = UPDATES, provisioning: dict[str, str] | None = None) -> Settings:
    """updates.json, the machine's file, what was taken from the provisioning: in this order, and all three are root's.
    `provisioning`: what it is about to take."""
    own = read_settings(updates)
    unknown = sorted(set(own) - FIELDS)
    if unknown:
        raise Refusal("settings", f"{updates}: unknown field \"{unknown[0]}\"")
    if own and own.get("version") != 1:
        raise Refusal("settings", f"{updates}: \"version\" is not 1")
    source, ring = text_of(own, "source", SOURCE, updates), text_of(own, "ring", RING, updates)
    ring = ring or text_of(read_settings(MACHINE_FILE), "ring", RING, MACHINE_FILE)
    shop = taken() if provisioning is None else provisioning
    source, ring = source or shop.get("update_source", ""), ring or shop.get("ring", "stable")
    idle = own.get("idle_hours", str(DEFAULT_IDLE))
    try:
        hours = IdleHours.parse(idle)
    except (ValueError, TypeError):
        raise Refusal("settings", f"{updates}: \"idle_hours\" is not HH:MM-HH:MM") from None
    return Settings(source, ring, hours)


def provisioned() -> dict[str, str]:
    """What the counters were provisioned with. Their users' files: whoever works there can write anything into them, and
    whatever lies there keeps nothing else from being used."""
    found: dict[str, str] = {}
    for counter in counters():
        shop = counter.state / "shop.json"
        try:
            told = read_settings(shop)
            for name, form in PROVISIONED_FIELDS.items():
                value = text_of(told, name, form, shop)
                if value:
                    found.setdefault(name, value)
        except Refusal:
            continue
    return found


def taken() -> dict[str, str]:
    found = read_settings(PROVISIONED)
    return {name: found[name] for name, form in PROVISIONED_FIELDS.items() if text_of(found, name, form, PROVISIONED)}


def take(provisioning: dict[str, str]) -> None:
    """From here on these hold: --configure, which is root's own act."""
    write_durably(PROVISIONED, json.dumps({"version": 1, **provisioning}, indent=2, sort_keys=True) + "\n")


def first_provisioned() -> dict[str, str]:
    """What a run takes by itself, once: a counter that was set up without a network is provisioned on the day on which there is
    one, and nobody of root's is there then. Whoever works at the counter could name another source that day, and whatever
    comes from it is held against the operator's key; what he could do is to keep this computer at an older state."""
    if taken():
        return {}
    first = provisioned()
    return first if "update_source" in first else {}


def waiting_for_configure() -> dict[str, str]:
    """Where a provisioning says something else than what was taken of it."""
    held = taken()
    return {name: value for name, value in provisioned().items() if held.get(name) != value}


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


NO_SOURCE = ("no source of updates is known: neither /etc/countersign/updates.json nor the shop's provisioning names one, or"
             " countersign-update --configure has not run since")


def configure(settings: Settings, dry: bool = False) -> bool:
    """Whether the list was written, or would be; it stays as it is if it says the same."""
    if not settings.source:
        if not SOURCES.exists():
            raise Refusal("no_source", NO_SOURCE)
        return False
    must_have_key()
    text = source_text(settings.source, f"{debian()}-{settings.ring}")
    try:
        if SOURCES.read_text(encoding="utf-8") == text:
            return False
    except (OSError, ValueError):
        pass
    if not dry:
        write_durably(SOURCES, text)
    return True


def switch_on() -> bool:
    return systemctl("enable", "--now", TIMER)
