"""Nobody's own number or mailbox becomes public because it stood in a sheet."""

import pytest

from welcome.exchange.spreadsheet_contacts import is_persons_mailbox, national_number, safe_website


def contacts_of(read, column, cell, more=""):
    sheet = read(f'name,postcode,hours,{column}\nElm Hall,AA1 1AA,Monday 10 to 12,"{cell}"{more}\n')
    found = [(contact.value, contact.is_public, contact.of_person) for contact in sheet.venues[0].contacts]
    return found, [remark.value for remark in sheet.report.of_kind("warning")]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("01632 960000", [("01632 960000", True, False)]),
        ("020 7946 0000", [("020 7946 0000", True, False)]),
        ("0808 157 0000", [("0808 157 0000", True, False)]),
        ("+44 (0)1632 960000", [("01632960000", True, False)]),
        ("0044 1632 960000", [("01632960000", True, False)]),
        ("01632 960000 ext 12", [("01632 960000", True, False)]),
        ("07700 900123", [("07700 900123", False, True)]),
        ("+447700900123", [("07700900123", False, True)]),
        ("01632 960000 / 07700 900123", [("01632 960000", True, False), ("07700 900123", False, True)]),
        ("01632 960000 (ask for Jo)", [("01632 960000", False, True)]),
        ("0909 8790000", [("0909 8790000", False, False)]),
        ("n/a", []),
    ],
)
def test_landlines_start_public_and_what_may_be_a_persons_starts_private(read, cell, expected):
    assert contacts_of(read, "phone", cell) == (expected, [])


@pytest.mark.parametrize(
    "cell", ["not-a-phone", "999", "12345", "01632 96000000000", "+33 1 23 45 67 89", "0632 960000", "07700 90012"]
)
def test_what_is_no_telephone_number_is_left_out_and_named(read, cell):
    assert contacts_of(read, "phone", cell) == ([], [cell])


def test_the_nought_that_a_spreadsheet_took_away_is_put_back_and_said(read):
    assert contacts_of(read, "phone", "1632960000") == ([("01632960000", True, False)], ["1632960000"])


def test_a_number_beside_a_persons_name_starts_private(read):
    found, _ = contacts_of(read, "phone,contact_name", '01632 960000","Jo Bloggs')
    assert found == [("01632 960000", False, True)]


@pytest.mark.parametrize(
    ("address", "persons"),
    [
        ("info@elmhall.example", False),
        ("parish.office@elmhall.example", False),
        ("elmhall@elmhall.example", False),
        ("library2@council.example", False),
        ("jo.bloggs@council.example", True),
        ("jo@elmhall.example", True),
        ("j.bloggs3@council.example", True),
        ("elmhall@gmail.com", True),
        ("info@hotmail.co.uk", True),
        ("123@elmhall.example", True),
    ],
)
def test_a_mailbox_is_a_persons_unless_it_is_plainly_the_organisations(read, address, persons):
    assert is_persons_mailbox(address) is persons
    assert contacts_of(read, "email", address) == ([(address, not persons, persons)], [])


@pytest.mark.parametrize("cell", ["elmhall.example", "jo@", "jo@@elm.example", "@elm"])
def test_what_is_no_mail_address_is_left_out_and_named(read, cell):
    assert contacts_of(read, "email", cell) == ([], [cell])


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://elm.example/about?x=1", "https://elm.example/about?x=1"),
        ("http://elm.example", "http://elm.example"),
        ("www.elm.example", "https://www.elm.example"),
        ("javascript:alert(1)", None),
        ("JavaScript:alert(1)//https://elm.example", None),
        ("data:text/html;base64,AA", None),
        ("mailto:jo@elm.example", None),
        ("ftp://elm.example", None),
        ("https://user:secret@elm.example", None),
        ("https://elm.example:port", None),
        ("https://[::1", None),
        ('https://elm.example/"onclick=', None),
        ("elm", None),
    ],
)
def test_only_web_addresses_are_taken_for_websites(text, address):
    assert safe_website(text) == address


def test_a_script_for_a_website_is_left_out_and_named(read):
    assert contacts_of(read, "website", "javascript:alert(1)") == ([], ["javascript:alert(1)"])


def test_a_column_of_mixed_contacts_is_understood_and_all_of_it_starts_private(read):
    found, warned = contacts_of(read, "contact", "01632 960000; info@elm.example; Jo Bloggs")
    assert found == [("01632 960000", False, True), ("info@elm.example", False, True)]
    assert warned == ["Jo Bloggs"]


@pytest.mark.parametrize(
    ("text", "digits"), [("(01632) 960-000", "01632960000"), ("+1 202 555 0100", None), ("0412345678", None)]
)
def test_a_national_number_is_told_from_a_foreign_one(text, digits):
    assert national_number(text) == digits
