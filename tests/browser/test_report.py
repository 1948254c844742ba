"""What a reader of a report sees and does, with mouse, keyboard, phone, printer, and without JavaScript."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page

from etl import warehouse
from tests.browser.conftest import HOSTILE, Visit, visit

WIDTHS = (360, 800, 1400)
OPEN_ALL = "document.querySelectorAll('details').forEach(details => details.open = true)"


@pytest.fixture
def desk(browser: Browser, report: Path) -> Iterator[Page]:
    """The report of the sample on a desk."""
    seen = visit(browser, report, viewport={"width": 1400, "height": 900})
    yield seen.page
    seen.page.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_chart_is_drawn_and_nothing_is_complained_of(
    browser: Browser, report: Path, width: int, scheme: str
) -> None:
    seen = visit(browser, report, viewport={"width": width, "height": 900}, color_scheme=scheme)
    charts = seen.page.locator(".plot svg:visible")
    assert charts.count() == seen.page.locator(".plot").count() >= 6
    for chart in charts.all():
        box = chart.bounding_box()
        assert box
        assert box["width"] > 200
        assert box["height"] > 50
        assert 0 <= box["x"] <= box["x"] + box["width"] <= width
        assert chart.locator("path[fill^='var'], path[stroke^='var'], line[stroke^='var']").count() > 2
    assert seen.complaints == []
    seen.page.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_scrolls_sideways(browser: Browser, report: Path, width: int) -> None:
    page = visit(browser, report, viewport={"width": width, "height": 900}).page
    page.evaluate(OPEN_ALL)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_on_a_phone_no_name_is_cut_off(browser: Browser, report: Path) -> None:
    page = visit(browser, report, viewport={"width": 360, "height": 900}).page
    names = page.locator("#outlets .narrow text, #speakers .narrow text").all_text_contents()
    assert "The Tidewater Ledger" in names
    assert [name for name in names if "…" in name] == []
    page.close()


def test_charts_follow_the_theme(browser: Browser, report: Path) -> None:
    fills = set()
    for scheme in ("light", "dark"):
        page = visit(browser, report, color_scheme=scheme).page
        bar = page.locator("#coverage .wide path[fill='var(--dark)']").first
        fills.add(bar.evaluate("bar => getComputedStyle(bar).fill"))
        page.close()
    assert len(fills) == 2
    assert not {"none", "rgb(0, 0, 0)"} & fills


def test_evidence_opens_by_mouse_down_to_sentence_outlet_and_link(desk: Page) -> None:
    evidence = desk.locator("#events .evidence")
    proof = evidence.locator(".proof").first
    assert not proof.is_visible()
    evidence.locator("> summary").click()
    proof.locator("> summary").click()
    assert proof.locator("blockquote").first.is_visible()
    source = proof.locator(".source").first
    assert source.locator("a").get_attribute("href", timeout=1000)
    assert "2025" in source.inner_text()


def test_evidence_and_numbers_open_by_keyboard_alone(desk: Page) -> None:
    focus(desk, "#coverage .plot")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    assert desk.locator("#coverage .proof").first.is_visible()
    desk.keyboard.press("Tab")
    desk.keyboard.press("Space")
    assert desk.locator("#coverage blockquote").first.is_visible()


def test_every_chart_and_its_table_are_reached_by_tab(desk: Page) -> None:
    charts, tables = set(), set()
    for _ in range(400):
        desk.keyboard.press("Tab")
        reached = desk.evaluate("(it => [it.className, it.closest('figure')?.id, it.tagName])(document.activeElement)")
        if reached[2] == "BODY":
            break
        if reached[0] == "plot":
            charts.add(reached[1])
        if "numbers" in str(desk.evaluate("document.activeElement.parentElement.className")):
            tables.add(reached[1])
    assert charts == tables == {figure.get_attribute("id") for figure in desk.locator("figure").all()}


def test_the_first_tab_skips_to_the_report(desk: Page) -> None:
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    assert desk.evaluate("document.activeElement.id") == "report"


def test_numbers_are_those_of_the_sql_beside_them(desk: Page, sample: Path) -> None:
    """The page's questions, asked anew, answer what its tables and its CSV have."""
    desk.evaluate(OPEN_ALL)
    for figure in desk.locator("figure").all():
        question = figure.locator(".numbers .query code").last.inner_text()
        with warehouse.connect(sample) as connection:
            result = connection.execute(question)
            head = [name for name, *_ in result.description or ()]
            rows = [["" if value is None else str(value) for value in row] for row in result.fetchall()]
        shown = downloaded(desk, figure)
        assert shown[0] == head
        assert shown[1:] == rows
        assert figure.locator("tbody tr").count() == len(rows) > 0


def test_headlines_are_those_of_the_macros(desk: Page, sample: Path) -> None:
    with warehouse.connect(sample) as connection:
        ((stories, articles),) = connection.execute(
            "select count(distinct story_id), count(*) from dyad('RUS', 'CHN')"
        ).fetchall()
        ((events, conflict),) = connection.execute(
            """
            select sum(cooperation + conflict)::int, sum(conflict)::int
            from relations('RUS', 'CHN')
            where source_country = 'RUS'
            """
        ).fetchall()
    cards = desk.locator(".cards > div").all_inner_texts()
    assert f"{stories} stories" in cards[0]
    assert f"in {articles} articles" in cards[0]
    assert f"{events} events" in cards[2]
    assert f"{100 * conflict / events:.0f}\N{NO-BREAK SPACE}% of them conflict" in cards[2]


def test_bars_are_as_high_as_the_numbers(desk: Page, sample: Path) -> None:
    query = """
        select count(distinct story_id)
        from dyad('RUS', 'CHN')
        where published_at is not null
        group by date_trunc('week', published_at)
        order by min(published_at)
    """
    with warehouse.connect(sample) as connection:
        stories = [n for (n,) in connection.execute(query).fetchall()]
    bars = desk.locator("#coverage .wide .mark-rect path[fill='var(--dark)']")
    heights = bars.evaluate_all("bars => bars.map(bar => bar.getBBox().height)")
    assert [height / max(heights) for height in heights] == pytest.approx([n / max(stories) for n in stories], abs=0.01)


@pytest.mark.parametrize(("width", "drawn"), [(360, ".narrow"), (1400, ".wide")])
@pytest.mark.parametrize("key", ["coverage", "events"])
def test_weeks_without_data_are_hatched_and_an_incomplete_one_lies_under_a_band(
    browser: Browser, gapped: Path, key: str, width: int, drawn: str
) -> None:
    page = visit(browser, gapped, viewport={"width": width, "height": 900}).page
    boxes = {}
    for name in ("no-data", "part-of-data"):
        fields = page.locator(f"#{key} {drawn} .mark-rect path[fill='url(#{name})']")
        boxes[name] = [box for field in fields.all() if (box := field.bounding_box())]
    panels = 1 if key == "coverage" else 2
    assert len(boxes["no-data"]) == panels
    assert len(boxes["part-of-data"]) == panels
    assert boxes["part-of-data"][0]["x"] < boxes["no-data"][0]["x"]
    assert boxes["part-of-data"][0]["y"] + boxes["part-of-data"][0]["height"] < boxes["no-data"][0]["y"]
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_articles_that_mean_harm_run_no_script(browser: Browser, hostile: Path, scheme: str) -> None:
    seen = visit(browser, hostile, color_scheme=scheme)
    seen.page.evaluate(OPEN_ALL)
    assert seen.page.evaluate("[window.harmed, document.scripts.length, document.images.length]") == [None, 0, 0]
    assert HOSTILE in seen.page.locator("#outlets tbody td").first.inner_text()
    assert HOSTILE[:20] in (seen.page.locator("#outlets .wide").text_content() or "")
    assert seen.complaints == []
    seen.page.close()


def test_the_policy_stops_a_script_that_gets_in(browser: Browser, hostile: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.html"
    broken.write_text(
        hostile.read_text("utf-8").replace("</main>", "<script>window.harmed = 1</script></main>"), "utf-8"
    )
    seen = visit(browser, broken)
    assert seen.page.evaluate("window.harmed") is None
    assert any("Content Security Policy" in complaint for complaint in seen.complaints)
    seen.page.close()


def test_everything_works_without_javascript(browser: Browser, report: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    seen = Visit(context.new_page())
    seen.page.goto(report.as_uri())
    figure = seen.page.locator("#speakers")
    assert figure.locator("svg:visible").count() == 1
    figure.locator(".evidence > summary").click()
    figure.locator(".proof > summary").first.click()
    assert figure.locator("blockquote").first.is_visible()
    figure.locator(".numbers > summary").click()
    assert figure.locator("td").first.is_visible()
    context.close()


def test_print_opens_what_is_folded_and_spells_links_out(desk: Page) -> None:
    desk.emulate_media(media="print")
    quotation = desk.locator("#coverage blockquote").first.bounding_box()
    assert quotation
    assert quotation["height"] > 10
    link = desk.locator(".source a").first
    assert link.get_attribute("href") in link.evaluate("link => getComputedStyle(link, '::after').content")
    assert not desk.locator("nav").is_visible()
    assert desk.locator(".plot .wide svg").first.is_visible()


def focus(page: Page, selector: str) -> None:
    page.locator(selector).focus()


def downloaded(page: Page, figure: Locator) -> list[list[str]]:
    """The rows of the CSV behind a figure, as the link gives them."""
    with page.expect_download() as download:
        figure.locator("a.csv").click()
    return list(csv.reader(io.StringIO(Path(download.value.path()).read_text("utf-8"))))
