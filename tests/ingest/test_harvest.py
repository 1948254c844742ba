"""What a crawl brings home, and what it makes of what was there."""

from typing import Any

from etl.ingest.harvest import Harvest, complaint, key, merged
from etl.records import Visit
from tests.records import page

URL = "https://harbour-post.example/a"


def visit(outcome: str = "stored", **fields: Any) -> Visit:
    stated: dict[str, Any] = {"url": URL, "kind": "page", "found_in": ("feed",), "outcome": outcome}
    return Visit(**(stated | fields))


def again(earlier: Visit, now: Visit) -> list[Visit]:
    return merged({key(earlier): earlier}, [now])


def test_what_was_stored_is_not_lost_by_a_visit_that_brings_nothing() -> None:
    stored = visit(page_id="p1")
    for now in (visit("unchanged", page_id="p1"), visit("failed", reason="timeout"), visit("refused", reason="robots")):
        assert again(stored, now) == [stored]


def test_what_failed_before_is_what_it_is_now_and_what_changed_is_stored_anew() -> None:
    assert again(visit("failed", reason="timeout"), visit(page_id="p1")) == [visit(page_id="p1")]
    assert again(visit(page_id="p1"), visit(page_id="p2")) == [visit(page_id="p2")]


def test_what_is_no_longer_announced_stays() -> None:
    other = visit("failed", url=f"{URL}b", reason="http_404")
    assert again(other, visit(page_id="p1")) == [visit(page_id="p1"), other]


def test_pages_come_by_address_whatever_the_order_of_the_answers() -> None:
    with Harvest() as harvest:
        for name in "cab":
            harvest.put(visit(url=f"{URL}/{name}", page_id=name), page(name, page_id=name, url=f"{URL}/{name}"))
        assert [found.body for found in harvest.pages()] == [b"a", b"b", b"c"]


def test_addresses_that_lead_to_one_page_share_it() -> None:
    with Harvest() as harvest:
        for name in "ba":
            harvest.put(visit(url=f"{URL}/{name}", page_id=name, digest="d"), page("x", page_id=name, url=URL))
        assert [found.page_id for found in harvest.pages()] == ["a"]
        assert [found.page_id for found in harvest.visits()] == ["a", "a"]


def test_silence_is_a_complaint_and_an_empty_list_is_none() -> None:
    feed = visit("read", kind="feed", url=f"{URL}/rss")
    down = visit("failed", kind="feed", url=f"{URL}/atom", reason="timeout")
    assert complaint([down]) == "no list of pages answered (timeout 1)"
    assert complaint([feed, down]) is None
    assert complaint([feed, visit("failed", reason="http_403")]) == "not one of 1 pages could be fetched (http_403 1)"
    assert complaint([feed, visit("unchanged", page_id="p1")]) is None
    assert complaint([]) is None
