"""Cuts a guest's power again and again and holds what its queue confirmed against what is there afterwards.

Started by run-power-cuts, which makes the guest; power_writer.cpp says what the lines mean.
"""
import argparse
import collections
import os
import random
import select
import shutil
import subprocess
import sys
import tempfile
import time

from volatile_disk import VolatileDisk

SILENCE = 300.0        # seconds in which the guest must say something; starting it without KVM is the longest
DISK_BYTES = 512 << 20
BODIES_AT_ONCE = 8     # as in power_writer.cpp
FEWEST_SAVED, MOST_SAVED = 5, 60   # registrations in one start before the power goes
SHOWN = 20             # faults told in full


class Stopped(Exception):
    """The guest did not come so far that it could be judged."""


class Books:
    """What was confirmed, by the guest's own words, and whether it is there after the cut."""

    def __init__(self):
        self.known = {}        # id → state that must be there, or the step that was begun
        self.hashes = {}       # id → of the envelope
        self.sequences = {}    # sequence → id
        self.begun = {}        # id → state it may have reached unconfirmed
        self.listing = {}
        self.bodies = set()    # hashes of stored bodies
        self.bodies_found = set()
        self.half = set()      # hashes of bodies that a cut left in the middle of being stored
        self.half_found = set()
        self.confirmed = collections.Counter()
        self.healed = collections.Counter()
        self.lost = 0
        self.further = 0
        self.faults = []

    def take(self, line):
        word, *rest = line.split(" ")
        if word == "opening":
            self.listing = {}
            self.bodies_found = set()
            self.half_found = set()
        elif word == "body":
            self.bodies_found.add(rest[0])
        elif word == "half":
            self.half_found.add(rest[0])
        elif word == "stored":
            self.bodies.update(rest)
            self.confirmed["body"] += len(rest)
        elif word == "row":
            record, sequence, state, content = rest
            self.listing[record] = (state, content)
            self._number(record, sequence)
        elif word == "open":
            self._compare()
        elif word == "health":
            self._heal(*map(int, rest))
        elif word == "saving":
            record, sequence, content = rest
            self._number(record, sequence)
            self.hashes[record] = content
            self.begun[record] = "waiting"
        elif word in ("sending", "withdrawing"):
            self.begun[rest[0]] = "sent" if word == "sending" else "withdrawn"
        elif word in ("saved", "receipt", "withdrawn"):
            self.known[rest[0]] = self.begun.pop(rest[0])
            self.confirmed[word] += 1
        else:
            self.faults.append(line)

    def lose_everything(self, why):
        self.faults.append(why)
        self.lost += len(self.known) + len(self.bodies)

    def _number(self, record, sequence):
        if self.sequences.setdefault(sequence, record) != record:
            self.faults.append(f"number {sequence} was given out twice")

    def _heal(self, rebuilt, orphans):
        self.healed["rebuilt"] += rebuilt
        self.healed["removed"] += orphans
        # One thing at a time is in the making when the power goes. More means that something confirmed was lost.
        if rebuilt > 1:
            self.faults.append(f"{rebuilt} rows had to be made anew from the spool, at most one was in the making")

    def _compare(self):
        for record, state in self.known.items():
            there, content = self.listing.get(record, ("nowhere", "-"))
            right = content == (self.hashes.get(record) if there == "waiting" else "-")
            if there not in (state, self.begun.get(record, state)) or not right:
                self.lost += 1
                self.faults.append(f"{record}: confirmed as {state}, found as {there}, content "
                                   + ("right" if right else "wrong"))
            elif there != state:
                self.further += 1
        for record, (there, content) in self.listing.items():
            if record in self.known:
                continue
            if self.begun.get(record) != there or content != self.hashes.get(record):
                self.faults.append(f"{record}: never begun, found as {there}")
            self.further += 1
        for body in self.bodies - self.bodies_found:
            self.lost += 1
            self.faults.append(f"body {body}: stored, and not there"
                               + (" whole" if body in self.half_found else ""))
        # A batch is written in its place, and only what the ledger has a row of is read. So a cut may leave the one batch
        # that was in the making, and no more.
        new = self.half_found - self.half
        if len(new) > BODIES_AT_ONCE:
            self.faults.append(f"{len(new)} bodies are not whole, at most {BODIES_AT_ONCE} were in the making")
        self.half |= new
        # What is told now has come from the disk: from here on it must stay.
        self.bodies = set(self.bodies_found)
        self.known = {record: state for record, (state, _) in self.listing.items()}
        self.begun = {}


class Guest:
    """One start of the guest: from power on to power off."""

    def __init__(self, options, folder, image, mode):
        address = os.path.join(folder, "disk.sock")
        if os.path.exists(address):
            os.unlink(address)
        self.disk = VolatileDisk(image, address, self.power_off)
        self.cut = False               # otherwise it ended by itself
        self._whole = collections.deque()
        self._text = b""               # the line that is not whole yet
        command = [
            "qemu-system-x86_64", "-m", "384", "-smp", "1", "-cpu", options.cpu, "-nodefaults", "-no-user-config",
            "-display", "none", "-no-reboot", "-nic", "none",
            "-kernel", options.kernel, "-initrd", options.initramfs,
            "-append", f"console=ttyS0 loglevel=4 panic=-1 no_timer_check {mode}",
            "-drive", f"file=nbd+unix:///?socket={address},format=raw,if=virtio,cache=writeback",
            "-serial", f"file:{os.path.join(folder, 'kernel.log')}", "-serial", "stdio"]
        for accelerator in options.accel.split(","):
            command += ["-accel", accelerator]
        self._errors = open(os.path.join(folder, "qemu.log"), "ab")
        self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                         stderr=self._errors)

    def power_off(self):
        self.cut = True
        self._process.kill()

    def lines(self, until=None):
        """Whole lines as they come, until QEMU has ended or the time `until` is reached."""
        pipe = self._process.stdout.fileno()
        while True:
            while self._whole:
                yield self._whole.popleft().decode("ascii", "replace")
            patience = SILENCE if until is None else max(0.0, until - time.monotonic())
            if not select.select([pipe], [], [], patience)[0]:
                if until is not None:
                    return
                raise Stopped(f"the guest said nothing for {SILENCE:.0f} s")
            part = os.read(pipe, 65536)
            if not part:
                return
            *whole, self._text = (self._text + part).split(b"\n")
            self._whole.extend(whole)

    def end(self):
        self._process.kill()
        self._process.wait()
        self._process.stdout.close()
        self._errors.close()
        self.disk.join()


class Cuts:
    def __init__(self, options, folder):
        self.options = options
        self.folder = folder
        self.image = os.path.join(folder, "disk.img")
        self.books = Books()
        self.chance = random.Random(options.seed)
        self.opening_requests = 40   # learned from each start
        self.saved_requests = 20.0
        self.saved_seconds = 0.1
        self.counts = collections.Counter()
        with open(self.image, "wb") as image:
            image.truncate(DISK_BYTES)
        subprocess.run(["mkfs.ext4", "-q", "-F", "-E", "lazy_itable_init=0,lazy_journal_init=0", self.image],
                       check=True)

    def cut_once(self):
        """False if the guest ended by itself."""
        how = self.chance.choice(("opening", "request", "request", "request", "moment", "moment", "stored"))
        guest = Guest(self.options, self.folder, self.image, f"mode=run unsafe={self.options.unsafe}")
        try:
            opened = self._work(guest, how)
            if not guest.cut and opened:
                self.books.faults.append("the guest ended by itself")
            elif not guest.cut:
                self.books.lose_everything("the queue did not open again")
        finally:
            guest.end()
        cached, lost = guest.disk.lose(self.chance)
        guest.disk.close()
        self.counts["cached"] += cached
        self.counts["blocks lost"] += lost
        self.counts["flushes"] += guest.disk.flushes
        self.counts["in the middle of opening" if not opened else "in the middle of work"] += 1
        return guest.cut

    def _work(self, guest, how):
        """Until the power is gone. True if the queue was open before."""
        opened = False
        wanted = self.chance.randint(FEWEST_SAVED, MOST_SAVED)
        saved = first_request = 0
        started = 0.0
        for line in guest.lines():
            self.books.take(line)
            if line == "opening":
                first_request = guest.disk.requests
                if how == "opening":
                    guest.disk.cut_after(self.chance.randint(1, self.opening_requests))
            elif line == "open":
                opened = True
                self.opening_requests = max(3, guest.disk.requests - first_request)
                first_request, started = guest.disk.requests, time.monotonic()
            elif line.startswith("failed"):
                return opened
            saved += line.startswith("saved ")
            # Right after the gateway's word: whatever comes later would flush what it left behind.
            if saved >= wanted and (how != "stored" or line.startswith("stored")):
                break
        else:
            return opened
        self.saved_requests = (guest.disk.requests - first_request) / saved
        self.saved_seconds = (time.monotonic() - started) / saved
        if how == "stored":
            guest.power_off()
        elif how == "moment":
            moment = time.monotonic() + self.chance.uniform(0, 2 * self.saved_seconds)
            for line in guest.lines(until=moment):
                self.books.take(line)
            guest.power_off()
        else:
            guest.disk.cut_after(self.chance.randint(1, max(2, int(2 * self.saved_requests))))
        for line in guest.lines():  # what it had confirmed before
            self.books.take(line)
        return opened

    def look(self):
        """The last start: only looks, and ends in order. Then the file system itself must be sound."""
        guest = Guest(self.options, self.folder, self.image, "mode=look")
        opened = False
        try:
            for line in guest.lines():
                self.books.take(line)
                opened = opened or line == "open"
        finally:
            guest.end()
            guest.disk.close()
        if not opened:
            self.books.lose_everything("the queue did not open again")
        checked = subprocess.run(["e2fsck", "-fn", self.image], capture_output=True, text=True, check=False)
        if checked.returncode != 0:
            self.books.faults.append("the file system is damaged: " + checked.stdout[-2000:])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--kernel", required=True)
    parser.add_argument("--initramfs", required=True)
    parser.add_argument("--cycles", type=int, default=20)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    parser.add_argument("--unsafe", default="", choices=("", "all", "spool", "folders", "database", "bodies"))
    parser.add_argument("--accel", default="tcg")
    parser.add_argument("--cpu", default="max")
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="countersign-power-")
    begin = time.monotonic()
    cuts = Cuts(options, folder)
    books, counts = cuts.books, cuts.counts
    print(f"seed {options.seed}" + (f", not flushed: {options.unsafe}" if options.unsafe else ""), flush=True)
    cycles = 0
    try:
        while cycles < options.cycles and cuts.cut_once():
            cycles += 1
            print(f"cut {cycles} after {time.monotonic() - begin:.0f} s: {books.confirmed['saved']} saved, "
                  f"{books.lost} lost, {len(books.faults)} faults", flush=True)
        if cycles == options.cycles:
            cuts.look()
    except Stopped as stopped:
        books.faults.append(str(stopped))
    for fault in books.faults[:SHOWN]:
        print("  " + fault)
    if len(books.faults) > SHOWN:
        print(f"  and {len(books.faults) - SHOWN} more")
    confirmed = books.confirmed
    print(f"{counts['in the middle of work']} cuts in the middle of work, {counts['in the middle of opening']} of "
          f"opening; {counts['flushes']} flushes, {counts['cached']} blocks not flushed when the power went, "
          f"{counts['blocks lost']} of them lost")
    print(f"found further than confirmed: {books.further}; rows made anew from the spool: "
          f"{books.healed['rebuilt']}; left-overs removed: {books.healed['removed']}; "
          f"bodies half stored: {len(books.half)}")
    good = cycles == options.cycles and not books.faults and books.lost == 0 and confirmed["saved"] > 0
    print(f"{cycles} power cuts in {time.monotonic() - begin:.0f} s: {confirmed['saved']} registrations "
          f"acknowledged, {confirmed['receipt']} receipts, {confirmed['withdrawn']} withdrawals, "
          f"{confirmed['body']} bodies at the gateway; "
          f"lost {books.lost}, faults {len(books.faults)}")
    if good:
        shutil.rmtree(folder)
    else:
        print(f"disk and logs are kept in {folder}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
