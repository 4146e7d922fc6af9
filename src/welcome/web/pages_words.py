"""The pages of plain words: what this is, what is kept of whom, how accessible it is, and whom to ring in need."""

from datetime import date
from typing import Any

import msgspec
from litestar import Response, get
from litestar.di import NamedDependency

from welcome.web.pages_frame import Asked, Way, mail_link, network_ways, page, phone_link, site_name
from welcome.wording.phrases import calendar_date

#: What the phone may keep, by its key (`static/js/store.js`); a test holds the two together.
KEPT_ON_PHONE = ("language", "theme", "pace", "needs", "saved", "clock_behind_ms")
#: What the server keeps; each has a sentence on what, and one on how long.
KEPT_BY_SERVER = ("requests", "callers", "reports", "mails", "roles", "contacts")
FIVE_PS = ("place", "people", "presence", "provision", "participation")
#: The day on which somebody last went through the accessibility statement line by line.
STATEMENT_PREPARED_ON = date(2026, 11, 23)
_ICO = Way("ico.org.uk/make-a-complaint", "https://ico.org.uk/make-a-complaint/")
_EASS = Way("equalityadvisoryservice.com", "https://www.equalityadvisoryservice.com/")
_ECNI = Way("equalityni.org", "https://www.equalityni.org/")


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A heading ("" for none) with paragraphs, then a list, then a table with its head, then links."""

    heading: str = ""
    paragraphs: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    after: tuple[str, ...] = ()
    ways: tuple[Way, ...] = ()


class HelpLine(msgspec.Struct, frozen=True):
    """Somebody to ring: what for, the number, and what to know first."""

    name: str
    ways: tuple[Way, ...]
    note: str = ""


@get("/about", operation_id="aboutPage")
async def get_about(asked: NamedDependency[Asked]) -> Response[Any]:
    """Answer with what this directory is, what it promises and who runs it."""
    return _words(asked, "page.about.title", about(asked))


@get("/privacy", operation_id="privacyPage")
async def get_privacy(asked: NamedDependency[Asked]) -> Response[Any]:
    """Answer with everything that is kept, where, for how long and on what ground."""
    return _words(asked, "page.privacy.title", privacy(asked))


@get("/accessibility", operation_id="accessibilityPage")
async def get_accessibility(asked: NamedDependency[Asked]) -> Response[Any]:
    """Answer with the accessibility statement, on the model of the Government Digital Service."""
    return _words(asked, "page.accessibility.title", accessibility(asked))


@get("/help", operation_id="helpPage")
async def get_help(asked: NamedDependency[Asked]) -> Response[Any]:
    """Answer with whom to ring in need."""
    line = asked.settings.emergency_line
    said = asked.words.say("page.help.safety.text", line=line)
    return page(asked, "help.html", lines=help_lines(asked), safety=said)


def about(asked: Asked) -> list[Section]:
    """Return the sections of the about page."""
    say, settings = asked.words.say, asked.settings
    operator = settings.operator
    run_by = say("page.about.who.operator", operator=operator) if operator else say("page.about.who.nobody")
    reach = (say("page.about.who.contact", contact=settings.contact),) if settings.contact else ()
    return [
        Section(paragraphs=(say("page.about.intro"),)),
        Section(
            heading=say("page.about.five"),
            items=tuple(say(f"page.about.five.{one}") for one in FIVE_PS),
            after=(say("page.about.kinds"),),
        ),
        Section(
            heading=say("page.about.truth"),
            items=tuple(say(f"page.about.truth.{one}") for one in ("unknown", "checked", "open")),
        ),
        Section(
            heading=say("page.about.order"),
            paragraphs=(say("page.about.order.walk"), say("page.about.order.lift")),
        ),
        Section(
            heading=say("page.about.data"),
            paragraphs=(say("page.about.data.text"),),
            items=asked.served.snapshot.contents.attributions,
            ways=(Way(say("page.about.data.docs"), "/api/docs"),),
        ),
        Section(
            heading=say("page.about.staff"),
            ways=(Way(say("page.about.staff.answer"), "/answer"), Way(say("page.about.staff.print"), "/print/near")),
        ),
        Section(heading=say("page.about.who"), paragraphs=(run_by, *reach), ways=contact_ways(settings.contact)),
    ]


def privacy(asked: Asked) -> list[Section]:
    """Return the sections of the privacy page."""
    say, settings = asked.words.say, asked.settings
    controller = settings.data_controller
    answers = say("page.privacy.law.controller", controller=controller) if controller else say("page.privacy.law.nobody")
    reach = (say("page.privacy.rights.contact", contact=settings.contact),) if settings.contact else ()
    searching = ("phone", "server", "position", "map", "lift")
    kept = tuple((say(f"page.privacy.phone.{key}"), f"welcome.{key}") for key in KEPT_ON_PHONE)
    return [
        Section(paragraphs=(say("page.privacy.intro"),)),
        Section(heading=say("page.privacy.search"), items=tuple(say(f"page.privacy.search.{one}") for one in searching)),
        Section(
            heading=say("page.privacy.phone"),
            paragraphs=(say("page.privacy.phone.text"),),
            head=(say("page.privacy.what"), say("page.privacy.key")),
            rows=(*kept, (say("page.privacy.phone.copy"), "welcome-shell, welcome-data")),
        ),
        Section(
            heading=say("page.privacy.server"),
            paragraphs=(say("page.privacy.server.text"),),
            head=(say("page.privacy.what"), say("page.privacy.long")),
            rows=tuple((say(f"page.privacy.server.{o}"), say(f"page.privacy.server.{o}.long")) for o in KEPT_BY_SERVER),
        ),
        Section(heading=say("page.privacy.law"), paragraphs=(answers, say("page.privacy.law.basis"))),
        Section(
            heading=say("page.privacy.rights"),
            paragraphs=(say("page.privacy.rights.text"), *reach, say("page.privacy.rights.complain")),
            ways=(*contact_ways(settings.contact), _ICO),
        ),
    ]


def accessibility(asked: Asked) -> list[Section]:
    """Return the sections of the accessibility statement."""
    say, settings = asked.words.say, asked.settings
    contact = settings.contact
    tell = say("page.accessibility.tell.contact", contact=contact) if contact else say("page.accessibility.tell.nobody")
    northern = settings.nation == "northern_ireland"
    enforce = "page.accessibility.enforce" + (".northern_ireland" if northern else ".text")
    prepared = calendar_date(asked.words, STATEMENT_PREPARED_ON)
    able, limits = ("zoom", "keyboard", "reader", "colour", "scripts"), ("people", "texts", "map", "outside")
    return [
        Section(
            paragraphs=(say("page.accessibility.intro", site=site_name(asked)),),
            items=tuple(say(f"page.accessibility.can.{one}") for one in able),
        ),
        Section(
            heading=say("page.accessibility.how"),
            paragraphs=(say("page.accessibility.how.text"),),
            items=tuple(say(f"page.accessibility.limit.{one}") for one in limits),
        ),
        Section(
            heading=say("page.accessibility.tell"),
            paragraphs=(tell, say("page.accessibility.tell.paper")),
            ways=(*contact_ways(contact), Way(say("page.about.staff.print"), "/print/near")),
        ),
        Section(
            heading=say("page.accessibility.enforce"),
            paragraphs=(say(enforce),),
            ways=(_ECNI if northern else _EASS,),
        ),
        Section(
            heading=say("page.accessibility.technical"),
            paragraphs=(
                say("page.accessibility.technical.status"),
                say("page.accessibility.technical.tested"),
                say("page.accessibility.prepared", date=prepared),
            ),
        ),
    ]


def help_lines(asked: Asked) -> list[HelpLine]:
    """Return whom to ring: the emergency line, national lines that are certain, and the network's own help."""
    say, settings = asked.words.say, asked.settings
    emergency = settings.emergency_line
    note = "page.help.danger.note" + ("" if emergency == "999" else ".other")
    nation = {"wales": ".wales", "scotland": ".scotland"}.get(settings.nation, "")
    lines = [
        HelpLine(say("page.help.danger"), (Way(emergency, phone_link(emergency)),), say(note)),
        HelpLine(say("page.help.samaritans"), (Way("116 123", "tel:116123"),), say("page.help.samaritans.note")),
    ]
    # Northern Ireland has no 111.
    if settings.nation != "northern_ireland":
        nhs = "page.help.nhs.scotland.note" if nation == ".scotland" else "page.help.nhs.note"
        lines.append(HelpLine(say(f"page.help.nhs{nation}"), (Way("111", "tel:111"),), say(nhs)))
    network = network_ways(settings)
    return [*lines, *([HelpLine(say("page.help.network"), tuple(network))] if network else [])]


def contact_ways(contact: str) -> tuple[Way, ...]:
    """Return the operator's contact as a link where it is a mail address or a number."""
    href = mail_link(contact) if "@" in contact else phone_link(contact)
    return (Way(contact, href),) if href else ()


def _words(asked: Asked, title: str, sections: list[Section]) -> Response[Any]:
    return page(asked, "words.html", title=asked.words.say(title), sections=sections)
