"""Claims about the page in a real Chromium, with the network off."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.reports.page.browsers import chromium, reason_to_skip, screenshots
from tests.reports.runs import HOSTILE, URDU, gym, hostile, in_other_scripts

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SKIPPED = reason_to_skip()
pytestmark = pytest.mark.skipif(SKIPPED is not None, reason=str(SKIPPED))
DESKTOP, PHONE = (1280, 900), (390, 844)
DRAWN = "html[data-charts=drawn]"
PATIENCE = 60_000
INK = "getComputedStyle(document.querySelector('#cash .role-axis-label text')).fill"
A4_HIGH = 1040
"""Printable height of A4 between margins of 14 mm, at 96 pixels an inch."""
LUMINANCE = """
const channel = (c) => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
const light = (rgb) => { const [r, g, b] = rgb.match(/[\\d.]+/g).map(Number);
  return 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b); };
const contrast = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p);
  return (x + 0.05) / (y + 0.05); };
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The addresses of pages by the name of their run."""
    folder = tmp_path_factory.mktemp("pages")
    made: dict[str, Any] = {"gym": gym, "hostile": hostile, "scripts": in_other_scripts}
    return {name: run().report(folder / name)[0].as_uri() for name, run in made.items()}


@contextmanager
def opened(
    browser: Browser, address: str, size: tuple[int, int] = DESKTOP, scheme: str = "light"
) -> Iterator[tuple[Page, list[str]]]:
    """A page with all charts drawn, and what the console said."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if scheme == "dark" else "light",
        offline=True,
    )
    page, said = context.new_page(), list[str]()
    page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"error: {error}"))
    page.on("request", lambda asked: asked.url == address or said.append(f"asked: {asked.url}"))
    page.goto(address)
    page.wait_for_selector(DRAWN, timeout=PATIENCE)
    yield page, [word for word in said if not word.startswith("asked: data:")]
    context.close()


@pytest.fixture(scope="module")
def desk(browser: Browser, pages: dict[str, str]) -> Iterator[Page]:
    """The page of the gym on a desk, for tests that leave it as it was."""
    with opened(browser, pages["gym"]) as (page, _):
        yield page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("name", "size"), [("desktop", DESKTOP), ("phone", PHONE)])
def test_the_page_opens_without_a_network_and_without_an_error(
    browser: Browser, pages: dict[str, str], tmp_path: Path, name: str, size: Any, scheme: str
) -> None:
    with opened(browser, pages["gym"], size, scheme) as (page, said):
        page.screenshot(path=screenshots(tmp_path) / f"{name}_{scheme}.png", full_page=True)
        assert said == []
        charts = page.locator(".chart").count()
        assert charts > 10
        assert page.locator(".chart svg").count() == charts
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        widest = page.evaluate(
            "Math.max(...[...document.querySelectorAll('.chart svg')]"
            ".map((svg) => svg.getBoundingClientRect().right))"
        )
        assert widest <= size[0]


def test_the_pointer_is_told_the_number_and_its_interval(desk: Page) -> None:
    point = desk.locator("#life_cycle .chart svg .mark-symbol.role-mark path").nth(3)
    point.scroll_into_view_if_needed()
    box = point.bounding_box()
    assert box is not None
    desk.mouse.move(box["x"] + box["width"] / 2 + 3, box["y"] + box["height"] / 2 + 3)
    desk.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=3)
    desk.wait_for_selector("#vg-tooltip-element.visible", timeout=PATIENCE)
    told = desk.inner_text("#vg-tooltip-element")
    assert "age" in told
    assert "€" in told
    assert "[" in told


def test_the_scheme_changes_by_keyboard_and_the_charts_with_it(desk: Page) -> None:
    desk.evaluate("document.body.tabIndex = -1, document.body.focus()")
    desk.keyboard.press("Tab")
    assert desk.evaluate("document.activeElement.className") == "skip"
    before = desk.evaluate(INK)
    desk.keyboard.press("Tab")
    assert desk.evaluate("document.activeElement.id") == "scheme"
    desk.keyboard.press("Enter")
    assert desk.evaluate("document.documentElement.dataset.scheme") == "dark"
    assert desk.evaluate(INK) != before
    desk.keyboard.press("Enter")
    assert desk.evaluate(INK) == before


def test_text_and_lines_stand_out_from_their_ground_in_both_schemes(desk: Page) -> None:
    for _ in ("light", "dark"):
        paper = desk.evaluate("getComputedStyle(document.body).backgroundColor")
        for element in (".verdict", "figcaption p", ".note", "nav a", ".headlines dt", "td"):
            ink = desk.evaluate(f"getComputedStyle(document.querySelector('{element}')).color")
            assert contrast(desk, ink, paper) >= 4.5, element
        lines = desk.evaluate(
            "[...document.querySelectorAll('#cash .mark-line path')]"
            ".map((path) => getComputedStyle(path).stroke)"
        )
        assert len(lines) == 2
        assert all(contrast(desk, line, paper) >= 3 for line in lines)
        desk.locator("#scheme").click()


def contrast(page: Page, one: str, other: str) -> float:
    """The contrast of two colours (Web Content Accessibility Guidelines 2.1)."""
    found: float = page.evaluate(
        f"(() => {{ {LUMINANCE} return contrast('{one}', '{other}'); }})()"
    )
    return found


def test_the_first_paint_comes_within_a_second(desk: Page) -> None:
    painted = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
    assert desk.evaluate(painted) < 1000


def test_a_hostile_title_stays_a_title(browser: Browser, pages: dict[str, str]) -> None:
    with opened(browser, pages["hostile"]) as (page, said):
        assert page.title() == HOSTILE
        assert page.inner_text("h1") == HOSTILE
        assert said == []


def test_names_from_right_to_left_stand_so(
    browser: Browser, pages: dict[str, str], tmp_path: Path
) -> None:
    with opened(browser, pages["scripts"], PHONE) as (page, said):
        page.screenshot(path=screenshots(tmp_path) / "other_scripts.png", full_page=True)
        assert said == []
        header = page.locator("#tables th[scope=col]", has_text=URDU[1].replace("_", " ")).first
        assert header.evaluate("(cell) => getComputedStyle(cell).direction") == "rtl"
        assert page.locator("h1").evaluate("(title) => getComputedStyle(title).direction") == "ltr"
        verdict = page.locator(".verdict")
        assert verdict.evaluate("(sentence) => getComputedStyle(sentence).direction") == "ltr"
        assert verdict.locator("bdi").count() >= 2
        assert URDU[0].replace("_", " ") in page.locator("#rates svg").text_content()


def test_no_chart_is_cut_in_print_and_long_tables_are_open(
    browser: Browser, pages: dict[str, str], tmp_path: Path
) -> None:
    with opened(browser, pages["gym"], (760, 1000), "dark") as (page, _):
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        figures = page.evaluate(
            "[...document.querySelectorAll('figure')].map((figure) => "
            "[figure.getBoundingClientRect().height, getComputedStyle(figure).breakInside])"
        )
        assert all(height < A4_HIGH and inside == "avoid" for height, inside in figures)
        assert page.locator("details.print-open:not([open])").count() == 0
        assert page.evaluate(INK) == "rgb(27, 31, 36)"  # dark on white paper, whatever the screen
        page.pdf(path=screenshots(tmp_path) / "print.pdf", format="A4")
