from datetime import date

import pytest
from docx import Document as DocxDocument
from openpyxl import Workbook

from msgcheck.errors import DocumentError, InputError
from msgcheck.house.init import init_folder
from msgcheck.house.lint import lint
from msgcheck.messaging.load import load_messaging
from msgcheck.records import MessageType
from msgcheck.segment.plain_segmenter import PlainSegmenter


def from_csv(tmp_path, text, encoding="utf-8"):
    source = tmp_path / "claims.csv"
    source.write_bytes(text.encode(encoding))
    return init_folder(tmp_path / "house", source=source)


def proposed(tmp_path, text, encoding="utf-8"):
    from_csv(tmp_path, text, encoding)
    return load_messaging(tmp_path / "house")


def test_init_writes_an_example_that_loads_and_lints(tmp_path):
    started = init_folder(tmp_path / "house")
    messaging = load_messaging(tmp_path / "house")
    assert {path.name for path in started.written} == {
        "company.yaml",
        "messages.yaml",
        "internal.yaml",
        "msgcheck.yaml",
    }
    assert lint(messaging, segmenter=PlainSegmenter(), today=date(2026, 11, 20)) == ()


def test_init_never_overwrites(tmp_path):
    house = tmp_path / "house"
    house.mkdir()
    (house / "internal.yaml").write_text("# mine\n")
    with pytest.raises(InputError, match=r"internal\.yaml; nothing was written"):
        init_folder(house)
    assert [path.name for path in house.iterdir()] == ["internal.yaml"]
    assert (house / "internal.yaml").read_text() == "# mine\n"


def test_init_from_csv_takes_heads_as_people_write_them(tmp_path):
    messaging = proposed(
        tmp_path,
        "Claim ID,Approved Claim,Category,Product,Proof,Claim Owner,Region,Theme,Valid to\n"
        'C-7,"Acme Flow: quick, easy #1",Value Prop,Acme Flow; Acme Go,Study,pm,UK,Speed,2027-12-31\n',
    )
    (message,) = messaging.messages
    assert (message.id, message.type, message.text) == (
        "C-7",
        MessageType.VALUE_PROPOSITION,
        "Acme Flow: quick, easy #1",
    )
    assert (message.applies_to, message.evidence, message.owner) == (("Acme Flow", "Acme Go"), "Study", "pm")
    assert (message.region, message.pillar, message.valid_until) == (("UK",), "speed", date(2027, 12, 31))


def test_init_makes_ids_from_the_text(tmp_path):
    messaging = proposed(
        tmp_path, 'text\nWe cut the time to onboard\nWe cut the time to onboard!\n"We cut time, onboard"\n'
    )
    assert [message.id for message in messaging.messages] == [
        "cut-time-onboard",
        "cut-time-onboard-2",
        "cut-time-onboard-3",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acme Flow is the onboarding software for growing teams.", MessageType.POSITIONING),
        ("Your teams save up to 30% of their time.", MessageType.VALUE_PROPOSITION),
        ("Unlike spreadsheets, Acme Flow keeps a history.", MessageType.DIFFERENTIATOR),
        ("More than 400 customers work with Acme Flow.", MessageType.PROOF_POINT),
        ("Results may vary.", MessageType.DISCLAIMER),
        ("Founded in Leeds in 2014, Acme employs 80 people.", MessageType.BOILERPLATE),
        ("Acme Flow exports to PDF.", MessageType.CLAIM),
    ],
)
def test_init_guesses_types_by_simple_signs(tmp_path, text, expected):
    assert proposed(tmp_path, f'text\n"{text}"\n').messages[0].type is expected


def test_init_takes_rows_with_the_same_id_as_variants(tmp_path):
    messaging = proposed(
        tmp_path, "id,text,persona\na,Flow is quick to use,\na,Quick for your team,hr\na,Quick for budgets,cfo\n"
    )
    (message,) = messaging.messages
    assert [(variant.text, variant.persona) for variant in message.variants] == [
        ("Quick for your team", ("hr",)),
        ("Quick for budgets", ("cfo",)),
    ]


def test_init_takes_columns_of_variants(tmp_path):
    messaging = proposed(
        tmp_path, "text,persona,variant,Variant (CFO)\nFlow is quick,hr,Quick for people,Quick for money\n"
    )
    (message,) = messaging.messages
    assert message.persona == ()
    assert [(variant.text, variant.persona) for variant in message.variants] == [
        ("Quick for people", ("hr",)),
        ("Quick for money", ("cfo",)),
    ]


def test_init_sorts_ruled_out_rows_by_their_status(tmp_path):
    messaging = proposed(
        tmp_path,
        "text,status,reason\nFlow is quick,approved,\nFlow was slow,retired,old\nROI guaranteed,do not use,untrue\nFloor is 60,internal only,x\n",
    )
    assert [message.text for message in messaging.messages] == ["Flow is quick"]
    assert (messaging.retired[0].text, messaging.retired[0].because) == ("Flow was slow", "old")
    assert messaging.never_say[0].text == "ROI guaranteed"
    assert messaging.internal_only[0].where.path.endswith("internal.yaml")


@pytest.mark.parametrize(("written", "encoding"), [("Müller spart Zeit", "cp1252"), ("Zürich is quick", "utf-16")])
def test_init_reads_csv_of_spreadsheet_programs(tmp_path, written, encoding):
    assert proposed(tmp_path, f"id;text\n1;{written}\n", encoding).messages[0].text == written


def test_init_finds_heads_below_a_title(tmp_path):
    messaging = proposed(tmp_path, "Claims register,,\n,,\nNr,Message,Owner\n1,Flow is quick to use,pm\n")
    assert [(message.text, message.owner) for message in messaging.messages] == [("Flow is quick to use", "pm")]


def test_init_says_which_heads_it_found_where_none_fits(tmp_path):
    with pytest.raises(DocumentError, match=r"heads found: Alpha, Beta\).*head that column `text`"):
        from_csv(tmp_path, "Alpha,Beta\n1,2\n")
    assert not (tmp_path / "house").exists()


def test_init_notes_what_it_leaves_out(tmp_path):
    started = from_csv(tmp_path, "id,text,valid until\na,Flow is quick,3/4/27\nb,,\nc,Flow is quick,\n")
    assert started.notes == (
        "claims row 2: 'valid_until' left out, write '3/4/27' as YYYY-MM-DD",
        "claims row 3: left out, it has no wording",
        "claims row 4: left out, this wording is there already",
    )


def test_init_from_xlsx_reads_figures_and_days_as_shown(tmp_path):
    book = Workbook()
    book.active.append(["Message", "Evidence", "Valid from"])
    book.active.append(["Flow is quick to use", 0.3, date(2026, 1, 15)])
    book.active["B2"].number_format = "0%"
    book.save(tmp_path / "x.xlsx")
    init_folder(tmp_path / "house", source=tmp_path / "x.xlsx")
    (message,) = load_messaging(tmp_path / "house").messages
    assert (message.evidence, message.valid_from) == ("30%", date(2026, 1, 15))


def test_init_from_docx_takes_paragraphs_and_bullets(tmp_path):
    document = DocxDocument()
    document.add_heading("Speed", 1)
    document.add_paragraph("Acme Flow is quick to set up.")
    document.add_paragraph("New hires are productive sooner.", style="List Bullet")
    document.add_paragraph("Too short")
    document.add_heading("Never say", 1)
    document.add_paragraph("We guarantee a return on investment.")
    document.save(tmp_path / "x.docx")
    init_folder(tmp_path / "house", source=tmp_path / "x.docx", company="Acme")
    messaging = load_messaging(tmp_path / "house")
    assert [message.text for message in messaging.messages] == [
        "Acme Flow is quick to set up.",
        "New hires are productive sooner.",
    ]
    assert {message.pillar for message in messaging.messages} == {"speed"}
    assert [never.text for never in messaging.never_say] == ["We guarantee a return on investment."]
    assert messaging.company.name == "Acme"


def test_init_adds_copy_to_a_house_that_is_there(tmp_path):
    from_csv(tmp_path, "id,text\na,Flow is quick to use\n")
    more = tmp_path / "more.csv"
    more.write_text("id,text\na,Flow is easy to use\nb,Flow is quick to use\n")
    started = init_folder(tmp_path / "house", source=more)
    assert [path.name for path in started.written] == ["more.yaml"]
    assert [message.id for message in load_messaging(tmp_path / "house").messages] == ["a-2", "a"]


@pytest.mark.parametrize("name", ["x.xlsx", "x.csv", "x.docx"])
def test_init_refuses_what_it_cannot_read(tmp_path, name):
    source = tmp_path / name
    source.write_bytes(b"\xff\xd8\xff\xe0\0\0JFIF\0 not an office file at all")
    with pytest.raises(InputError):
        init_folder(tmp_path / "house", source=source)
    assert not (tmp_path / "house").exists()


@pytest.mark.parametrize("name", ["Acme", "Smith: Sons & Co. #1", 'The "Good" Company'])
def test_init_puts_the_company_into_the_example(tmp_path, name):
    init_folder(tmp_path / "house", company=name)
    assert load_messaging(tmp_path / "house").company.name == name
