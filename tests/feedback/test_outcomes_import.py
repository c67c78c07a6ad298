"""Tables of deals as CRM systems export them, and what is wrong with them."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.errors import InputError, TableError
from msgcheck.feedback.outcomes_import import MAX_MISTAKES, deals_of, mapped_columns, read_deals
from msgcheck.records import Deal, Result

HEAD = "account,domain,folder,documents,stage,result,segment\n"


def read(text, columns=None):
    return deals_of(text, columns or {}, path="deals.csv")


def mistakes(text, columns=None):
    with pytest.raises(TableError) as caught:
        read(text, columns)
    return str(caught.value).split("\n")


# --- what is read ----------------------------------------------------------------------------------


def test_deals_have_all_fields():
    (deal,) = read(f"{HEAD}Port,https://www.Port.example/en,deals/port,a.pptx; b.pptx,Closing,won,retail\n")
    assert deal == Deal(
        account="Port",
        domain="port.example",
        folder="deals/port",
        documents=("a.pptx", "b.pptx"),
        stage="Closing",
        result=Result.WON,
        segment="retail",
    )


@pytest.mark.parametrize(
    ("written", "result"),
    [
        ("won", Result.WON),
        ("Closed Won", Result.WON),
        ("closedwon", Result.WON),
        ("6 - Closed-Won", Result.WON),
        ("LOST", Result.LOST),
        ("Closed Lost", Result.LOST),
        ("Open", Result.OPEN),
        ("In progress", Result.OPEN),
    ],
)
def test_deals_understand_usual_results(written, result):
    assert read(f"account,result\nPort,{written}\n")[0].result is result


@pytest.mark.parametrize(
    ("stage", "result"), [("Closed Won", Result.WON), ("Closed Lost", Result.LOST), ("Negotiation", Result.OPEN)]
)
def test_deals_take_the_result_from_the_stage_where_there_is_no_other(stage, result):
    assert read(f"Account Name,Stage\nPort,{stage}\n")[0].result is result


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_deals_are_read_with_any_separator(separator):
    text = "Account Name,Deal Stage,Industry\nPort,Closed Won,Harbours\n".replace(",", separator)
    assert read(text) == (Deal(account="Port", stage="Closed Won", result=Result.WON, segment="Harbours"),)


def test_deals_believe_the_line_that_names_the_separator():
    assert read("sep=;\naccount;result\nPort;won\n")[0].account == "Port"


def test_deals_are_read_by_mapped_columns():
    columns = {"Reederei": "account", "Ausgang": "result"}
    assert read("Reederei;Ausgang\nPort;lost\n", columns)[0].result is Result.LOST


def test_mapped_column_goes_before_the_usual_one():
    assert read("Account,Buyer,Result\nPort,Quay,won\n", {"Buyer": "account"})[0].account == "Quay"


def test_deals_take_the_surer_of_two_usual_names():
    assert read("Customer,Account,Result\nQuay,Port,won\n")[0].account == "Port"


def test_deals_leave_out_empty_lines_and_other_columns():
    deals = read("account,amount,result\n\nPort,100,won\n,,\nQuay,200,lost\n")
    assert [deal.account for deal in deals] == ["Port", "Quay"]


def test_deals_of_one_account_may_be_several_where_they_have_ids():
    assert len(read("id,account,result\n1,Port,won\n2,Port,lost\n")) == 2


@pytest.mark.parametrize(
    "data",
    [
        "account,result\nHäfen,won\n".encode("utf-8-sig"),
        "account,result\nHäfen,won\n".encode("cp1252"),
        "account,result\r\nHäfen,won\r\n".encode("utf-16"),
    ],
)
def test_read_deals_tells_the_encoding(tmp_path, data):
    path = tmp_path / "deals.csv"
    path.write_bytes(data)
    assert read_deals(path, {})[0].account == "Häfen"


# --- what is wrong ---------------------------------------------------------------------------------


def test_mistakes_are_told_all_at_once_with_their_lines():
    found = mistakes("account,domain,result\nPort,port.example,maybe\nQuay,no domain,won\n,,won\n")
    assert [line.split(": ")[0] for line in found] == ["deals.csv:2", "deals.csv:3", "deals.csv:4"]
    assert '"maybe" is no result' in found[0]


def test_mistakes_are_counted_by_the_lines_of_the_file_where_cells_run_over_several():
    (found,) = mistakes('account,result\n"Port\nof Skagen",won\nQuay,maybe\n')
    assert found.startswith("deals.csv:4: ")


def test_missing_columns_are_told_together():
    found = mistakes("amount,owner\n1,Tom\n")
    assert len(found) == 2
    assert all(line.startswith("deals.csv:1: no column says") for line in found)


def test_mapped_column_that_is_not_there_is_told_with_those_that_are():
    (found,) = mistakes("account,result\nPort,won\n", {"Name": "segment"})
    assert 'no column "Name"' in found
    assert "account, result" in found


def test_two_columns_of_one_name_are_told():
    (found,) = mistakes("account,account,result\nPort,Quay,won\n")
    assert "--map" in found


def test_duplicate_ids_are_told_with_both_lines():
    (found,) = mistakes("id,account,result\n7,Port,won\n8,Quay,won\n7,Pier,lost\n")
    assert found == 'deals.csv:4: the id "7" stands in line 2 already: keep one of the lines'


def test_document_of_two_deals_is_told():
    (found,) = mistakes("account,documents,result\nPort,a.pptx,won\nQuay,b.pptx;a.pptx,lost\n")
    assert '"a.pptx"' in found
    assert "line 2" in found


def test_account_twice_without_ids_is_told():
    (found,) = mistakes("account,result\nPort,won\nport,lost\n")
    assert "add a column id" in found


def test_mixed_date_formats_are_told_by_line():
    (found,) = mistakes("account,result,close date\nA,won,2026-05-01\nB,won,2026-06-01\nC,lost,1.7.2026\n")
    assert found.startswith('deals.csv:4: "1.7.2026" is not written like the other dates ("2026-05-01")')


@pytest.mark.parametrize("dates", [("2026-05-01T10:00:00Z", "2026-06-01 09:30"), ("31/05/2026", "01/06/2026")])
def test_dates_of_one_format_are_fine(dates):
    text = "account,result,closed_on\n" + "".join(f"A{place},won,{day}\n" for place, day in enumerate(dates))
    assert len(read(text)) == 2


def test_line_with_too_many_cells_is_told():
    (found,) = mistakes("account,result\nPort, Quay,won,more\n")
    assert "quote texts" in found


def test_table_without_deals_is_told():
    (found,) = mistakes("account,result\n")
    assert "no deal" in found


def test_open_quotes_are_told():
    (found,) = mistakes('account,result\n"Port,won\n')
    assert found.startswith("deals.csv:2: the quotes")


def test_only_the_first_mistakes_are_listed():
    rows = "".join(f"A{number},maybe\n" for number in range(MAX_MISTAKES + 20))
    found = mistakes(f"account,result\n{rows}")
    assert len(found) == MAX_MISTAKES + 1
    assert "20 more" in found[-1]


@pytest.mark.parametrize(
    ("data", "what"),
    [(b"", "empty"), (b" \n", "empty"), (b"PK\x03\x04rest", "workbook"), (bytes(range(1, 32)) * 9, "no text")],
)
def test_read_deals_refuses_what_is_no_table(tmp_path, data, what):
    path = tmp_path / "deals.csv"
    path.write_bytes(data)
    with pytest.raises(InputError, match=what) as caught:
        read_deals(path, {})
    assert caught.value.hint


def test_read_deals_refuses_what_is_not_there(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        read_deals(tmp_path / "deals.csv", {})


@pytest.mark.parametrize("pairs", [["account"], ["=account"], ["Name=colour"], ["A=account", "B=account"]])
def test_mapped_columns_refuses_what_maps_nothing(pairs):
    with pytest.raises(InputError, match="maps"):
        mapped_columns(pairs)


def test_mapped_columns_takes_columns_with_an_equals_sign():
    assert mapped_columns(["A=B=Account"]) == {"A=B": "account"}


@given(st.text(max_size=200))
def test_deals_of_any_text_are_deals_or_mistakes(text):
    deals: tuple[Deal, ...] = ()
    with contextlib.suppress(TableError):
        deals = read(f"account,result\n{text}")
    assert all(deal.account for deal in deals)
