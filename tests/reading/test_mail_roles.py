"""Each case is a mail with one letter before every line: o own, q quoted, s signature, d disclaimer, f forwarded."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from msgcheck.reading.mail_roles import label_lines
from msgcheck.records import Role

LETTERS = {
    Role.OWN: "o",
    Role.QUOTED: "q",
    Role.SIGNATURE: "s",
    Role.DISCLAIMER: "d",
    Role.FORWARDED: "f",
}


def split_case(case: str) -> tuple[list[str], list[str]]:
    letters, lines = [], []
    for row in case.strip("\n").split("\n"):
        letter, _, line = row.replace("~", " ").partition(" ")
        letters.append(letter)
        lines.append(line)
    return letters, lines


def check(case: str) -> None:
    letters, lines = split_case(case)
    found = [LETTERS[role] for role in label_lines(lines)]
    shown = [f"{letter} {line}" if line.strip() else "" for letter, line in zip(found, lines, strict=True)]
    wanted = [f"{letter} {line}" if line.strip() else "" for letter, line in zip(letters, lines, strict=True)]
    assert shown == wanted


ATTRIBUTIONS = {
    "en gmail": "On Tue, 3 Mar 2026 at 09:12, Jo Doe <jo@acme.example> wrote:",
    "en apple": "On 3 Mar 2026, at 09:12, Jo Doe <jo@acme.example> wrote:",
    "en us apple": "On Mar 3, 2026, at 9:12 AM, Jo Doe wrote:",
    "en thunderbird": "On 03/03/2026 09:12 AM, Jo Doe wrote:",
    "en mutt": "On Tue, Mar 03, 2026 at 09:12:44AM +0100, Jo Doe wrote:",
    "en reversed": "Jo Doe <jo@acme.example> wrote on 03/03/2026 09:12:44 AM:",
    "en short": "Jo Doe <jo@acme.example> writes:",
    "en eudora": "At 09:12 AM 3/3/2026, Jo Doe wrote:",
    "en horde": "Quoting Jo Doe <jo@acme.example>:",
    "en zoho": "---- On Tue, 03 Mar 2026 09:12:44 +0100 Jo Doe <jo@acme.example> wrote ----",
    "slashes": "2026/3/3 Jo Doe via Acme <jo@acme.example>:",
    "iso": "2026-03-03 9:12 GMT+01:00 Jo Doe <jo@acme.example>:",
    "de gmail": "Am Di., 3. März 2026 um 09:12 Uhr schrieb Jo Doe <jo@acme.example>:",
    "de thunderbird": "Am 03.03.2026 um 09:12 schrieb Jo Doe:",
    "de reversed": "Jo Doe <jo@acme.example> schrieb am Di., 3. März 2026 um 09:12:",
    "de horde": "Zitat von Jo Doe <jo@acme.example>:",
    "fr gmail": "Le mar. 3 mars 2026 à 09:12, Jo Doe <jo@acme.example> a écrit :",
    "fr thunderbird": "Le 03/03/2026 à 09:12, Jo Doe a écrit :",
    "es gmail": "El mar, 3 mar 2026 a las 9:12, Jo Doe (<jo@acme.example>) escribió:",
    "it gmail": "Il giorno mar 3 mar 2026 alle ore 09:12 Jo Doe <jo@acme.example> ha scritto:",
    "it thunderbird": "Il 03/03/2026 09:12, Jo Doe ha scritto:",
    "pt gmail": "Em ter., 3 de mar. de 2026 às 09:12, Jo Doe <jo@acme.example> escreveu:",
    "nl gmail": "Op di 3 mrt 2026 om 09:12 schreef Jo Doe <jo@acme.example>:",
    "sv gmail": "Den tis 3 mars 2026 kl 09:12 skrev Jo Doe <jo@acme.example>:",
    "da gmail": "Den tirs. 3. mar. 2026 kl. 09.12 skrev Jo Doe <jo@acme.example>:",
    "no gmail": "tir. 3. mars 2026 kl. 09:12 skrev Jo Doe <jo@acme.example>:",
    "fi gmail": "ti 3. maalisk. 2026 klo 9.12 Jo Doe (jo@acme.example) kirjoitti:",
    "pl gmail": "wt., 3 mar 2026 o 09:12 Jo Doe <jo@acme.example> napisał(a):",
    "pl thunderbird": "W dniu 03.03.2026 o 09:12, Jo Doe pisze:",
    "cs gmail": "út 3. 3. 2026 v 9:12 odesílatel Jo Doe <jo@acme.example> napsal:",
    "ru gmail": "вт, 3 мар. 2026 г. в 09:12, Jo Doe <jo@acme.example>:",
    "ru other": "3 марта 2026 г. в 09:12 Jo Doe написал:",
    "uk gmail": "вт, 3 бер. 2026 р. о 09:12 Jo Doe <jo@acme.example> пише:",
    "hu gmail": "Jo Doe <jo@acme.example> ezt írta (időpont: 2026. márc. 3., K, 9:12):",
    "tr gmail": "Jo Doe <jo@acme.example>, 3 Mar 2026 Sal, 09:12 tarihinde şunu yazdı:",
    "ro gmail": "În mar., 3 mar. 2026 la 09:12, Jo Doe <jo@acme.example> a scris:",
    "ja gmail": "2026年3月3日(火) 9:12 Jo Doe <jo@acme.example>:",
    "zh gmail": "Jo Doe <jo@acme.example> 于2026年3月3日周二 09:12写道：",
    "zh apple": "在 2026年3月3日，09:12，Jo Doe <jo@acme.example> 写道：",
    "ko gmail": "2026년 3월 3일 (화) 오전 9:12, Jo Doe <jo@acme.example>님이 작성:",
    "vi gmail": "Vào Th 3, 3 thg 3, 2026 vào lúc 09:12 Jo Doe <jo@acme.example> đã viết:",
}


@pytest.mark.parametrize("attribution", ATTRIBUTIONS.values(), ids=ATTRIBUTIONS.keys())
def test_label_lines_know_attribution_above_marked_quotation(attribution: str) -> None:
    check(f"o Yes, that works.\n_\nq {attribution}\nq > Does it work?\nq > Jo")


@pytest.mark.parametrize("attribution", ATTRIBUTIONS.values(), ids=ATTRIBUTIONS.keys())
def test_label_lines_know_attribution_above_appended_mail(attribution: str) -> None:
    check(f"o Yes, that works.\n_\nq {attribution}\n_\nq Does it work?\nq Jo")


@pytest.mark.parametrize("width", [20, 34, 48])
def test_label_lines_join_wrapped_attributions(width: int) -> None:
    import textwrap

    wrapped = "\n".join(f"q {part}" for part in textwrap.wrap(ATTRIBUTIONS["en gmail"], width))
    check(f"o That is what we said.\n{wrapped}\nq > Does it work?")


HEADER_BLOCKS = {
    "en": ("From: Jo Doe <jo@acme.example>", "Sent: Tuesday, 3 March 2026 09:12", "To: Al", "Subject: Offer"),
    "en bold": ("*From:* Jo Doe [mailto:jo@acme.example]", "*Sent:* 3 March 2026", "*To:* Al", "*Subject:* RE: Offer"),
    "de": ("Von: Jo Doe <jo@acme.example>", "Gesendet: Dienstag, 3. März 2026 09:12", "An: Al", "Betreff: Angebot"),
    "fr": ("De : Jo Doe <jo@acme.example>", "Envoyé : mardi 3 mars 2026 09:12", "À : Al", "Objet : Offre"),
    "es": ("De: Jo Doe", "Enviado el: martes, 3 de marzo de 2026 9:12", "Para: Al", "Asunto: Oferta"),
    "it": ("Da: Jo Doe", "Inviato: martedì 3 marzo 2026 09:12", "A: Al", "Oggetto: Offerta"),
    "nl": ("Van: Jo Doe", "Verzonden: dinsdag 3 maart 2026 09:12", "Aan: Al", "Onderwerp: Offerte"),
    "pt": ("De: Jo Doe", "Enviada em: terça-feira, 3 de março de 2026", "Para: Al", "Assunto: Oferta"),
    "pl": ("Od: Jo Doe", "Wysłano: wtorek, 3 marca 2026", "Do: Al", "Temat: Oferta"),
    "sv": ("Från: Jo Doe", "Skickat: den 3 mars 2026 09:12", "Till: Al", "Ämne: Offert"),
    "da": ("Fra: Jo Doe", "Sendt: 3. marts 2026 09:12", "Til: Al", "Emne: Tilbud"),
    "fi": ("Lähettäjä: Jo Doe", "Lähetetty: 3. maaliskuuta 2026", "Vastaanottaja: Al", "Aihe: Tarjous"),
    "ru": ("От: Jo Doe", "Отправлено: 3 марта 2026 г. 09:12", "Кому: Al", "Тема: Предложение"),
    "zh": ("发件人: Jo Doe", "发送时间: 2026年3月3日 9:12", "收件人: Al", "主题: 报价"),
    "ja": ("差出人: Jo Doe", "送信日時: 2026年3月3日 9:12", "宛先: Al", "件名: 見積もり"),
    "ko": ("보낸 사람: Jo Doe", "보낸 날짜: 2026년 3월 3일", "받는 사람: Al", "제목: 견적"),
}


@pytest.mark.parametrize("block", HEADER_BLOCKS.values(), ids=HEADER_BLOCKS.keys())
@pytest.mark.parametrize("rule", ["", "________________________________", "-----------------------"])
def test_label_lines_know_header_blocks(block: tuple[str, ...], rule: str) -> None:
    above = f"q {rule}\n" if rule else ""
    headers = "\n".join(f"q {line}" for line in block)
    check(f"o We can do that.\n_\n{above}{headers}\n_\nq Can you do that?\n_\nq Jo")


@pytest.mark.parametrize(
    "separator",
    [
        "-----Original Message-----",
        "-------- Original Message --------",
        "-----Ursprüngliche Nachricht-----",
        "-------- Message d'origine --------",
        "-----Mensaje original-----",
        "-----Messaggio originale-----",
        "-----Oorspronkelijk bericht-----",
        "-----Mensagem original-----",
        "-----Ursprungligt meddelande-----",
        "-----Opprinnelig melding-----",
        "-----Исходное сообщение-----",
        "----- 原始邮件 -----",
        "*-----Original Message-----*",
    ],
)
def test_label_lines_know_original_message_separators(separator: str) -> None:
    check(f"o We can do that.\n_\nq {separator}\nq Jo said yes.")


@pytest.mark.parametrize(
    "separator",
    [
        "---------- Forwarded message ---------",
        "-------- Forwarded Message --------",
        "-------- Weitergeleitete Nachricht --------",
        "---------- Message transféré ---------",
        "Begin forwarded message:",
        "Anfang der weitergeleiteten Nachricht:",
        "Début du message transféré :",
        "Inizio messaggio inoltrato:",
        "----- Forwarded by Jo Doe/Acme on 03/03/2026 09:12 AM -----",
    ],
)
def test_label_lines_know_forwarded_sections(separator: str) -> None:
    check(
        f"o Please see below.\n_\nf {separator}\nf From: Jo <jo@acme.example>\nf Date: Tue, 3 Mar 2026 at 09:12\n"
        "f Subject: Offer\nf To: Al <al@acme.example>\n_\nf Our offer is final.\n_\nf > and this was asked"
    )


CASES = {
    "plain": "o Our plan costs 9 euros.\n_\no It is cheap.",
    "bottom posting": """
q On Tue, 3 Mar 2026 at 09:12, Jo Doe wrote:
q > How much is it?
_
o It is 9 euros.
""",
    "interleaved answers": """
o See below.
_
q On Tue, 3 Mar 2026 at 09:12, Jo Doe wrote:
q > How much is it?
o It is 9 euros.
q >
q > And for two?
_
o Then it is 17 euros.
_
q > Thanks
""",
    "interleaved with nested attribution": """
q Jo Doe wrote:
q > Al Ray wrote:
q >> How much is it?
q > I do not know.
o It is 9 euros.
""",
    "quotation wrapped by a mail program": """
q > We would like to know whether the price of nine euros for every user
q includes support
q > and whether it can be paid monthly.
o It does.
""",
    "short answer between quotations is own": """
q > Is it cheap?
o yes
q > Is it good?
""",
    "bars": """
o It is 9 euros.
_
q | How much is it?
q | Please tell.
""",
    "table is own": """
o | Plan | Price |
o | Basic | 9 |
""",
    "names": """
q Jo> How much is it?
q Jo> Please tell.
o It is 9 euros.
""",
    "numbered questions": """
q > 1) How much is it?
o It is 9 euros.
q > 2) And when?
o In May.
""",
    "more than is own": """
o Our figures:
_
o > 99.9 % availability
o > 30 countries
""",
    "journey is own": """
o My train:
_
o From: Berlin
o To: Munich
o Date: 3 May
""",
    "own sentence with wrote is own": """
o In its report of 2025 the analyst wrote:
o we are the best choice.
""",
    "colon list is own": """
o What you get:
o Date: any
o On Monday: a call at 10:30:
o and more.
""",
    "old day far above is own": """
o On this day
_
o I wrote something.
_
q On 3 Mar 2026, at 09:12, Jo Doe wrote:
q > What?
""",
    "reply above this line": """
o It is 9 euros.
_
q ##- Please type your reply above this line -##
q Your ticket was updated.
""",
    "spaced header block": """
o Fine.
_
q From: Jo Doe <jo@acme.example>
_
q Sent: Tuesday, 3 March 2026 09:12
_
q To: Al Ray
_
q Subject: Offer
_
q Can you?
""",
    "wrapped header values": """
o Fine.
q From: Jo Doe <jo@acme.example>
q To: Al Ray <al@acme.example>, Bo Lee <bo@acme.example>, Cy Fox
q  <cy@acme.example>
q Date: 03/03/2026 09:12
q Subject: Offer
q Can you?
""",
    "forward without comment": """
f From: Jo Doe <jo@acme.example>
f Sent: Tuesday, 3 March 2026 09:12
f To: Al Ray
f Subject: Offer
_
f Our offer.
""",
    "marked forward": """
o For your information.
_
f > Begin forwarded message:
f >
f > From: Jo <jo@acme.example>
f > Subject: Offer
f >
f > Our offer.
""",
    "end of forward": """
o See this:
f ----- Forwarded message from Jo <jo@acme.example> -----
f Our offer.
f ----- End forwarded message -----
o What do you think?
""",
    "delimited signature": """
o It is 9 euros.
s --
s Jo Doe
s Acme
""",
    "delimited signature above a quotation": """
o It is 9 euros.
_
s --~
s Jo Doe
_
q On Tue, 3 Mar 2026 at 09:12, Al wrote:
q > How much?
""",
    "dashes above much text are no signature": "o Intro\no --\n"
    + "\n".join(f"o Point {n} is long." for n in range(20)),
    "telephone": "o It is 9 euros.\n_\ns Sent from my iPhone",
    "telephone german": "o Neun Euro.\n_\ns Von meinem iPhone gesendet",
    "telephone french": "o Neuf euros.\n_\ns Envoyé de mon iPhone",
    "telephone japanese": "o 9ユーロです。\n_\ns iPhoneから送信",
    "telephone above quotation": """
o 9 euros
_
s Get Outlook for iOS<https://aka.example/x>
q ________________________________
q From: Al <al@acme.example>
q Sent: Tuesday, March 3, 2026 9:12:44 AM
q To: Jo <jo@acme.example>
q Subject: Price
""",
    "sentence about sending is own": "o Sent from our warehouse on Monday, the goods will arrive on Tuesday at your site.\no Regards",
    "closing with a name is own": "o It is 9 euros.\n_\no Best regards,\no Jo",
    "closing with contact data": """
o It is 9 euros.
_
s Best regards,
_
s Jo Doe
s Account Executive
s Acme GmbH
s Tel: +49 30 1234567
s www.acme.example
""",
    "closing in two languages": """
o It is 9 euros.
_
s Med venlig hilsen / Kind regards
_
s Jo Doe
s CEO
""",
    "attribution without colon": """
o It is 9 euros.
_
q 2026/3/3 Jo Doe via Acme <jo@acme.example>
_
q > How much?
""",
    "rule between own paragraphs": """
o First we lower the price.
_
o ________________________________________
_
o Then we raise the quality.
_
o Best regards,
o Jo Doe
_
q On March 3, 2026, Al Ray wrote:
q > And then?
""",
    "marked headers of an old web mail": """
o It is 9 euros.
_
q > Subject: Price
q > From: al@b.example
q > To: jo@acme.example
q >
q > How much?
""",
    "header block above a marked quotation": """
o It is 9 euros.
_
q From: Al Ray [al@b.example]
q Sent: Friday, 6 March 2026 5:08 p.m.
q To: Jo Doe
q Subject: [contact:106] Price
_
q > How much?
""",
    "closing before a sentence is own": """
o Thanks
o Our Acme GmbH offers you nine of the best plans today.
o Call +49 30 1234567.
""",
    "contact block without closing": """
o It is 9 euros.
_
s Jo Doe
s Head of Sales | Acme Ltd
s +44 20 1234 5678 | jo@acme.example
""",
    "bullets are no contact block": """
o Please call:
_
o - Jo, Manager, +49 30 1234567
o - Al, Manager, +49 30 1234568
o - Bo, jo@acme.example
""",
    "legal notice": """
o It is 9 euros.
_
d This e-mail and any attachments are confidential and intended
d solely for the addressee. If you are not the intended recipient,
d please delete it.
""",
    "legal notice german": """
o Neun Euro.
_
d Diese E-Mail enthält vertrauliche oder rechtlich geschützte Informationen.
d Wenn Sie nicht der richtige Adressat sind, informieren Sie uns bitte.
""",
    "legal notice after signature": """
o It is 9 euros.
_
s Kind regards
s Jo Doe
s Sales Manager, Acme Ltd
_
d Acme Ltd. Registered in England, company no. 123456
_
d Please consider the environment before printing this e-mail.
""",
    "confidential data are own": "o We keep your data confidential and this message is clear.\no Only the intended users see them.",
    "list footer": """
o It is 9 euros.
d _______________________________________________
d Talk mailing list
d talk@lists.acme.example
d https://lists.acme.example/talk
""",
    "unsubscribe": """
o Nine new plans.
_
d You received this message because you subscribed to our letters.
d To unsubscribe from this list, visit https://acme.example/u
""",
    "pgp": """
s -----BEGIN PGP SIGNED MESSAGE-----
s Hash: SHA256
_
o It is 9 euros.
s -----BEGIN PGP SIGNATURE-----
_
s iQEzBAEBCAAdFiEE
s -----END PGP SIGNATURE-----
""",
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_label_lines_tell_whose_words_a_line_is(case: str) -> None:
    check(case)


def test_label_lines_believe_html_quotations() -> None:
    lines = ["Yes.", "On Monday Jo wrote:", "Does it?", "", "It does."]
    roles = label_lines(lines, quoted=[False, True, True, False, False])
    assert roles == (Role.OWN, Role.QUOTED, Role.QUOTED, Role.QUOTED, Role.OWN)


def test_label_lines_believe_html_signatures() -> None:
    roles = label_lines(["Yes.", "Jo Doe"], signature=[False, True])
    assert roles == (Role.OWN, Role.SIGNATURE)


def test_label_lines_keep_forwarded_html_to_the_end() -> None:
    lines = ["See:", "---------- Forwarded message ---------", "From: Jo <jo@acme.example>", "Our offer."]
    roles = label_lines(lines, quoted=[False, True, True, False])
    assert roles == (Role.OWN, Role.FORWARDED, Role.FORWARDED, Role.FORWARDED)


def test_label_lines_of_nothing_are_none() -> None:
    assert label_lines([]) == ()


def test_label_lines_take_linear_time_for_hostile_bodies() -> None:
    lines = ["On " + "a@b.c wrote " * 400 + ":"] * 300 + ["From: x"] * 3000 + ["--"] * 3000 + ["( 0" * 400]
    assert len(label_lines(lines)) == len(lines)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from([*(line for _, case in CASES.items() for line in split_case(case)[1]), ""]), max_size=25)
)
def test_label_lines_give_one_role_a_line(lines: list[str]) -> None:
    assert len(label_lines(lines)) == len(lines)
