"""Every address that a venue has or had."""

from welcome.storage.writing import Writing


async def taken_slugs(writing: Writing) -> dict[str, int]:
    """Return every slug that any venue has or had -> the venue's number."""
    return dict(await writing.rows("SELECT slug, venue FROM venue_slug"))
