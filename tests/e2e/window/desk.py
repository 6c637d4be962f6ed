"""A counter to be driven as people do: an X display of its own, an operator, an enrolled counter, mouse and keys.

What the window shows is read from its accessibility tree (the way a screen reader does) and from the program's
log; keys and clicks come from xdotool. Nothing here sleeps for a guessed time: every wait looks for something and
fails when it doesn't come.
"""
import ctypes
import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as xml

TOOLS = ("Xvfb", "xdotool", "import", "dbus-daemon")
POLL = 0.05
PATIENCE = 20.0
CLERK, CLERK_NAME, PIN = "lina", "Li Na", "2468"
ACCESS_BUS = "org.a11y.Bus"


class Stopped(Exception):
    """The walk can't go on: what was waited for did not come."""


def missing_tools():
    lacking = [tool for tool in TOOLS if shutil.which(tool) is None]
    try:
        import gi
        gi.require_version("Atspi", "2.0")
    except (ImportError, ValueError):
        lacking.append("python3-gi with gir1.2-atspi-2.0")
    if not os.path.exists("/usr/share/dbus-1/services/org.a11y.Bus.service"):
        lacking.append("at-spi2-core")
    return lacking


# A window that is gone ends a program of Xlib's by default, and what it started would be left running.
IGNORE_X_ERRORS = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(lambda *_: 0)


def ask_to_close(window):
    """WM_DELETE_WINDOW, which a window manager sends for the cross in a title bar."""
    class Message(ctypes.Structure):
        _fields_ = [("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("send_event", ctypes.c_int),
                    ("display", ctypes.c_void_p), ("window", ctypes.c_ulong), ("message_type", ctypes.c_ulong),
                    ("format", ctypes.c_int), ("data", ctypes.c_long * 5), ("rest", ctypes.c_long * 12)]
    x11 = ctypes.CDLL("libX11.so.6")
    x11.XSetErrorHandler(IGNORE_X_ERRORS)
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XInternAtom.restype = ctypes.c_ulong
    display = ctypes.c_void_p(x11.XOpenDisplay(None))
    atom = {name: x11.XInternAtom(display, name, 0) for name in (b"WM_PROTOCOLS", b"WM_DELETE_WINDOW")}
    message = Message(33, 0, 1, display, window, atom[b"WM_PROTOCOLS"], 32)
    message.data[0] = atom[b"WM_DELETE_WINDOW"]
    x11.XSendEvent(display, ctypes.c_ulong(window), 0, ctypes.c_long(0), ctypes.byref(message))
    x11.XSync(display, 0)
    x11.XCloseDisplay(display)


def role_of(node):
    """The role by its older name: what Debian 12 calls a push button is a button in Debian 13."""
    role = node.get_role_name()
    return "push button" if role == "button" else role


class Words:
    """The program's words in the language of the walk, looked up by the English ones."""

    def __init__(self, translations, language):
        self.known = {}
        file = os.path.join(translations, f"countersign_{language}.ts")
        if language == "en":
            return
        for message in xml.parse(file).getroot().iter("message"):
            text = message.findtext("translation") or ""
            if text:
                self.known.setdefault(message.findtext("source"), text)

    def __call__(self, english):
        return self.known.get(english, english)


class Desk:
    def __init__(self, counter, operator, models, translations, language="en", theme="light", size=(1280, 720),
                 practice=True, policy=None):
        self.counter_program, self.operator_program = counter, operator
        self.models, self.language, self.theme, self.size = models, language, theme, size
        self.practice = practice
        self.policy = policy  # the operator's, as an object; None: the smallest
        self.words = Words(translations, language)
        self.folder = tempfile.mkdtemp(prefix="countersign-walk-")
        self.state = os.path.join(self.folder, "counter")
        self.operator_folder = os.path.join(self.folder, "operator")
        self.log_file = os.path.join(self.state, "countersign.log")
        self.log_read = 0
        self.log_lines = []
        self.running = []
        self.shots = None
        self.shot_count = 0
        self.gateway = self.program = None
        self.port = 0

    # --- beginning and end ---

    def __enter__(self):
        try:
            self.start_display()
            self.start_bus()
            self.make_operator()
            self.start_gateway()
            self.enrol()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *failure):
        self.close()

    def close(self):
        for process in reversed(self.running):
            self.end(process)
        shutil.rmtree(self.folder, ignore_errors=True)

    def end(self, process):
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        if process in self.running:
            self.running.remove(process)

    def spawn(self, command, **options):
        process = subprocess.Popen(command, **options)
        self.running.append(process)
        return process

    def start_display(self):
        read, write = os.pipe()
        width, height = self.size
        self.spawn(["Xvfb", "-displayfd", str(write), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"],
                   pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as answer:
            number = answer.readline().strip()
        if not number:
            raise Stopped("Xvfb did not start")
        os.environ["DISPLAY"] = ":" + number
        os.environ.pop("WAYLAND_DISPLAY", None)
        os.environ["QT_QPA_PLATFORM"] = "xcb"

    def start_bus(self):
        runtime = os.path.join(self.folder, "runtime")
        os.mkdir(runtime, 0o700)
        os.environ["XDG_RUNTIME_DIR"] = runtime
        bus = self.spawn(["dbus-daemon", "--session", "--nofork", "--print-address"], stdout=subprocess.PIPE,
                         stderr=subprocess.DEVNULL, text=True)
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
        # Programs ask this bus whether anybody reads their windows; the walk does.
        os.environ["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"
        os.environ["QT_ACCESSIBILITY"] = "1"
        import gi
        gi.require_version("Atspi", "2.0")
        from gi.repository import Atspi
        self.atspi = Atspi
        Atspi.init()

    def make_operator(self):
        policy = []
        if self.policy:
            file = os.path.join(self.folder, "policy.json")
            with open(file, "w", encoding="utf-8") as out:
                json.dump(self.policy, out, ensure_ascii=False)
            policy = ["--policy", file]
        self.run([self.operator_program, "init", "--dir", self.operator_folder, *policy])

    def start_gateway(self):
        """On the port of last time, so that a counter finds it again."""
        self.gateway = self.spawn([self.operator_program, "serve", "--dir", self.operator_folder, "--listen",
                                   "127.0.0.1", "--port", str(self.port)], stdout=subprocess.PIPE, text=True)
        for line in self.gateway.stdout:
            found = re.match(r"Listening on .*:(\d+)", line)
            if found:
                self.port = int(found.group(1))
                return
        raise Stopped("the gateway did not start")

    def stop_gateway(self):
        self.end(self.gateway)

    def command(self, *more):
        return [self.counter_program, "--state", self.state, "--models", self.models, "--operator",
                f"https://127.0.0.1:{self.port}", *more]

    def run(self, command, **options):
        done = subprocess.run(command, capture_output=True, text=True, **options)
        if done.returncode != 0:
            raise Stopped(f"{os.path.basename(command[0])} ended with {done.returncode}: {done.stderr.strip()}")
        return done.stdout.strip()

    def enrol(self):
        code = self.run([self.operator_program, "new-code", "--dir", self.operator_folder])
        offscreen = dict(os.environ, QT_QPA_PLATFORM="offscreen")
        ca = os.path.join(self.operator_folder, "tls", "ca.pem")
        self.run(self.command("--ca", ca, "--enrol", code), env=offscreen)
        self.run(self.command("--add-clerk", CLERK, "--clerk-name", CLERK_NAME), input=PIN, env=offscreen)

    def open_program(self, *more, page="sign-in"):
        practice = ["--practice"] if self.practice else []
        self.log_read = os.path.getsize(self.log_file) if os.path.exists(self.log_file) else 0
        self.log_lines = []
        self.program = self.spawn(self.command("--language", self.language, "--theme", self.theme, *practice, *more))
        line = self.await_log(f"page {page} drawn")
        self.take_window()
        return line

    def take_window(self):
        """No window manager: the size of the screen is given by hand, and the keyboard too. Again for a window built anew."""
        self.window = self.until("the window", self.find_window)
        self.xdotool("windowmove", self.window, "0", "0")
        self.xdotool("windowsize", self.window, *map(str, self.size))
        self.xdotool("windowfocus", self.window)

    def close_program(self):
        """As the window's own button does: asks it to close, and waits until it has."""
        ask_to_close(int(self.window))
        try:
            return self.program.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            raise Stopped("the program did not close") from None
        finally:
            self.end(self.program)

    # --- looking ---

    def until(self, what, look, patience=PATIENCE):
        """Looks until look() gives something true."""
        end = time.monotonic() + patience
        while True:
            seen = look()
            if seen:
                return seen
            if self.program is not None and self.program.poll() is not None:
                raise Stopped(f"the program ended with {self.program.returncode} while {what} was awaited")
            if time.monotonic() > end:
                raise Stopped(f"waited {patience:.0f} s for {what}")
            time.sleep(POLL)

    def read_log(self):
        if not os.path.exists(self.log_file):
            return
        with open(self.log_file, encoding="utf-8", errors="replace") as log:
            log.seek(self.log_read)
            text = log.read()
        whole = text.rfind("\n") + 1
        self.log_read += len(text[:whole].encode())
        self.log_lines += text[:whole].splitlines()

    def await_log(self, words, patience=PATIENCE):
        """The next line with these words that was not awaited yet. Earlier lines are put away with it."""
        def look():
            self.read_log()
            for at, line in enumerate(self.log_lines):
                if words in line:
                    del self.log_lines[:at + 1]
                    return line
            return None
        return self.until(f"“{words}” in the log", look, patience)

    def await_page(self, name, patience=PATIENCE):
        return self.await_log(f"page {name} drawn", patience)

    def page_named(self, name):
        self.read_log()
        return any(f"page {name} drawn" in line for line in self.log_lines)

    def find_window(self):
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(self.program.pid)],
                               capture_output=True, text=True).stdout.split()
        return found[0] if found else None

    def application(self):
        desktop = self.atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(i)
            if child is not None and child.get_process_id() == self.program.pid:
                return child
        return None

    def controls(self):
        """Every accessible object that is on the screen, in reading order."""
        def walk(node):
            if node is None:
                return
            node.clear_cache()
            states = node.get_state_set()
            if node is not root and not states.contains(self.atspi.StateType.SHOWING):
                return
            yield node
            for i in range(node.get_child_count()):
                yield from walk(node.get_child_at_index(i))
        root = self.application()
        try:
            found = list(walk(root))
        except Exception:  # a widget went away while it was asked; the next look sees the rest
            return []
        return found

    def find(self, name, role=None, enabled=True):
        for node in self.controls():
            try:
                if node.get_name() != name or (role and role_of(node) != role):
                    continue
                if enabled and not node.get_state_set().contains(self.atspi.StateType.ENABLED):
                    continue
                return node
            except Exception:
                continue
        return None

    def see(self, english, role=None, enabled=True, patience=PATIENCE):
        """Waits until a control of this name is on the screen (and can be used)."""
        name = self.words(english)
        return self.until(f"“{name}” on the screen", lambda: self.find(name, role, enabled), patience)

    def reads(self, english, patience=PATIENCE):
        """Waits for a text that holds these words."""
        part = self.words(english)

        def look():
            for node in self.controls():
                try:
                    if part in (node.get_name() or "") or part in (node.get_description() or ""):
                        return True
                except Exception:
                    continue
            return False
        return self.until(f"the words “{part}”", look, patience)

    # --- acting ---

    def xdotool(self, *arguments):
        subprocess.run(["xdotool", *arguments], check=True)

    def click(self, english, role=None, times=1):
        self.click_named(self.words(english), role, times)

    def click_named(self, name, role=None, times=1):
        node = self.until(f"“{name}” on the screen", lambda: self.find(name, role))
        box = node.get_extents(self.atspi.CoordType.SCREEN)
        x, y = box.x + box.width // 2, box.y + box.height // 2
        self.click_at(x, y, times)

    def click_at(self, x, y, times=1):
        self.xdotool("mousemove", str(x), str(y), "click", "--repeat", str(times), "--delay", "40", "1")

    def key(self, *keys):
        self.xdotool("key", "--clearmodifiers", *keys)

    def type(self, text):
        self.xdotool("type", "--delay", "8", text)

    def focused(self):
        for node in self.controls():
            try:
                if node.get_state_set().contains(self.atspi.StateType.FOCUSED) and node.get_child_count() == 0:
                    return node.get_name()
            except Exception:
                continue
        return None

    # --- pictures and the other side ---

    NAMED = ("push button", "toggle button", "radio button", "check box", "text", "password text", "entry", "combo box",
             "list", "list item", "table", "table cell", "slider", "scroll bar")

    def unnamed(self):
        """Controls on the screen that a screen reader could not name."""
        found = []
        for node in self.controls():
            try:
                role, states = role_of(node), node.get_state_set()
                if role not in self.NAMED or role == "scroll bar":
                    continue
                labelled = any(relation.get_relation_type() == self.atspi.RelationType.LABELLED_BY
                               for relation in node.get_relation_set() or [])
                empty = role in ("list item", "table cell")  # a cell may have nothing to say
                if not (node.get_name() or labelled or empty) and states.contains(self.atspi.StateType.FOCUSABLE):
                    found.append(f"{role} at {node.get_extents(self.atspi.CoordType.SCREEN).x}")
            except Exception:
                continue
        return found

    def shot(self, name):
        """What every page is held against, and its picture if pictures are wanted."""
        nameless = self.unnamed()
        if nameless and name != "stopped":
            raise Stopped(f"{name}: controls without a name: {', '.join(nameless)}")
        if not self.shots:
            return
        self.shot_count += 1
        self.xdotool("mousemove", str(self.size[0] - 1), str(self.size[1] - 1))
        file = os.path.join(self.shots, f"{self.shot_count:02d}-{name}.png")
        subprocess.run(["import", "-silent", "-window", "root", file], check=True)

    def register_without_scan(self):
        """From the empty details page to the result, for a practice buyer who is not scanned."""
        self.key("F2")
        self.see("Next: Document", "push button")
        self.key("Return")
        self.await_page("document")
        self.key("F2")
        self.see("Next: Consent", "push button")
        self.key("Return")
        self.await_page("consent")
        self.key("F6")
        self.await_page("other-way")
        self.click("Nobody else is here")
        self.click("Register without a scan", "push button")
        self.await_page("result")

    def held(self):
        """What the operator's gateway holds."""
        return json.loads(self.run([self.operator_program, "list", "--dir", self.operator_folder, "--json"]))


def say(line):
    print(line, flush=True)
    sys.stdout.flush()


def main(description, walk, policy=None):
    """The whole of a script: its arguments, a desk, and `walk(desk)`. Gives the exit status, the walk's own if any."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--counter", required=True, help="the program countersign")
    parser.add_argument("--operator", required=True, help="the program countersign-operator")
    parser.add_argument("--models", required=True, help="folder of the face models")
    parser.add_argument("--helper", help="the program canary_helper, for the script that needs it")
    parser.add_argument("--language", default="en", choices=("en", "zh_CN", "ar"))
    parser.add_argument("--theme", default="light", choices=("light", "dark"))
    parser.add_argument("--size", default="1280x720", help="of the screen")
    parser.add_argument("shots", nargs="?", help="folder for pictures of every page")
    given = parser.parse_args()
    lacking = missing_tools()
    if lacking:
        say("skipped: missing " + ", ".join(lacking))
        return 77
    here = os.path.dirname(os.path.abspath(__file__))
    translations = os.path.join(here, "..", "..", "..", "resources", "translations")
    width, height = given.size.split("x")
    try:
        with Desk(given.counter, given.operator, given.models, translations, given.language, given.theme,
                  (int(width), int(height)), policy=policy) as desk:
            if given.shots:
                os.makedirs(given.shots, exist_ok=True)
                desk.shots = given.shots
            desk.given = given
            try:
                return walk(desk) or 0
            except Stopped:
                desk.shot("stopped")
                raise
    except Stopped as why:
        say(f"stopped: {why}")
        return 1
    return 0
