import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from msgcheck.reading.visible_text import VisibleLine, picture_count, visible_lines
from msgcheck.records import BlockKind


def texts(html: str) -> list[str]:
    return [line.text for line in visible_lines(html)]


def quoted(html: str) -> list[str]:
    return [line.text for line in visible_lines(html) if line.quoted]


def test_visible_lines_fold_white_space_and_break_at_blocks() -> None:
    assert texts("<p>Our  \n plan&nbsp; costs</p><div>nothing<br>at all</div>") == [
        "Our plan costs",
        "nothing",
        "at all",
    ]


def test_visible_lines_note_the_gap_an_empty_line_leaves() -> None:
    lines = visible_lines("<div>one</div><div>two</div><div><br></div><div>three</div><br>four")
    assert [line.new_paragraph for line in lines] == [False, False, True, True]


def test_visible_lines_keep_inline_markup_in_one_line() -> None:
    assert texts("<p>up to <b>3</b>0<i> %</i></p>") == ["up to 30 %"]


@pytest.mark.parametrize(
    "hidden",
    [
        "<head><title>no</title></head>",
        "<script>no</script>",
        "<style>no{}</style>",
        "<template>no</template>",
        "<!-- no -->",
        '<div style="DISPLAY : none !important">no</div>',
        '<span style="font-size:0px">no</span>',
        '<div style="mso-hide:all">no</div>',
        '<div style="max-height:0;overflow:hidden">no</div>',
        "<p hidden>no</p>",
        '<style>.preview, #x {color:red; display:none}</style><div class="preview">no</div>',
    ],
)
def test_visible_lines_leave_out_hidden_text(hidden: str) -> None:
    assert texts(f"{hidden}<p>yes</p>") == ["yes"]


@pytest.mark.parametrize(
    "shown",
    [
        '<div style="max-height:0.5em">yes</div>',
        '<div style="line-height:0">yes</div>',
        '<style>@media print { .a {display:none} }</style><p class="a">yes</p>',
        '<style>.a {display:none}</style><p class="a" style="display:block">yes</p>',
    ],
)
def test_visible_lines_keep_what_only_looks_hidden(shown: str) -> None:
    assert texts(shown) == ["yes"]


def test_visible_lines_tell_headings_and_bullets() -> None:
    lines = visible_lines("<h2>Prices</h2><ul><li>small</li><li><p>large</p></li></ul><p>end</p>")
    assert [(line.kind, line.level) for line in lines] == [
        (BlockKind.HEADING, 2),
        (BlockKind.BULLET, 0),
        (BlockKind.BULLET, 0),
        (BlockKind.PARAGRAPH, 0),
    ]


def test_visible_lines_give_cells_of_data_their_place_and_heads() -> None:
    lines = visible_lines("<table><tr><th>Plan</th><th>Price</th></tr><tr><td>Basic</td><td>€ 9</td></tr></table>")
    cell = lines[-1]
    assert (cell.text, cell.kind, cell.table, cell.row, cell.column) == ("€ 9", BlockKind.TABLE_CELL, 1, 2, 2)
    assert cell.heads == ("Basic", "Price")


def test_visible_lines_count_spanned_cells() -> None:
    lines = visible_lines(
        "<table><tr><th>A</th><th colspan=2>B</th></tr><tr><td rowspan=2>r</td><td>1</td><td>2</td></tr>"
        "<tr><td>3</td><td>4</td></tr></table>"
    )
    assert [(line.text, line.row, line.column) for line in lines[-2:]] == [("3", 3, 2), ("4", 3, 3)]


def test_visible_lines_take_layout_tables_for_text() -> None:
    lines = visible_lines("<table><tr><td><table><tr><td>Dear all,</td></tr></table></td><td>logo</td></tr></table>")
    assert {line.kind for line in lines} == {BlockKind.PARAGRAPH}


@pytest.mark.parametrize(
    "html",
    [
        "<p>own</p><blockquote type=cite><p>theirs</p></blockquote>",
        '<p>own</p><div class="moz-cite-prefix">theirs</div>',
        '<p>own</p><div id="appendonsend"></div><p>theirs</p>',
        '<p>own</p><hr><div id="x_divRplyFwdMsg">theirs</div>',
        '<p>own</p><div class="gmail_quote"><div class="gmail_attr">theirs</div></div>',
        '<p>own</p><div class="gmail_quote">theirs</div>',
        '<p>own</p><div class="yahoo_quoted"><div>theirs</div></div>',
    ],
)
def test_visible_lines_mark_what_a_mail_program_quotes(html: str) -> None:
    assert quoted(html) == ["theirs"]


def test_visible_lines_keep_answers_between_gmail_quotations_own() -> None:
    html = '<div class="gmail_quote"><blockquote>q1</blockquote><div>answer</div><blockquote>q2</blockquote></div>'
    assert quoted(html) == ["q1", "q2"]


def test_visible_lines_take_an_indenting_blockquote_for_own() -> None:
    assert quoted('<blockquote style="margin:0 0 0 40px;border:none;padding:0px">own</blockquote>') == []


def test_visible_lines_count_nested_quotations() -> None:
    lines = visible_lines("<blockquote>a<blockquote>b</blockquote></blockquote>")
    assert [line.quote_depth for line in lines] == [1, 2]


def test_visible_lines_mark_signatures() -> None:
    lines = visible_lines('<p>own</p><div class="gmail_signature">Jo</div>')
    assert [line.signature for line in lines] == [False, True]


def test_visible_lines_keep_preformatted_lines() -> None:
    assert texts("<pre>a\n\n  b &gt; c</pre>") == ["a", "  b > c"]


def test_visible_lines_give_alternative_texts_after_their_line() -> None:
    lines = visible_lines('<p>See <img alt="Our savings by year"> here</p>')
    assert [(line.text, line.kind) for line in lines] == [
        ("See here", BlockKind.PARAGRAPH),
        ("Our savings by year", BlockKind.ALT_TEXT),
    ]


def test_picture_count_leaves_out_tracking_pixels() -> None:
    assert picture_count('<img src="a.png"><img src="t.gif" width="1" height="1">') == 1


@pytest.mark.parametrize("tag", ["<div>", "<b>", "<table><tr><td>", "<blockquote>", "<ul><li>", "<p>"])
def test_visible_lines_survive_deep_nesting(tag: str) -> None:
    assert texts(tag * 12_000 + "deep") == ["deep"]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="<>/=\"' abptdrl!-&;\n\x00", max_size=200))
def test_visible_lines_never_fail_nor_give_empty_lines(html: str) -> None:
    lines = visible_lines(html)
    assert all(isinstance(line, VisibleLine) and line.text.strip() for line in lines)
