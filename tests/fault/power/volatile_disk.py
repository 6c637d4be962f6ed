"""A disk with a volatile write cache, for a guest that loses its power.

Speaks the NBD protocol to QEMU over a socket. What the guest wrote since its last flush lies in the cache; when the
power goes, each 4 KiB block of it is on the disk or not, as chance has it: in any order, the newest version or an
older one, or nothing at all. What was written before a flush is there. So a program or a file system that forgets a
flush loses what it confirmed. A block itself is not torn, as on disks with 4 KiB sectors.
"""
import os
import socket
import struct
import threading

BLOCK = 4096
OPTION_MAGIC, OPTION_REPLY_MAGIC = 0x49484156454F5054, 0x3E889045565A9
REQUEST_MAGIC, REPLY_MAGIC = 0x25609513, 0x67446698
EXPORT_NAME, ABORT, GO = 1, 2, 7
ACK, INFO, UNSUPPORTED = 1, 3, 0x80000001
READ, WRITE, DISCONNECT, FLUSH = 0, 1, 2, 3
HAS_FLAGS, SEND_FLUSH = 1, 4
INVALID = 22


class VolatileDisk:
    """One guest's start: `image` is always what the guest reads; `_cache` is how to take back what may be lost."""

    def __init__(self, image, address, power_off):
        self.requests = 0        # writes and flushes of this start
        self.flushes = 0
        self._power_off = power_off
        self._cut_at = None
        self._cache = []         # (offset, before, after), oldest first
        self._file = os.open(image, os.O_RDWR)
        self._size = os.fstat(self._file).st_size
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(address)
        self._listener.listen(1)
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def cut_after(self, requests):
        """The power goes in the middle of the n-th write or flush from now."""
        self._cut_at = self.requests + requests

    def join(self):
        """After QEMU is gone."""
        # Wakes the thread if QEMU died before it came here.
        self._listener.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._listener.close()

    def lose(self, chance):
        """What the power cut does. Returns how many cached blocks there were and how many of them are lost."""
        for offset, before, _ in reversed(self._cache):
            os.pwrite(self._file, before, offset)
        kept_part = chance.choice((0, 0, 0.1, 0.5, 0.9))
        cached = lost = 0
        for offset, _, after in self._cache:
            at = 0
            while at < len(after):
                end = min(len(after), (offset + at) // BLOCK * BLOCK + BLOCK - offset)
                cached += 1
                if chance.random() < kept_part:
                    os.pwrite(self._file, after[at:end], offset + at)
                else:
                    lost += 1
                at = end
        self._cache.clear()
        return cached, lost

    def close(self):
        os.close(self._file)

    def _serve(self):
        try:
            connection, _ = self._listener.accept()
        except OSError:
            return
        with connection:
            try:
                if self._greet(connection):
                    while self._answer(connection):
                        pass
            except (ConnectionError, EOFError):
                pass  # the guest is gone: that is what this is for

    def _greet(self, connection):
        connection.sendall(b"NBDMAGIC" + struct.pack(">QH", OPTION_MAGIC, 3))
        take(connection, 4)
        while True:
            _, option, length = struct.unpack(">QII", take(connection, 16))
            take(connection, length)

            def reply(kind, data=b""):
                connection.sendall(struct.pack(">QIII", OPTION_REPLY_MAGIC, option, kind, len(data)) + data)
            if option == GO:
                reply(INFO, struct.pack(">HQH", 0, self._size, HAS_FLAGS | SEND_FLUSH))
                reply(INFO, struct.pack(">HIII", 3, 512, BLOCK, 1 << 25))
                reply(ACK)
                return True
            if option == ABORT:
                reply(ACK)
                return False
            if option == EXPORT_NAME:
                raise ConnectionError("a client of the old kind")
            reply(UNSUPPORTED)

    def _answer(self, connection):
        _, _, kind, handle, offset, length = struct.unpack(">IHHQQI", take(connection, 28))
        data, error = b"", 0
        if kind == DISCONNECT:
            return False
        if kind == READ:
            data = os.pread(self._file, length, offset)
        elif kind == WRITE:
            written = take(connection, length)
            self._cache.append((offset, os.pread(self._file, length, offset), written))
            os.pwrite(self._file, written, offset)
            if self._cut():
                return False
        elif kind == FLUSH:
            # In the middle of a flush: nothing of it is done.
            if self._cut():
                return False
            self.flushes += 1
            self._cache.clear()
        else:
            error = INVALID
        connection.sendall(struct.pack(">IIQ", REPLY_MAGIC, error, handle) + data)
        return True

    def _cut(self):
        self.requests += 1
        if self._cut_at is None or self.requests < self._cut_at:
            return False
        self._power_off()
        return True


def take(connection, size):
    parts = bytearray()
    while len(parts) < size:
        part = connection.recv(size - len(parts))
        if not part:
            raise EOFError
        parts += part
    return bytes(parts)
