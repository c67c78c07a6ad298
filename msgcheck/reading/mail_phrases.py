"""The words by which mail programs, in many languages, introduce what is not the writer's own text.

Only tables; `mail_quotes.py` and `mail_signatures.py` decide what they mean. All words are in lower case and are
compared with case folded.
"""
# ruff: noqa: E501 - one phrase a line reads best

from __future__ import annotations

import re


def _any_of(phrases: str) -> str:
    """Return an alternation of the phrases, one a line; a space stands for any white space."""
    lines = [line.strip() for line in phrases.strip().splitlines()]
    return "|".join(line.replace(" ", r"\s+") for line in sorted(lines, key=len, reverse=True))


WROTE = re.compile(
    r"(?<!\w)(?:"
    + _any_of(
        """
        wrote
        writes
        has written
        schrieb
        schreibt
        schrieb folgendes
        geschrieben
        hat geschrieben
        a écrit
        a ecrit
        écrivait
        escribió
        escribio
        escribiu
        va escriure
        ha scritto
        scrisse
        ha escrito
        escreveu
        schreef
        geschreven
        skrev
        skreiv
        skrifaði
        kirjoitti
        napisał
        napisała
        napisał(?:\\(a\\)|/a)
        pisze
        napsal
        napsala
        napsal\\(a\\)
        napísal
        napísala
        napísal\\(a\\)
        napisao je
        je napisao
        je napisala
        je napisal
        написал
        написала
        написал\\(а\\)
        пишет
        писал
        писала
        пише
        написав
        написала
        написа
        írta
        a scris
        έγραψε
        yazdı
        rašė
        rakstīja
        kirjutas
        menulis
        đã viết
        viết
        schrijft
        ha écrit
        """
    )
    + r")(?!\w)|写道|寫道|書きました|のメール|作成|님이\s*작성|작성|เขียนว่า|เขียน|כתב|كتب|نوشت",
    re.IGNORECASE,
)
"""The verb of an attribution: `On Monday Jo wrote:`."""

ON_DAY = re.compile(
    r"(?:on|at|in|am|um|le|el|il|il giorno|em|no dia|a|op|den|dne|dňa|dnia|w dniu|dana|pe|în|vào|på|ma|dag|la|lé|o|στις|"
    r"στο|в|у|на|tarihinde|pada|le jour|quoting|zitat von|zitiere|citando|citeren|citat von|citando a|----)(?=[\s,])|在|於|于",
    re.IGNORECASE,
)
"""How an attribution may begin."""

QUOTING = re.compile(r"(?:quoting|zitat von|zitiere|citando|citeren|selon|citat)\s", re.IGNORECASE)
"""Attributions without a verb: `Quoting Jo <jo@acme.example>:`."""

WEEKDAY_OR_DATE = re.compile(
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|mo|di|mi|do|fr|sa|so|понедельник|вторник|среда"
    r"|четверг|пятница|суббота|воскресенье|пн|вт|ср|чт|пт|сб|вс|нд|man|tir|ons|tor|tors|fre|lør|søn|lör|sön|lun|mar|mer|mié"
    r"|jeu|jue|gio|ven|vie|sam|sáb|sab|dim|dom|seg|ter|qua|qui|sex|pon|wt|śr|czw|pt|sob|niedz)\.?,?\s.{0,12}\d|\d",
    re.IGNORECASE,
)

_HEADER_WORDS = {
    "from": "from|von|de|da|van|från|fra|frá|od|от|от кого|від|lähettäjä|feladó|gönderen|kimden|发件人|寄件者|寄件人|差出人|送信元|送信者"
    "|보낸 사람|보낸사람|από|מאת|من|de la|expéditeur|mittente|remitente|remetente|avsender|afsender|avsändare|nadawca|odesílatel|odosielateľ"
    "|saatja|siuntėjas|no|от:|pošiljatelj|dari|ผู้ส่ง|从|absender|afzender|từ",
    "date": "date|sent|datum|gesendet|gesendet am|envoyé|envoyé le|enviado|enviado el|enviado em|enviada|enviada em|enviat|fecha|data|inviato"
    "|data invio|verzonden|verzonden op|skickat|skickat den|sendt|dato|wysłano|wysłane|odesláno|odoslané|отправлено|дата|надіслано|lähetetty"
    "|päivämäärä|päiväys|elküldve|küldés dátuma|dátum|gönderildi|gönderilme tarihi|tarih|发送时间|发送日期|日期|寄件日期|傳送日期|送信日時"
    "|送信日|日付|日時|보낸 날짜|날짜|보낸날짜|ημερομηνία|נשלח|תאריך|تاريخ|trimis|poslano|saadetud|tanggal|วันที่|时间",
    "to": "to|an|à|a|para|aan|till|til|do|dla|komu|кому|vastaanottaja|címzett|kime|alıcı|收件人|收件者|宛先|受信者|받는 사람|받는사람|προς|אל|إلى|către"
    "|destinataire|destinatario|destinatário|ontvanger|empfänger|adresat|prima|za|kepada|ถึง|到|kam|per",
    "cc": "cc|kopie|kopie an|copie|copie à|copia|kopia|kopi|kopio|копия|копія|másolat|bilgi|抄送|副本|참조|cc kopie|dw|κοιν|bcc|blindkopie|密送",
    "subject": "subject|betreff|objet|asunto|oggetto|onderwerp|assunto|ämne|emne|efni|temat|předmět|predmet|тема|aihe|tárgy|konu|主题|主旨|件名|제목|θέμα"
    "|נושא|الموضوع|subiect|assumpte|teema|tema|perihal|หัวข้อ|主題|re|zadeva",
    "other": "reply-to|antwort an|répondre à|responder a|rispondi a|importance|wichtigkeit|priorität|priority|organization|attachments|anlagen"
    "|pièces jointes|message-id|resent-from|resent-to|newsgroups|nachricht|organisation|reply to|sender|categories|wichtig|mailing-list",
}
HEADER_KINDS = {word: kind for kind, words in _HEADER_WORDS.items() for word in words.split("|")}
"""Name of a header line -> from, date, to, cc, subject or other."""

ORIGINAL_MESSAGE = re.compile(
    _any_of(
        """
        original message
        original appointment
        original e?-?mail
        reply message
        originalnachricht
        ursprüngliche nachricht
        ursprüngliche mail
        original-nachricht
        message d[’']origine
        message original
        message initial
        mensaje original
        missatge original
        messaggio originale
        messaggio originario
        oorspronkelijk bericht
        origineel bericht
        mensagem original
        oprindelig meddelelse
        original meddelelse
        original besked
        ursprungligt meddelande
        originalmeddelande
        opprinnelig melding
        alkuperäinen viesti
        wiadomość oryginalna
        oryginalna wiadomość
        původní zpráva
        pôvodná správa
        исходное сообщение
        оригинальное сообщение
        вихідне повідомлення
        eredeti üzenet
        mesaj original
        mesajul original
        orijinal mesaj
        özgün ileti
        αρχικό μήνυμα
        原始邮件
        原始郵件
        邮件原件
        元のメッセージ
        원본 메시지
        원본 메일
        ההודעה המקורית
        الرسالة الأصلية
        urspr\\. nachricht
        """
    ),
    re.IGNORECASE,
)

FORWARDED_MESSAGE = re.compile(
    _any_of(
        """
        forwarded message
        forwarded by
        forwarded e?-?mail
        begin forwarded message
        start of forwarded message
        weitergeleitete nachricht
        weitergeleitete mail
        weitergeleitet von
        anfang der weitergeleiteten nachricht
        anfang der weitergeleiteten e-mail
        message transféré
        message transmis
        message réexpédié
        début du message transféré
        début du message réexpédié
        mensaje reenviado
        mensaje remitido
        inicio del mensaje reenviado
        comienzo del mensaje reenviado
        missatge reenviat
        messaggio inoltrato
        inizio messaggio inoltrato
        inizio del messaggio inoltrato
        doorgestuurd bericht
        begin doorgestuurd bericht
        mensagem encaminhada
        mensagem reencaminhada
        início da mensagem encaminhada
        início da mensagem reencaminhada
        videresendt meddelelse
        videresendt besked
        videresendt melding
        start på videresendt besked
        begynnelse på videresendt melding
        vidarebefordrat meddelande
        vidarebefordrat mejl
        vidarebefordrat brev
        börja vidarebefordrat meddelande
        välitetty viesti
        edelleenlähetetty viesti
        przekazana wiadomość
        początek przekazywanej wiadomości
        wiadomość przekazana dalej
        přeposlaná zpráva
        preposlaná správa
        továbbított üzenet
        mesaj redirecționat
        пересылаемое сообщение
        пересланное сообщение
        переадресованное сообщение
        начало переадресованного сообщения
        переслане повідомлення
        iletilen mesaj
        yönlendirilmiş mesaj
        προωθημένο μήνυμα
        转发的邮件
        转发邮件信息
        已转发邮件
        轉寄郵件
        轉寄的郵件
        転送されたメッセージ
        転送メッセージ
        전달된 메시지
        הודעה שהועברה
        """
    ),
    re.IGNORECASE,
)

END_OF_FORWARD = re.compile(
    r"\W*(?:end (?:of )?forwarded message|ende der weitergeleiteten (?:nachricht|e-mail)|fin du message transféré)\W*\Z",
    re.IGNORECASE,
)

REPLY_ABOVE = re.compile(
    r"\W*(?:please (?:type|write|enter) your reply above this line|(?:reply|respond) above this line|write above this line"
    r"|bitte antworten sie oberhalb dieser zeile|antwort oberhalb dieser linie|répondre au-dessus de cette ligne"
    r"|escriba su respuesta por encima de esta línea)\b",
    re.IGNORECASE,
)

SENT_FROM = re.compile(
    r"[\W_]*(?:"
    + _any_of(
        """
        sent (?:from|via|with|by|using) (?:\\S+ ){0,4}\\S*(?:my|mobile|mobil|i?phone|ipad|ipod|tablet|galaxy|samsung|pixel|android|blackberry|device|outlook|mail|mailbox|yahoo|spark|superhuman|front|missive|hey|proton|windows)\\b
        from my (?:iphone|ipad|android|mobile|phone|blackberry|samsung|galaxy|pixel)
        get (?:\\[)?outlook for
        get the outlook app
        download outlook for
        envoyé (?:de|depuis|à partir|avec|du) \\S
        obtenez outlook pour
        télécharger outlook pour
        (?:von|vom) mein(?:em|er) \\S.* gesendet
        von unterwegs gesendet
        (?:gesendet|versendet|geschickt|geschrieben) (?:von|vom|mit|über|aus|via) (?:mein|iphone|ipad|outlook|yahoo|gmx|web\\.de|der|mobil|android|unterwegs|samsung|k-9|mail|windows|proton|airmail|spark|thunderbird)
        diese (?:nachricht|e-?mail|mail) wurde (?:von|mit|über) .*(?:gesendet|geschickt|verschickt)
        (?:holen sie sich|outlook für) outlook
        outlook für (?:ios|android)
        enviado (?:desde|do|da|de|a partir|com|con|via|mediante) (?:mi|meu|minha|o|el|mail|outlook|yahoo|iphone|ipad|samsung|gmail|correo|e-mail|smartphone|dispositivo|windows|android|mobil)
        obtener outlook para
        obter o outlook para
        inviato (?:da|dal|dall|con|tramite) \\S
        scarica outlook per
        ottieni outlook per
        verzonden (?:vanaf|van|met|via|vanuit) \\S
        verstuurd (?:vanaf|met|via) \\S
        (?:download|outlook voor) outlook
        outlook voor (?:ios|android)
        sendt fra \\S
        skickat från \\S
        lähetetty \\S+(?:sta|stä|lta|ltä|ni)\\b
        wysłan[eo] z \\S
        odesláno z \\S
        odoslané z \\S
        отправлено (?:с|из|с моего) \\S
        надіслано (?:з|із) \\S
        trimis de (?:pe|la) \\S
        iphone['’]?(?:um|ım)dan gönderildi
        küldve (?:iphone|ipad|android|samsung)
        elküldve az
        poslano (?:s|z|iz) \\S
        στάλθηκε από \\S
        enviat des de \\S
        """
    )
    + r"|(?:從|从)我的.{0,30}(?:傳送|发送|發送)|(?:發自|发自|由).{0,20}(?:iphone|ipad|手机|手機|邮箱|outlook)"
    r"|.{0,25}から送信|나의\s.{0,20}에서\s보냄|.{0,20}에서\s보냄"
    r")",
    re.IGNORECASE,
)
"""What telephones and mail programs add under a mail."""

CLOSING = re.compile(
    r"[\W_]*(?:"
    + _any_of(
        """
        (?:with )?(?:best|kind|kindest|warm|warmest|many|good) (?:regards|wishes|greetings)
        (?:all )?(?:the )?(?:very )?best(?: to you)?
        regards
        cheers
        many thanks
        thanks(?: a lot| again| so much| very much| in advance)?
        thank you(?: very much| so much| again| in advance)?
        thanks (?:and|&) (?:best |kind )?regards
        thx
        sincerely(?: yours)?
        yours (?:sincerely|faithfully|truly)
        br
        rgds
        take care
        mit (?:freundlichen?|besten|herzlichen|lieben|vielen|schönen) grü(?:ß|ss)en?
        mit freundlichem gru(?:ß|ss)
        (?:freundliche|beste|viele|herzliche|liebe|schöne|sonnige) grü(?:ß|ss)e(?: aus \\w+)?
        (?:viele|herzlichen|vielen|besten) dank(?: und (?:viele|beste|liebe) grü(?:ß|ss)e)?
        gru(?:ß|ss)
        mfg
        lg
        vg
        danke
        (?:bien )?cordialement(?: vôtre)?
        (?:bien )?à (?:vous|toi)
        (?:très )?(?:cordiales )?salutations(?: distinguées)?
        meilleures salutations
        bonne (?:journée|soirée)
        merci(?: d[’']avance| beaucoup)?
        amicalement
        (?:un )?(?:cordial )?saludos?(?: cordiales)?
        atentamente
        (?:muchas )?gracias
        (?:cordiali|distinti|cari|migliori) saluti
        cordialmente
        saluti
        grazie(?: mille)?
        (?:com os )?(?:melhores )?cumprimentos
        atenciosamente
        (?:muito )?obrigad[oa]
        abraços?
        (?:met )?(?:vriendelijke|hartelijke) groet(?:en)?
        groet(?:en|jes)?
        bedankt
        (?:med )?(?:vänliga?|vennlig|venlig|bästa|beste|mange|varma|hjärtliga) (?:hälsning(?:ar)?|hilsen(?:er)?)
        mvh
        hälsningar
        hilsen
        tack
        takk
        tak
        ystävällisin terveisin
        terveisin
        kiitos
        (?:z )?(?:poważaniem|pozdrowieniami)
        pozdrawiam
        (?:s )?pozdravem
        (?:с )?(?:уважением|наилучшими пожеланиями)
        спасибо
        üdvözlettel
        saygılarımla
        teşekkürler
        """
    )
    + r"|此致|敬礼|谢谢|よろしくお願いします|よろしくお願いいたします|감사합니다)[\s,.!;:–—-]*(?P<name>(?:[\w.’'-]+\s*){0,4})[\s,.!]*\Z",
    re.IGNORECASE,
)
"""A line that closes a mail, perhaps with the name behind it."""

DISCLAIMER = re.compile(
    r"""
      confidentiality\s+(?:notice|note|statement)
    | (?:legal|e-?mail|important)\s+(?:disclaimer|notice)\s*[:\-]
    | \A\W*disclaimer\s*[:\-]
    | (?:this|the|these)\s+(?:e-?mail|message|mail|communication|transmission|information\s+contained\s+in\s+this)s?\b.{0,200}?
      \b(?:confidential|privileged|intended\s+(?:only|solely|exclusively|for\s+the)|for\s+the\s+(?:sole|exclusive|intended))
    | not\s+(?:the|an)\s+(?:intended|named|designated)\s+(?:recipient|addressee)
    | (?:received|receive|gotten|got|obtained)\s+this\s+(?:e-?mail|message|mail|communication|transmission)\s+(?:in\s+error|by\s+mistake)
    | (?:consider|think\s+(?:of|about)|respect|protect|save)\s+(?:the|our)\s+environment\s+(?:before|and\s+do)
    | (?:do\s+you\s+)?really\s+need\s+to\s+print\s+this\s+e-?mail
    | (?:diese|die)\s+(?:e-?mail|nachricht|mail|information(?:en)?)\b.{0,200}?\b(?:vertraulich|rechtlich\s+geschützt|ausschlie(?:ß|ss)lich\s+für)
    | nicht\s+der\s+(?:richtige|beabsichtigte|vorgesehene|angegebene)\s+(?:adressat|empfänger)
    | diese\s+(?:e-?mail|nachricht)\s+irrtümlich\s+erhalten
    | ce\s+(?:message|courriel|courrier|mail|e-?mail)\b.{0,200}?\b(?:confidentie|destiné\s+exclusivement|l['’]usage\s+exclusif|exclusif\s+de)
    | (?:vous\s+)?(?:avez\s+)?re[cç]u\s+ce\s+(?:message|courriel|mail|e-?mail)\s+par\s+erreur
    | (?:este|esta)\s+(?:mensaje|correo|e-?mail|mensagem|comunicación)\b.{0,200}?\b(?:confidencia|privilegiad|exclusivamente|dirigid[oa])
    | (?:ha|tiver|recebeu|recibido)\s.{0,40}(?:mensaje|mensagem|e-?mail|correo)\s+por\s+(?:error|engano|erro)
    | (?:questo|il\s+presente|la\s+presente|le\s+informazioni\s+contenute)\s*(?:messaggio|e-?mail|comunicazione|mail|in\s+quest)\b.{0,200}?\b(?:riservat|confidenzial|esclusivamente)
    | (?:dit|deze)\s+(?:e-?mail|bericht|e-?mailbericht|boodschap)\b.{0,200}?\b(?:vertrouwelijk|uitsluitend|bestemd\s+voor)
    | (?:denna|dette|denne|detta)\s+(?:e-?post|mail|e-?mail|meddelande|besked|e-?posten|meddelelse|melding)\b.{0,200}?\b(?:konfidentiel|fortrolig|konfidensiell|avsed[dt]|beregnet)
    | (?:ta|niniejsza|poniższa)\s+wiadomość\b.{0,200}?\b(?:poufn|przeznaczon)
    | (?:это|данное|настоящее)\s+(?:сообщение|письмо)\b.{0,200}?\bконфиденциальн
    | (?:virus-?free|virenfrei|sans\s+virus|libre\s+de\s+virus)\W.{0,40}(?:avast|avg|norton|www)
    | (?:scanned|checked|geprüft|überprüft)\s+(?:for|by|auf|von|durch)\s+.{0,20}(?:virus|viren|mailscanner|malware)
    | (?:sitz\s+der\s+gesellschaft|registergericht|handelsregister(?:nummer)?|amtsgericht)\b.{0,80}?\b(?:hr\s?b|gericht|gesellschaft|geschäftsführ|\d)
    | (?:registered\s+(?:office|address|in\s+(?:england|ireland|scotland))|company\s+(?:registration\s+)?(?:number|no\.?))\s*[:#]?\s*.{0,80}\d
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""Legal and environmental notices about the mail itself."""

LIST_FOOTER = re.compile(
    r"""
      (?:to\s+)?unsubscribe\b.{0,60}(?:e-?mail|list|group|send|visit|click|here|link|preferences|http|from)
    | you\s+(?:received|are\s+receiving|got)\s+this\s+(?:message|e-?mail|mail)\s+because
    | mailing\s+list\b.{0,80}(?:@|https?:)
    | (?:manage|change|update|edit)\s+your\s+(?:e-?mail\s+|subscription\s+|notification\s+)?(?:preferences|subscription|settings)
    | (?:newsletter|e-?mails?|verteiler|benachrichtigungen)\b.{0,60}\b(?:abbestellen|abmelden)
    | (?:désabonner|désinscrire|darse\s+de\s+baja|cancelar\s+(?:la\s+)?(?:su\s+)?suscripción|annulla\s+l['’]iscrizione|afmelden)\b
    | reply\s+to\s+this\s+e-?mail\s+directly\b.{0,40}view\s+it\s+on
    | view\s+this\s+(?:e-?mail|message)\s+in\s+(?:your|a)\s+browser
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""What mailing lists and mass mailers add."""
