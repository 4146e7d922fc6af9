"""Finding somewhere without scripts: a form in, cards out, and nothing typed is kept anywhere."""

import re
from urllib.parse import urlencode

import httpx
import pytest

PAGE = {"accept": "text/html", "content-type": "application/x-www-form-urlencoded"}


async def found(client: httpx.AsyncClient, **fields) -> httpx.Response:
    return await client.post("/find", content=urlencode(fields, doseq=True), headers=PAGE)


def names(said: str) -> list[str]:
    return re.findall(r'<h[23]><a href="/venues/[^"]*"><span[^>]*>(.*?)</span>', said)


async def test_the_form_says_that_the_search_goes_to_the_server_which_writes_nothing_down(client):
    said = (await client.get("/find", headers=PAGE)).text
    assert 'method="post" action="/find"' in said
    assert "what you look for goes to our server" in said
    assert "writes nothing of it down" in said


async def test_a_search_that_came_in_an_address_is_put_into_the_field_and_not_answered(client):
    answer = await client.get("/find?q=AA1+1AA", headers=PAGE)
    assert 'value="AA1 1AA"' in answer.text
    assert names(answer.text) == []
    assert answer.headers["cache-control"] == "no-store"


async def test_an_answer_to_what_somebody_typed_is_kept_by_nobody(client):
    answer = await found(client, place="AA1 1AA")
    assert answer.headers["cache-control"] == "no-store"
    assert "location" not in answer.headers
    assert "set-cookie" not in answer.headers


async def test_the_form_on_the_start_page_may_call_its_field_by_its_own_name(client):
    assert "Places near AA1 1AA" in (await found(client, q="AA1 1AA")).text


WRITTEN = ["AA1 1AA", "aa11aa", " Aa1-1aA ", "ＡＡ１ １ＡＡ", "AA੧ ੧AA", "AA١ ١AA"]


@pytest.mark.parametrize("typed", WRITTEN)
async def test_a_postcode_in_any_form_and_any_scripts_digits_is_found(client, typed):
    said = (await found(client, place=typed)).text
    assert "Places near AA1 1AA" in said
    assert names(said)[0] == "Kettle Cross Fire Station Community Room"
    assert "0.1 miles, about 2 minutes’ walk" in said


async def test_a_part_of_town_by_any_of_its_names_a_ward_and_the_name_of_a_venue_are_found(client, snapshot):
    area = snapshot.contents.areas[0]
    for name in (area.name, *area.aliases):
        assert f"From the middle of {area.name}." in (await found(client, place=name.upper())).text
    ward = next(one for one in snapshot.wards.wards if one.name not in {area.name for area in snapshot.contents.areas})
    assert "From the middle of" in (await found(client, place=ward.name)).text
    assert names((await found(client, place="quaker meeting house")).text)[0] == "Quaker Meeting House, Orchard Row"


WRONG = [
    ("AA1 1ZZ", "AA1 1ZZ is not in our list: it may be new, closed, or outside Examplebury."),
    ("AA1 1A", "“AA1 1A” is not a whole postcode."),
    ("ZZ9", "We know no postcode that begins with ZZ9."),
    ("x" * 300, "That is too long"),
]


@pytest.mark.parametrize(("typed", "sentence"), WRONG)
async def test_what_is_to_be_put_right_is_said_beside_what_was_typed_and_all_else_stays(client, typed, sentence):
    answer = await found(client, place=typed, access=["toilet", "hearing_loop"], when="tu", pace="steady")
    assert answer.status_code == 400
    assert f'value="{typed}"' in answer.text
    assert answer.text.count(sentence) >= 2
    assert 'aria-invalid="true"' in answer.text
    assert re.search(r"<title>Something to put right", answer.text)
    assert answer.text.count(" checked>") == 2
    assert '<option value="tu" selected>' in answer.text
    assert '<option value="steady" selected>' in answer.text


async def test_needs_make_three_groups_and_those_that_lack_something_are_folded_away(client, snapshot):
    said = (await found(client, place="AA1 5AA", access=["wheelchair_route"])).text
    headings = re.findall(r"<(?:h2|summary)>([^<]+ \(\d+\))</", said)
    assert [heading.rsplit(" ", 1)[0] for heading in headings] == [
        "Has what you need",
        "Not known, ask first",
        "Does not have it",
    ]
    folded = re.search(r"<details>\n<summary>Does not have it.*?</details>", said, re.DOTALL)[0]
    assert 'data-state="no"' in folded
    assert "A wheelchair gets in, to a table and to a toilet" in said
    assert "Ask first: Wheelchair route" in said


async def test_open_when_i_get_there_respects_the_walk(client):
    quick = names((await found(client, place="AA1 1AA", when="now", pace="usual")).text)
    slow = names((await found(client, place="AA1 1AA", when="now", pace="steady")).text)
    assert set(slow) < set(quick)
    assert "closes before you would arrive" not in (await found(client, place="AA1 1AA", when="now", pace="steady")).text


async def test_a_day_and_a_part_of_it_is_asked_about(client):
    said = (await found(client, place="AA1 1AA", when="su", part="morning")).text
    assert names(said)
    assert "Nothing that fits is open then" not in said


async def test_there_is_always_an_answer_that_says_what_was_given_up(client):
    far = await found(client, place="AA1 2AA", provision=["prayer_room", "food_parcels", "hot_meal"], language="ku")
    assert names(far.text)
    assert "Nothing fits all of that. These are the nearest others." in far.text


async def test_no_ward_is_named_on_a_card(client, snapshot):
    said = (await found(client)).text
    for index, venue in enumerate(snapshot.venues):
        ward = snapshot.wards.wards[int(snapshot.wards_of[index])].name if snapshot.wards_of[index] >= 0 else ""
        if ward and ward not in venue.address and f"/venues/{venue.slug}" in said:
            card = re.search(
                rf'<li class="card">(?:(?!</li>\n<li class="card">).)*?/venues/{venue.slug}".*?</li>', said, re.DOTALL
            )
            assert ward not in card[0].split(f"/venues/{venue.slug}")[1], venue.slug


async def test_choices_that_the_form_does_not_have_count_as_not_given(client):
    answer = await found(client, place="AA1 1AA", when="never", access=["nonsense"], language="<b>", pace="500")
    assert answer.status_code == 200
    assert "<b>" not in answer.text


async def test_more_than_a_form_holds_is_refused_with_a_page(client):
    answer = await found(client, place="x" * 20_000)
    assert answer.status_code == 413
    assert "shorten it" in answer.text
