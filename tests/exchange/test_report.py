"""A report of an import reads as sentences and travels as data."""

import msgspec

from welcome.exchange.report import REMARKS_MAX, ImportReport, Tally, shown


def test_a_report_counts_what_it_cannot_tell_in_full():
    tally = Tally("postcodes", "all.csv", "Contains a lot.")
    tally.read, tally.kept, tally.refused = 1_700_000, 1_699_000, 1_000
    tally.leave_out("no longer in use", 12_345)
    tally.leave_out("without a position", 0)
    for row in range(1_000):
        tally.remark("fault", "Mend it.", row=row + 2, name="AA1 1AA")
    report = tally.report()
    assert len(report.of_kind("fault")) == REMARKS_MAX
    lines = report.lines()
    assert lines[:4] == [
        "Postcodes from all.csv: 1,700,000 read, 1,699,000 kept, 1,000 refused.",
        "Left out: 12,345 no longer in use.",
        "Not kept, because of faults:",
        "  Row 2, AA1 1AA: Mend it.",
    ]
    assert lines[-2:] == ["  and 800 more.", "Contains a lot."]


def test_a_report_travels_as_json_and_back():
    tally = Tally("areas")
    tally.remark("question", "Which is it?", row=3, column="postcode", value="AA9 9ZZ")
    report = tally.report()
    assert msgspec.json.decode(msgspec.json.encode(report), type=ImportReport) == report
    assert report.asked == 1


def test_a_value_is_shown_on_one_line_and_cannot_steer_the_terminal():
    assert shown("Elm\nHall\x1b[31m \u202eevil") == "Elm Hall [31m evil"
    assert len(shown("x" * 500)) == 60
