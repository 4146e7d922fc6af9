"""What may come once only, and the rows that every directory begins with.

Unique pairs are indexes because SQLite cannot add a constraint to a table that is there.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "directory_0004_unique_pairs_and_first_rows"
DESCRIPTION = "Unique pairs, the revision row, the installation row, the first kinds of provision"

UNIQUE_PAIRS = (
    ("ward", "boundary_set, gss"),
    ("bank_holiday", "division, day"),
    ("access_fact", "venue, fact"),
    ("venue_provision", "venue, provision"),
    ("venue_language", "venue, language"),
    ("area_alias", "area, alias"),
)
#: Of all flags of a ward one at most is open; of all boundary sets, and of all term calendars, one at most is in use.
UNIQUE_WHERE = (
    ("priority_flag", "ward", "ended_on IS NULL"),
    ("boundary_set", "is_current", "is_current"),
    ("term_calendar", "is_default", "is_default"),
)
PROVISION = (
    "hot_drinks", "snacks", "hot_meal", "vegetarian_food", "halal_food", "warm_room", "wifi", "charging", "computers",
    "digital_help", "games_and_crafts", "childrens_corner", "english_conversation", "local_information", "advice",
    "food_parcels", "volunteering", "greeter", "prayer_room", "worship_optional",
    "pledge_signed", "faith_covenant", "community_dialogue",
)  # fmt: skip


async def index_and_begin() -> None:
    run = engine_finder().run_ddl
    for table, columns in UNIQUE_PAIRS:
        name = f"{table}_once_{columns.replace(', ', '_')}"
        await run(f'CREATE UNIQUE INDEX "{name}" ON "{table}" ({columns})')
    for table, column, where in UNIQUE_WHERE:
        await run(f'CREATE UNIQUE INDEX "{table}_one_{column}" ON "{table}" ("{column}") WHERE {where}')
    await run("INSERT INTO revision (id, directory, postcodes) VALUES (1, 1, 1) ON CONFLICT DO NOTHING")
    await run("INSERT INTO installation (id, demonstration) VALUES (1, FALSE) ON CONFLICT DO NOTHING")
    for place, key in enumerate(PROVISION, 1):
        await run(f"INSERT INTO provision_kind (key, place) VALUES ('{key}', {place}) ON CONFLICT DO NOTHING")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="directory", description=DESCRIPTION)
    manager.add_raw(index_and_begin)
    return manager
