"""How much a screen moves by itself."""

from playwright.sync_api import Page

#: Sum of a screen's shifts that a person did not cause: what browsers call good (https://web.dev/articles/cls).
CALM = 0.1
#: Adds up the shifts that come without a click or a key shortly before.
WATCH = """() => {
    window.shifted = 0;
    new PerformanceObserver(list => list.getEntries().filter(entry => !entry.hadRecentInput)
        .forEach(entry => { window.shifted += entry.value; })).observe({type: "layout-shift"});
}"""


def watch(page: Page) -> None:
    """Begin to add up."""
    page.evaluate(WATCH)


def shifted(page: Page) -> float:
    """The sum since then."""
    return float(page.evaluate("window.shifted"))
