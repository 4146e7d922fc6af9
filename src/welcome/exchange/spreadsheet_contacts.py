"""Telephone numbers, mail addresses and websites out of a sheet, and which start private because they are a person's."""

import re
from urllib.parse import urlsplit

from welcome.directory.venues import Contact, ContactKind
from welcome.exchange.report import shown
from welcome.exchange.sheet_row import SheetRow

#: Mailboxes that anybody may have, so that one of them is probably somebody's own.
_ANYBODYS = frozenset((
    "gmail.com", "googlemail.com", "hotmail.com", "hotmail.co.uk", "outlook.com", "live.com", "live.co.uk", "msn.com",
    "yahoo.com", "yahoo.co.uk", "ymail.com", "icloud.com", "me.com", "mac.com", "aol.com", "btinternet.com", "sky.com",
    "virginmedia.com", "blueyonder.co.uk", "ntlworld.com", "talktalk.net", "tiscali.co.uk", "tesco.net", "gmx.com",
    "gmx.co.uk", "mail.com", "proton.me", "protonmail.com", "fastmail.com", "zoho.com", "btopenworld.com",
))  # fmt: skip
#: What stands before the @ of an organisation's own mailbox.
_ROLES = frozenset((
    "admin", "administrator", "bookings", "booking", "cafe", "centre", "church", "community", "contact", "contactus", "council",
    "enquiries", "enquiry", "events", "general", "hall", "hello", "help", "hub", "info", "information", "libraries", "library",
    "mail", "manager", "office", "parish", "post", "reception", "secretary", "team", "us", "volunteer", "volunteering",
    "warden", "welcome", "the",
))  # fmt: skip
_MAIL = re.compile(r"[a-z0-9._%+'-]+@[a-z0-9-]+(\.[a-z0-9-]+)+", re.IGNORECASE)
_PHONE = re.compile(r"[+(]?[0-9][0-9 ().\-]{7,}[0-9]")
#: National numbers as Ofcom gives them out: 10 or 11 digits from 0, never 04, 05 (firms) or 06.
_NATIONAL = re.compile(r"01[0-9]{8,9}|0[237][0-9]{9}|08[0-9]{8,9}|0[59][0-9]{9}")
_EXTENSION = re.compile(r"(?:ext|extension|x)\.?\s*(\d{1,6})$", re.IGNORECASE)
_SEVERAL = re.compile(r"\s*(?:;|\||\n|,|\bor\b|/)\s*")


def read_contacts(row: SheetRow) -> tuple[Contact, ...]:
    """Return the ways to reach the venue; what is none of them is left out with a warning that names it.

    An organisation's landline, role mailbox and website start public. A mobile number, a mailbox that may be a person's own,
    and every number beside a person's name start private, and are marked as a person's.
    """
    person = row.line("contact_name")
    found: dict[tuple[str, str], Contact] = {}
    for contact in (*_phones(row, person), *_mails(row, person), *_websites(row), *_mixed(row)):
        found.setdefault((contact.kind, contact.value), contact)
    if person and not any(contact.label == person for contact in found.values()):
        row.warn("contact_name", person, "A name alone was not kept: it is of no use without a number or an address.")
    return tuple(found.values())


def national_number(text: str) -> str | None:
    """Return a telephone number of the United Kingdom as digits from 0, or None: “+44 (0)1632 960000” is 01632960000."""
    if not _PHONE.fullmatch(text.strip()):
        return None
    digits = re.sub(r"\D", "", text.replace("(0)", ""))
    international = text.strip().startswith("+")
    if digits.startswith("0044"):
        digits, international = digits[2:], True
    if international:
        if not digits.startswith("44"):
            return None
        digits = f"0{digits[2:].removeprefix('0')}"
    return digits if _NATIONAL.fullmatch(digits) else None


def is_persons_mailbox(address: str) -> bool:
    """Return whether a mail address may be a person's own: all but a role or the organisation's name at its own domain."""
    box, _, domain = address.lower().partition("@")
    if domain in _ANYBODYS:
        return True
    words = [word for word in re.split(r"[._+-]|\d+", box) if word]
    organisation = re.sub(r"[^a-z]", "", domain.split(".")[0])
    named_after_it = len("".join(words)) >= 4 and "".join(words) in organisation
    return not words or not (
        named_after_it or all(word in _ROLES or (len(word) >= 4 and word == organisation) for word in words)
    )


def safe_website(text: str) -> str | None:
    """Return a web address that begins with http:// or https:// and names a host, or None."""
    address = text if "://" in text else f"https://{text}"
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return None
    usable = parts.scheme in ("http", "https") and re.fullmatch(r"[\w-]+(\.[\w-]+)+", host) and not parts.username
    return address if usable and not re.search(r"[\s<>\"\\]", address) else None


def _phones(row: SheetRow, person: str) -> list[Contact]:
    return [
        contact
        for column in ("phone", "mobile")
        for part in _parts(row.text(column))
        if (contact := _phone(row, column, part, person))
    ]


def _parts(text: str) -> list[str]:
    return [part for part in _SEVERAL.split(text) if part]


def _phone(row: SheetRow, column: str, text: str, person: str) -> Contact | None:
    """Return the number as it was typed, with words beside it (“ask for Jo”) as a label that keeps it private."""
    extension = _EXTENSION.search(text)
    number = _PHONE.search(text)
    if number is None:
        row.warn(column, text, f"“{shown(text)}” is not a telephone number and was left out.")
        return None
    digits = national_number(number[0])
    if digits is None and re.fullmatch(r"[1-37]\d{9}", number[0]):
        # A spreadsheet takes the nought off when a cell counts as a number.
        digits = f"0{number[0]}"
        row.warn(column, text, f"{number[0]} lacks its first 0, as sheets have it, and was kept as {digits}. Check it.")
    if digits is None:
        row.warn(column, text, f"“{shown(text)}” is not a telephone number of this country and was left out.")
        return None
    beside = text.replace(number[0], " ") if extension is None else text[: extension.start()].replace(number[0], " ")
    words = re.sub(r"[^\w' ]+", " ", beside).strip()
    is_mobile = digits.startswith("07")
    of_person = is_mobile or bool(person or words)
    # 09 numbers cost the caller money: nobody is sent there unasked.
    is_public = not of_person and not digits.startswith("09")
    value = number[0] if re.sub(r"\D", "", number[0]) == digits else digits
    label = person or " ".join(part for part in (shown(words), f"extension {extension[1]}" if extension else "") if part)
    return Contact(kind="phone", value=value, label=label, is_public=is_public, of_person=of_person)


def _mails(row: SheetRow, person: str) -> list[Contact]:
    return [contact for part in _parts(row.text("email")) if (contact := _mail(row, "email", part, person))]


def _mail(row: SheetRow, column: str, text: str, person: str) -> Contact | None:
    address = text.removeprefix("mailto:").strip(" <>.")
    if not _MAIL.fullmatch(address):
        row.warn(column, text, f"“{shown(text)}” is not a mail address and was left out.")
        return None
    of_person = is_persons_mailbox(address)
    label = person if of_person else ""
    return Contact(kind="email", value=address, label=label, is_public=not of_person, of_person=of_person)


def _websites(row: SheetRow) -> list[Contact]:
    found: list[Contact] = []
    for part in re.split(r"[\s;|,]+", row.text("website")):
        address = safe_website(part) if part else None
        if address:
            found.append(Contact(kind="website", value=address, is_public=True))
        elif part:
            sentence = f"“{shown(part)}” is not a web address that begins with http:// or https:// and was left out."
            row.warn("website", part, sentence)
    return found


def _mixed(row: SheetRow) -> list[Contact]:
    """Return what a column called “contact” holds, of any kind; all of it starts private, as nobody can tell whose it is."""
    found: list[Contact] = []
    for part in _parts(row.text("contact")):
        kinds: list[tuple[ContactKind, re.Pattern[str]]] = [("email", _MAIL), ("phone", _PHONE)]
        contact = next((kind for kind, shape in kinds if shape.search(part)), None)
        if contact == "email":
            found += filter(None, (_mail(row, "contact", _MAIL.search(part)[0], ""),))
        elif contact == "phone":
            found += filter(None, (_phone(row, "contact", part, ""),))
        else:
            row.warn("contact", part, f"“{shown(part)}” is neither a number nor an address and was left out.")
    return [Contact(kind=contact.kind, value=contact.value, label=contact.label, of_person=True) for contact in found]
