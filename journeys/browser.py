"""A person at a browser: what a journey says is what such a person does and sees.

Links, buttons and fields are named by the words on the page, so that a journey also fails when a word that
people rely on is gone.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, Route, expect

EXECUTABLES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
LOCAL = re.compile(r"^(?:https?://(?:127\.0\.0\.1|localhost)[:/]|data:|blob:|about:)")
GRAVE = ("serious", "critical")
WIDEST = """[...document.querySelectorAll("main *")].filter(n => n.getBoundingClientRect().right > innerWidth + 1)
  .slice(0, 3).map(n => n.outerHTML.slice(0, 120))"""
AXE = Axe()


def executable() -> str | None:
    """The browser on this machine, or None."""
    return next((path for path in map(shutil.which, EXECUTABLES) if path), None)


def named(words: str, exact: bool = False) -> re.Pattern[str]:
    """A name that holds these words (or is these words), with or without gaps between its parts."""
    pattern = r"\s*".join(re.escape(sign) for sign in words if not sign.isspace())
    return re.compile(rf"^\s*{pattern}\s*$" if exact else pattern)


@dataclass
class Visitor:
    """One person with a browser of their own: own cookies, nothing remembered from anybody else."""

    context: BrowserContext
    home: str
    page: Page = field(init=False)
    troubles: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context.route("**/*", self._stay_here)
        self.page = self.context.new_page()
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self.troubles.append(f"script: {error}"))

    def _stay_here(self, route: Route, request: Request) -> None:
        if LOCAL.match(request.url):
            route.continue_()
        else:
            self.troubles.append(f"left this machine: {request.url}")
            route.abort()

    def _note_console(self, message: ConsoleMessage) -> None:
        # "Failed to load resource" repeats the status of a page that a journey may have asked for on purpose.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.troubles.append(f"console at {self.page.url}: {message.text}")

    def goes_to(self, path: str) -> None:
        """Opens an address of this site and waits until it is there."""
        self.page.goto(self.home + path)

    def gets(self, path: str) -> tuple[int, str]:
        """What this browser is given at an address now, without opening it: status and text."""
        answer = self.context.request.get(self.home + path)
        return answer.status, "" if "image" in answer.headers.get("content-type", "") else answer.text()

    def signs_in(self, username: str, password: str) -> None:
        """Signs in to the office."""
        self.goes_to("/office/login/")
        self.page.locator("[name=username]").fill(username)
        self.page.locator("[name=password]").fill(password)
        self.page.locator("[name=password]").press("Enter")
        self.page.wait_for_url(lambda url: "/login" not in url)

    def is_let_in(self, session: str) -> None:
        """Comes to the office already signed in."""
        self.context.add_cookies([{"name": "sessionid", "value": session, "url": self.home}])

    def fills(self, label: str, text: str) -> None:
        """Writes into the field with this label."""
        self._field(label).fill(text)

    def chooses(self, label: str, option: str) -> None:
        """Takes an option of a list, by the words shown."""
        self._field(label).select_option(label=option)

    def takes(self, group: str, choice: str) -> None:
        """Takes one of the buttons of a question, by the words of both."""
        question = self.page.get_by_role("group", name=group)
        question.get_by_label(choice, exact=True).check(force=True)

    def ticks(self, label: str) -> None:
        """Ticks a box or takes a choice; its label is what people click on."""
        self.page.get_by_label(label).first.check(force=True)

    def attaches(self, label: str, file: Path) -> None:
        """Puts a file into the field with this label."""
        self._field(label).set_input_files(file)

    def presses(self, name: str) -> None:
        """Presses a button and waits until the next page is there."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=named(name)).first.click()

    def follows(self, name: str, *, within: str = "body", exact: bool = False) -> None:
        """Follows a link and waits until the next page is there; ``exact`` when other links hold the same words."""
        with self.page.expect_navigation():
            self.page.locator(within).get_by_role("link", name=named(name, exact)).first.click()

    def opens(self, name: str) -> None:
        """Opens a dialog or a folded part of the page."""
        self.page.get_by_text(name).first.click()

    def types(self, *keys: str) -> None:
        """Presses keys one after the other, the page having the focus."""
        for key in keys:
            self.page.keyboard.press(key)

    def downloads(self, name: str) -> bytes:
        """Follows a link that gives a file; its bytes."""
        with self.page.expect_download() as waiting:
            self.page.get_by_role("link", name=named(name)).first.click()
        return Path(waiting.value.path()).read_bytes()

    def sees(self, text: str) -> None:
        """The page shows this text."""
        expect(self.page.locator("body")).to_contain_text(text)

    def does_not_see(self, text: str) -> None:
        """The page does not show this text."""
        expect(self.page.locator("body")).not_to_contain_text(text)

    def reads(self, selector: str) -> str:
        """The text of one part of the page."""
        return self.page.locator(selector).first.inner_text()

    def uses_phone(self) -> None:
        """Looks at the page on a narrow screen."""
        self.page.set_viewport_size(PHONE)  # type: ignore[arg-type]

    def finds_no_barrier(self, *, colours: bool = True) -> None:
        """Nothing on the page shuts out people with disabilities: no serious or critical finding of axe.

        ``colours``: contrast too, which takes most of the time.
        """
        if self.page.evaluate("typeof axe") == "undefined":
            self.page.evaluate(AXE.axe_script)
        # Axe would copy imported sheets into the page, which the policy of the page refuses.
        options = {
            "preload": False,
            "resultTypes": ["violations"],
            "rules": {"color-contrast": {"enabled": colours}},
        }
        report = self.page.evaluate("options => axe.run(options)", options)
        found = [rule for rule in report["violations"] if rule["impact"] in GRAVE]
        where = [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]
        assert not where, f"{self.page.url}\n" + "\n".join(where)

    def shuts_nobody_out(self) -> None:
        """The page has no barrier on a wide and on a narrow screen, and fits a phone without sliding sideways.

        A narrow screen has the colours of the wide one; what it alone has, the bar of tabs, stands in the frame of
        all pages and is looked at by ``test_front_door``.
        """
        self.finds_no_barrier()
        self.uses_phone()
        self.finds_no_barrier(colours=False)
        self.fits_the_screen()
        self.page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]

    def fits_the_screen(self) -> None:
        """Nothing reaches beyond the screen, so that nobody has to slide sideways."""
        wide, screen = self.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert wide <= screen, f"{self.page.url} is {wide} px wide: {self.page.evaluate(WIDEST)}"

    def takes_picture(self, name: str, *, whole: bool = True) -> None:
        """Keeps a picture of the page in the folder ``JOURNEY_PICTURES``, when there is one."""
        folder = os.environ.get("JOURNEY_PICTURES")
        if folder:
            self.page.screenshot(path=Path(folder) / f"{name}.png", full_page=whole)

    def met_no_trouble(self) -> None:
        """No script failed, nothing was blocked, nothing was asked of another machine."""
        assert not self.troubles, "\n".join(self.troubles)

    def _field(self, label: str) -> Locator:
        return self.page.get_by_label(re.compile(rf"^\s*{re.escape(label)}\s*(（选填）)?\s*$")).first


@contextmanager
def visitor(browser: object, home: str, **habits: object) -> Iterator[Visitor]:
    """A new person at a new window (``habits``: how this one differs, as Playwright names it); at the end nothing may
    have gone wrong behind the scenes."""
    usual = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai", "viewport": DESKTOP, "accept_downloads": True}
    context = browser.new_context(**usual | habits)  # type: ignore[attr-defined]
    context.set_default_timeout(15_000)
    person = Visitor(context, home)
    try:
        yield person
        person.met_no_trouble()
    finally:
        context.close()
