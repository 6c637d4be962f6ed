"""Chromium without a window, driven through its own pipe (--remote-debugging-pipe): no driver program, no package."""

import base64
import fcntl
import hashlib
import json
import os
import select
import shutil
import subprocess
import time

WAIT = 120  # seconds until a wait is given up; a busy machine changes nothing but the time it takes


def program():
    return shutil.which("chromium") or shutil.which("chromium-browser")


def key_pin(certificate):
    """The certificate's key as Chromium wants it named: this one is trusted and no other."""
    public = subprocess.run(["openssl", "x509", "-in", certificate, "-pubkey", "-noout"], check=True,
                            capture_output=True).stdout
    der = subprocess.run(["openssl", "pkey", "-pubin", "-outform", "DER"], input=public, check=True,
                         capture_output=True).stdout
    return base64.b64encode(hashlib.sha256(der).digest()).decode()


def high(fd):
    moved = fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, 10)
    os.close(fd)
    return moved


class Chromium:
    def __init__(self, folder, certificate, language="en-GB"):
        to_read, to_write = map(high, os.pipe())
        from_read, from_write = map(high, os.pipe())

        def ends():
            os.dup2(to_read, 3)
            os.dup2(from_write, 4)

        self.process = subprocess.Popen(
            [program(), "--headless=new", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu", "--no-first-run",
             "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update",
             "--disable-extensions", "--no-proxy-server", "--force-color-profile=srgb", f"--lang={language}",
             f"--user-data-dir={folder}", f"--ignore-certificate-errors-spki-list={key_pin(certificate)}", "about:blank"],
            preexec_fn=ends, pass_fds=(3, 4), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=open(os.path.join(folder, "..", "chromium.log"), "wb"))
        os.close(to_read)
        os.close(from_write)
        self.out, self.into = to_write, from_read
        self.last, self.rest, self.events = 0, b"", []

    def close(self):
        try:
            self.call("Browser.close")
        except (OSError, RuntimeError):
            pass
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def call(self, method, session=None, **params):
        self.last += 1
        asked = {"id": self.last, "method": method, "params": params}
        if session:
            asked["sessionId"] = session
        os.write(self.out, json.dumps(asked).encode() + b"\0")
        while True:
            said = self.next()
            if said.get("id") == asked["id"]:
                if "error" in said:
                    raise RuntimeError(f"{method}: {said['error']['message']}")
                return said["result"]
            if "method" in said:
                self.events.append(said)

    def next(self):
        until = time.monotonic() + WAIT
        while b"\0" not in self.rest:
            ready, _, _ = select.select([self.into], [], [], max(0, until - time.monotonic()))
            if not ready:
                raise RuntimeError("Chromium does not answer")
            part = os.read(self.into, 1 << 20)
            if not part:
                raise RuntimeError("Chromium has ended")
            self.rest += part
        one, self.rest = self.rest.split(b"\0", 1)
        return json.loads(one)

    def page(self, url, language=None, before=None):
        """In a profile of its own: another reviewer at another computer."""
        context = self.call("Target.createBrowserContext")["browserContextId"]
        target = self.call("Target.createTarget", url="about:blank", browserContextId=context)["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        return Page(self, session, url, language, before)


KEYS = {"Enter": (13, "Enter", "\r"), "Escape": (27, "Escape", ""), "Tab": (9, "Tab", "\t"),
        "ArrowLeft": (37, "ArrowLeft", ""), "ArrowUp": (38, "ArrowUp", ""), "ArrowRight": (39, "ArrowRight", ""),
        "ArrowDown": (40, "ArrowDown", ""), "?": (191, "Slash", "?"), "+": (187, "Equal", "+"), "-": (189, "Minus", "-")}


class Page:
    def __init__(self, browser, session, url, language, before):
        self.browser, self.session, self.url = browser, session, url
        for domain in ("Page", "Runtime", "Log"):
            self.call(domain + ".enable")
        self.size(1280, 720)
        if language:
            agent = self.js("navigator.userAgent")
            self.call("Emulation.setUserAgentOverride", userAgent=agent, acceptLanguage=language)
        if before:
            self.call("Page.addScriptToEvaluateOnNewDocument", source=before)
        self.load()

    def call(self, method, **params):
        return self.browser.call(method, self.session, **params)

    def load(self):
        self.call("Page.navigate", url=self.url)
        self.until("document.querySelector('#app .top') !== null")

    def size(self, width, height):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def dark(self, on):
        self.call("Emulation.setEmulatedMedia",
                  features=[{"name": "prefers-color-scheme", "value": "dark" if on else "light"}])

    def js(self, expression):
        said = self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in said:
            raise RuntimeError(f"{expression}: {said['exceptionDetails']}")
        return said["result"].get("value")

    def until(self, condition):
        """Waits within the page for what is to come; the page says when."""
        came = self.js(f"""new Promise((resolve) => {{
            const end = Date.now() + {WAIT * 900};
            const look = () => {{
                let there = false;
                try {{ there = {condition}; }} catch {{ }}
                if (there) resolve(true); else if (Date.now() > end) resolve(false); else setTimeout(look, 30);
            }};
            look();
        }})""")
        if not came:
            raise AssertionError(f"never came: {condition}\nThe page says:\n{self.text()}")

    def text(self, selector="body"):
        return self.js(f"document.querySelector({json.dumps(selector)})?.innerText ?? ''")

    def key(self, name):
        code, physical, text = KEYS.get(name) or (
            ord(name.upper()), ("Digit" if name.isdigit() else "Key") + name.upper(), name)
        what = dict(key=name, code=physical, windowsVirtualKeyCode=code, nativeVirtualKeyCode=code)
        self.call("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", text=text, **what)
        self.call("Input.dispatchKeyEvent", type="keyUp", **what)

    def type(self, text):
        self.call("Input.insertText", text=text)

    def shot(self, file):
        # One frame after the last change of the page.
        self.js("new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(true))))")
        data = self.call("Page.captureScreenshot", format="png")["data"]
        with open(file, "wb") as out:
            out.write(base64.b64decode(data))

    def complaints(self):
        """What the browser or the page's scripts complained of: refused sources, exceptions."""
        found = []
        for event in self.browser.events:
            if event.get("sessionId") != self.session:
                continue
            if event["method"] == "Runtime.exceptionThrown":
                found.append(json.dumps(event["params"]["exceptionDetails"])[:400])
            elif event["method"] == "Log.entryAdded":
                entry = event["params"]["entry"]
                # Answers such as 401 are expected where the test asks for them.
                if entry["level"] == "error" and "the server responded with a status of" not in entry["text"]:
                    found.append(entry["text"][:400])
        return found
