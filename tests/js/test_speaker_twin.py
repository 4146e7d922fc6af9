"""The phone and the server say the same times in the same words, to the letter."""

import runpy
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest

from welcome.directory.hours import LONDON, Opening
from welcome.wording.catalogue import PLURAL_CATEGORY
from welcome.wording.speaker import say_schedules
from welcome.wording.state import say_state

HERE = Path(__file__).parent
made = runpy.run_path(str(HERE.parent / "examples" / "made_hours.py"))
SEED = 20261
STATES = ("open", "opens_later", "closed", "not_known", "by_appointment", "paused")

pytestmark = pytest.mark.node


def said_by_the_phone(asked: dict[str, Any]) -> dict[str, Any]:
    ran = subprocess.run(
        ["node", HERE / "say.mjs"], input=msgspec.json.encode(asked), capture_output=True, check=False, timeout=60
    )
    assert ran.returncode == 0, ran.stderr.decode()
    return msgspec.json.decode(ran.stdout)


def test_the_phones_speaker_passes_its_own_tests():
    ran = subprocess.run(["node", "--test", HERE], capture_output=True, check=False, timeout=60, text=True)
    assert ran.returncode == 0, ran.stdout
    assert "# fail 0" in ran.stdout
    assert "# pass 0" not in ran.stdout


def test_thousands_of_made_up_schedules_are_said_alike():
    print("seed", SEED)
    random = Random(SEED)
    venues = [
        [made["made_welcome"](random, made["made_schedule"](random)) for _ in range(random.randrange(5))] for _ in range(2000)
    ]
    phone = said_by_the_phone({"schedules": venues})["schedules"]
    assert phone == [say_schedules(schedules) for schedules in venues]


def made_card(random: Random) -> dict[str, Any]:
    at = (datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=random.randrange(3 * 365 * 1440))).astimezone(LONDON)
    openings = []
    for _ in range(random.randrange(4)):
        minutes = random.randrange(-300, random.choice((60, 1440, 20_000)))
        starts = (at.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(LONDON)
        ends = (starts.astimezone(UTC) + timedelta(minutes=random.choice((30, 120, 600, 2000)))).astimezone(LONDON)
        doubt = random.choice((None, None, "bank_holiday", "term", "no_closing_time"))
        audience = random.choice(("everyone", "everyone", "women"))
        openings.append(Opening(starts, ends, doubt, audience, booking=random.choice(("none", "none", "needed"))))
    return {
        "status": random.choice(STATES),
        "at": at,
        "openings": openings[:2],
        "next": openings[2] if len(openings) > 2 else None,
        "appointments": openings[:1],
        "why": random.choice(("", "", "bank holiday")),
        "walk_minutes": random.choice((None, 5, 45)),
    }


def test_thousands_of_made_up_moments_are_said_alike():
    print("seed", SEED)
    random = Random(SEED)
    cards = [made_card(random) for _ in range(3000)]
    phone = said_by_the_phone({"states": cards})["states"]
    assert phone == [
        say_state(
            card["status"],
            card["at"],
            card["openings"],
            next_opening=card["next"],
            appointments=card["appointments"],
            why=card["why"],
            walk_minutes=card["walk_minutes"],
        )
        for card in cards
    ]
    assert len(set(phone)) > 200


def test_plural_categories_are_those_that_browsers_use():
    numbers = [*range(130), 1000, 1001, 1002, 1011]
    languages = [*PLURAL_CATEGORY, "phr"]
    ours = {language: [PLURAL_CATEGORY.get(language, PLURAL_CATEGORY["en"])(n) for n in numbers] for language in languages}
    assert said_by_the_phone({"plurals": dict.fromkeys(languages, numbers)})["plurals"] == ours
