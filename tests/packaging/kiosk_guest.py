#!/usr/bin/python3
"""Drives the guest of kiosk_boot: keys, a stick and pictures by QMP, questions to the witness inside by its serial line.

Ends with 0 if all that should be seen was seen. Only Python's own library.
"""

import argparse
import json
import socket
import sys
import time
from pathlib import Path

PATIENCE = 900  # seconds for one answer: without KVM a start alone takes minutes


class Line:
    """The serial line: words to the witness, and what it tells, line by line."""

    def __init__(self, path: str) -> None:
        self._socket = connect(path)
        self._socket.settimeout(PATIENCE)
        self._rest = b""

    def say(self, word: str) -> None:
        self._socket.sendall(word.encode() + b"\n")

    def until(self, wanted: str) -> list[str]:
        """All that is told up to the line with `wanted`; what is not so raises Wrong."""
        told: list[str] = []
        while True:
            while b"\n" not in self._rest:
                part = self._socket.recv(4096)
                if not part:
                    raise Wrong(f'the guest ended before it told "{wanted}"')
                self._rest += part
            line, self._rest = self._rest.split(b"\n", 1)
            text = line.decode(errors="replace").strip()
            if not text.startswith("guest: "):
                continue
            print("   " + text, flush=True)
            told.append(text[len("guest: "):])
            if told[-1].startswith("NOT "):
                raise Wrong(told[-1])
            if wanted in told[-1]:
                return told


class Monitor:
    """QEMU's own line."""

    def __init__(self, path: str) -> None:
        self._file = connect(path).makefile("rw")
        self._file.readline()
        self("qmp_capabilities")

    def __call__(self, command: str, **arguments: object) -> object:
        self._file.write(json.dumps({"execute": command, "arguments": arguments}) + "\n")
        self._file.flush()
        while True:
            answer = json.loads(self._file.readline())
            if "error" in answer:
                raise Wrong(f"{command}: {answer['error']['desc']}")
            if "return" in answer:
                return answer["return"]

    def keys(self, *names: str) -> None:
        self("send-key", keys=[{"type": "qcode", "data": name} for name in names])

    def picture(self, path: Path, head: int = 0) -> bytes:
        self("screendump", filename=str(path), device="screens", head=head, format="png")
        return path.read_bytes()

    def steady_picture(self, path: Path, head: int = 0, least: int = 6000) -> None:
        """A picture that stays, or comes again at once, and has more than one colour (which has 500 bytes)."""
        last: list[bytes] = []  # a cursor that blinks makes two pictures in turn
        for _ in range(120):
            now = self.picture(path, head)
            if now in last and len(now) > least:
                return
            last = [*last[-3:], now]
            time.sleep(1)
        raise Wrong(f"screen {head + 1} never shows a picture that stays: {path}")


class Wrong(Exception):
    """What was seen is not what should be."""


def connect(path: str) -> socket.socket:
    for _ in range(100):
        line = socket.socket(socket.AF_UNIX)
        try:
            line.connect(path)
            return line
        except OSError:
            line.close()
            time.sleep(0.1)
    raise Wrong(f"QEMU does not answer at {path}")


def check(good: bool, what: str) -> None:
    if not good:
        raise Wrong(what)


def run(line: Line, monitor: Monitor, shots: Path, screens: int) -> None:
    line.until("window up")
    told = line.until("screens ")
    compositor = "cage" if screens == 1 else "sway"
    check(any(each.split() == ["compositor", compositor] for each in told), f"{compositor} does not run")
    check(any("seat0" in each and "countersign-counter" in each for each in told), "the session has no seat")
    check(not any(each.startswith("failed ") for each in told), "a unit failed")
    check(not any(each.startswith("unit getty@tty1") for each in told), "the console has the counter's terminal")
    for head in range(screens):
        monitor.steady_picture(shots / f"screen-{head + 1}-of-{screens}.png", head)

    line.say("hang")
    line.until("hung window replaced")
    ended = line.until("restarts ")[-1]
    check("ended by 1 watchdog" in ended, "it was not the watchdog")
    line.say("crash")
    line.until("crashed window replaced")
    line.say("close")
    line.until("closed window is back")
    line.say("screen")
    line.until("window back after its compositor died")
    monitor.steady_picture(shots / f"after-restarts-{screens}.png")

    monitor("device_add", driver="usb-storage", id="plugged", drive="stick", removable=True)
    line.say("stick")
    line.until("stick written")
    monitor("device_del", id="plugged")
    line.say("pulled")
    line.until("stick gone")

    monitor.keys("ctrl", "alt", "f2")
    line.say("tty2")
    check("getty@tty2 active" in line.until("getty@tty2")[-1], "there is no sign-in for a technician")
    monitor.steady_picture(shots / f"technician-{screens}.png", least=2000)  # two lines on black
    monitor.keys("ctrl", "alt", "f1")
    line.say("tty1")
    line.until("terminal tty1")
    monitor.steady_picture(shots / f"back-{screens}.png")

    line.say("off")
    line.until("console back")
    line.say("end")
    line.until("end")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--qmp", required=True)
    parser.add_argument("--line", required=True)
    parser.add_argument("--shots", type=Path, required=True)
    parser.add_argument("--screens", type=int, required=True)
    arguments = parser.parse_args()
    try:
        run(Line(arguments.line), Monitor(arguments.qmp), arguments.shots.resolve(), arguments.screens)
    except (Wrong, TimeoutError) as error:
        print(f"wrong: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
