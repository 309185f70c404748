"""Make the Word document "Routes voor zij-instromers" of the example corpus, with python-docx."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell

MADE = datetime(2025, 7, 1)  # fixed, so that a rebuild gives the same bytes
BLUE = RGBColor(0x1B, 0x4F, 0x72)
DISCLAIMER = "Naverteld voorbeelddocument van Bronwijs, geen uitgave van de instelling."
RETOLD = (
    "De feiten komen uit drie documenten: de informatiebrochure van Pro-U en Assessmentcentrum Twente, de nieuwsbrief van Utrecht Leert "
    "uit de zomer van 2025 en de webpagina ‘Over het Bestuursakkoord’ (Bestuursakkoord Flexibilisering Lerarenopleidingen)."
)
NONE = "niet vermeld"
HEADS = ("Route", "Voor wie", "Wat er gevraagd wordt", "Duur", "Kosten", "Contact")
WIDTHS = (4.1, 5.2, 6.0, 3.5, 3.0, 4.1)  # cm, over the width of a landscape page

INTRODUCTION = (
    "Op deze pagina staan routes voor mensen die uit een ander beroep de overstap naar het onderwijs maken: zij-instromers. "
    "Ook zittende docenten die nog een bevoegdheid willen halen, vinden hier hun weg.",
    "De eerste tabel gaat over het primair onderwijs. De tweede tabel gaat over het voortgezet onderwijs (vo) en het mbo. "
    "Na de tabellen volgt bij iedere route een toelichting.",
    "Waar de documenten over een onderwerp zwijgen, staat in de tabel ‘niet vermeld’. "
    "Dat betekent niet dat iets gratis is of geen voorwaarden heeft. Vraag het dan na bij de instelling.",
)

UTRECHT = "welkom@utrechtleert.nl, www.utrechtleert.nl"
ACT = "+31 (0)53 489 6913, act@utwente.nl, utwente.nl/pro-u/act"
PRIMARY = (
    (
        "Oriëntatiefase zij-instroom, Utrecht Stad",
        "mensen die misschien zij-instromer willen worden in het primair onderwijs",
        NONE,
        "niet vermeld; een nieuwe ronde begint in september",
        NONE,
        UTRECHT,
    ),
    (
        "Zij-instroomtraject primair onderwijs, Utrecht Stad",
        "zij-instromers bij schoolbesturen in Utrecht Stad",
        NONE,
        NONE,
        NONE,
        UTRECHT,
    ),
    (
        "Educatieve Master Primair Onderwijs (EMPO)",
        "academici; ook voor zij-instroom in opleiding, die in het eerste kwartaal van 2025 wordt ingevoerd",
        NONE,
        NONE,
        NONE,
        "VU Amsterdam en Universiteit Leiden (samen), Erasmus Universiteit; adres niet vermeld",
    ),
    (
        "Flexibele deeltijdpabo voor academici",
        "academici",
        "niet vermeld; wie de minor leraar basisonderwijs deed, begint na de bachelor of de master",
        "twee jaar; met de minor leraar basisonderwijs mogelijk een half jaar korter",
        NONE,
        "Universiteit Utrecht; adres niet vermeld",
    ),
    (
        "Academische modules bij de zij-instroomroute, Leiden",
        "zij-instromers; een deel van de vakken is alleen voor de academische track",
        "voor dat deel: inschrijving voor de academische track",
        NONE,
        NONE,
        "Universiteit Leiden; adres niet vermeld",
    ),
)
SECONDARY = (
    (
        "Zij-instroom in beroep, met een zij-instroomassessment",
        "overstappers uit een ander veld, en docenten die al lesgeven en een eerste of tweede bevoegdheid willen halen",
        "portfolio, praktijkobservatie, reflectiegesprek en criteriumgericht interview",
        "niet vermeld; staat op de website van het ACT",
        "niet vermeld; staan op de website van het ACT. Er is subsidie van de overheid",
        ACT,
    ),
    (
        "Toelatingsassessment voor een lerarenopleiding",
        "kandidaten met eerder verworven competenties die met hun vooropleiding niet direct toelaatbaar zijn",
        "portfolio, criteriumgericht interview en, als dat nodig is, een capaciteitentest",
        "niet vermeld; staat op de website van het ACT",
        "niet vermeld; staan op de website van het ACT",
        ACT,
    ),
    (
        "Zij-instroom bij de Universiteit Utrecht",
        "zij-instromers",
        "het geschiktheidsonderzoek",
        "niet vermeld; versneld doorlopen kan, op grond van het geschiktheidsonderzoek",
        "niet vermeld; 117 zij-instromers begonnen met subsidie",
        "Universiteit Utrecht; adres niet vermeld",
    ),
    (
        "Aan de Slag voor de Klas (ASK)",
        "zij-instromers die leraar willen worden in een tekortvak in het vo, ook in een taal",
        "een assessment (met hulp bij de voorbereiding), daarna matching naar een kleine aanstelling",
        NONE,
        NONE,
        "Universiteit van Amsterdam; adres niet vermeld",
    ),
    (
        "Ontdek Je Talent als Docent",
        "mensen die belangstelling hebben voor een overstap naar het leraarschap",
        NONE,
        "drie dagen; de training is er drie keer per jaar",
        NONE,
        "Vrije Universiteit (VU); adres niet vermeld",
    ),
    (
        "Maatwerktraject voor internationale zij-instromers",
        "internationale zij-instromers die het Nederlands nog niet goed beheersen, voor de STEM-vakken",
        NONE,
        NONE,
        NONE,
        "TU Eindhoven; adres niet vermeld",
    ),
    (
        "Leren op Locatie",
        "zij-instromers in Limburg, en gewone studenten die daar wonen of stage lopen",
        NONE,
        NONE,
        NONE,
        "Radboud Docenten Academie en Universiteit Maastricht; adres niet vermeld",
    ),
    (
        "Alfa4all",
        "wie eerstegraads docent in een taal wil worden en vakkennis mist; ook docenten die zich verder ontwikkelen",
        NONE,
        "niet vermeld; cursussen aan de randen van de dag of met veel zelfstudie",
        "kosteloos; voor docenten voorlopig kosteloos",
        NONE,
    ),
    (
        "Leraar Nederlands in 3 jaar (pilot)",
        "academici zonder opleiding Nederlandse Taal & Cultuur",
        "een vooropleiding in een talig vakgebied",
        "3 jaar, volgens de naam",
        NONE,
        "universiteiten van Leiden, Utrecht en Amsterdam; adres niet vermeld",
    ),
)

PRIMARY_NOTES = (
    (
        "Oriëntatiefase in Utrecht Stad",
        "De Oriëntatiefase van Utrecht Leert is een kennismaking met het basisonderwijs. Voor veel deelnemers begint daar een nieuwe "
        "loopbaan. In enkele maanden deden 17 mensen mee die overwegen zij-instromer te worden. De nieuwe ronde begint in september, en "
        "aanmelden kon nog toen de nieuwsbrief uitkwam (zomer 2025).",
    ),
    (
        "Zij-instroomtraject in Utrecht Stad",
        "In het schooljaar 2024-2025 begonnen in Utrecht Stad 48 zij-instromers, verdeeld over 10 schoolbesturen. Elders in dezelfde "
        "nieuwsbrief staat dat Utrecht Leert per jaar 60 zij-instromers begeleidt, op maat en met beperkte middelen. Utrecht Leert "
        "werkt samen met de lerarenopleidingen en met Transvita. Voor begeleiders is er de training ‘Begeleiding Zij-instroom’, gemaakt "
        "met de HU, de Marnix Academie en Transvita. Vijftien begeleiders volgden haar. Komend schooljaar is zij er opnieuw, met een "
        "intervisiemoment voor mentoren die al eerder meededen. Samen met "
        "de schoolbesturen zoekt Utrecht Leert naar meer plekken. De pagina over zij-instroom op de website wordt vernieuwd. "
        "Projectleider is Kristie de Jong.",
    ),
    (
        "EMPO",
        "De Educatieve Master Primair Onderwijs wordt verzorgd door de Vrije Universiteit Amsterdam en de Universiteit Leiden samen "
        "(joint degree) en door de Erasmus Universiteit. In september 2022 begonnen 35 studenten. Van de eerste lichting, afgestudeerd "
        "in 2024, staat 91% voor de klas. Over zij-instroom in beroep bij de EMPO en bij de bachelor Pedagogische Wetenschappen Primair "
        "Onderwijs (PWPO) loopt een verkenning; de uitkomst werd in het eerste kwartaal van 2025 verwacht.",
    ),
    (
        "Deeltijdpabo voor academici",
        "De minor tot leraar basisonderwijs is nog in ontwikkeling. Een student die deze minor heeft gehaald, zou een half jaar "
        "vrijstelling krijgen. Tijdens de deeltijdpabo zou hij al als onderwijsassistent kunnen werken.",
    ),
    (
        "Leiden en Amsterdam",
        "In Leiden geeft de universiteit vakken van de hogeschool met een academische oriëntatie erbij. De Vrije Universiteit Amsterdam "
        "had pedagogiekvakken voor zij-instromers van de Hogeschool van Amsterdam en de IPabo. Die route wordt na de projectperiode "
        "niet voortgezet: er was weinig animo en de organisatie was lastig.",
    ),
    (
        "Nog twee ontwikkelingen",
        "De alliantie Oost Werkt heeft een regionale assessmentvoorziening die los staat van één instelling. Zij moet, samen met de "
        "onderwijsregio's, meer werkplekken opleveren voor zij-instromers in het primair onderwijs. In het gespecialiseerd onderwijs in "
        "Utrecht kijkt men met de GO-raad naar een EVC- of PDG-procedure, zodat een bevoegdheid gemakkelijker te halen is.",
    ),
)
SECONDARY_NOTES = (
    (
        "Assessmentcentrum Twente (ACT)",
        "Het ACT van de Universiteit Twente neemt zij-instroomassessments en toelatingsassessments af. Dat kan voor alle vakken, voor de "
        "eerstegraads en de tweedegraads bevoegdheid. Zittende docenten kunnen uit het vo of het mbo komen. Voor een vraag buiten het "
        "gewone aanbod is na overleg maatwerk mogelijk. Het Bestuursakkoord noemt ook assessmentdagen van de Universiteit Twente, voor "
        "een instellingsneutraal assessmentcentrum. De gewone geschiktheidsonderzoeken blijven daarnaast bestaan.",
    ),
    (
        "Universiteit Utrecht",
        "Bij de Universiteit Utrecht doorstaan bijna alle kandidaten het geschiktheidsonderzoek. Een multidisciplinair team begeleidt "
        "hen steeds vaker: vakdidactici, schoolopleiders, instituutsopleiders en collega-begeleiders van het schoolvak.",
    ),
    (
        "Aan de Slag voor de Klas",
        "ASK is een maatwerktraject van de Universiteit van Amsterdam. Het begint met begeleide oriëntatie. Na het assessment en de "
        "matching volgt een hybride opleiding.",
    ),
    (
        "Ontdek Je Talent als Docent",
        "De VU zette deze oriëntatietraining op met de onderwijsregio. Na de training kan iemand zich verder oriënteren in het werkveld "
        "en bij lerarenopleidingen.",
    ),
    (
        "Internationale zij-instromers",
        "Het traject van de TU Eindhoven is voor een deel Engelstalig. Kandidaten krijgen steun bij opleiding, taal, integratie en kansen "
        "op werk.",
    ),
    (
        "Leren op Locatie",
        "De Radboud Universiteit en de Universiteit Maastricht werven en matchen zij-instromers samen. De Radboud Docenten Academie geeft "
        "ook in Maastricht les, zodat Limburg een compleet aanbod heeft.",
    ),
    (
        "Alfa4all en Bèta4all",
        "Alfa4all heeft 38 cursussen, voor Grieks, Latijn, Nederlands, Duits, Engels, Frans en Spaans. Nog 2 cursussen zijn in "
        "ontwikkeling. De opzet is blended. Wie de kennis heeft aangevuld, kan instromen in een universitaire lerarenopleiding of een "
        "zij-instroomtraject. Ook Bèta4all bestaat; daarover vertellen de documenten alleen dat er een pagina met informatie is.",
    ),
    (
        "Leraar Nederlands in 3 jaar",
        "De deelnemer aan deze pilot werkt op een school, brengt zijn vakkennis op niveau en volgt de eerstegraads lerarenopleiding. De "
        "route wordt op maat samengesteld.",
    ),
    (
        "Ook van belang",
        "Het online platform Klaar voor de Stap helpt zij-instromers in het voortgezet onderwijs bij hun voorbereiding. Voor het primair "
        "onderwijs werd in de zomer van 2025 iets soortgelijks verwacht. De TU Delft heeft de module Co-Teach STEM, voor experts uit "
        "onder andere bedrijven die samen met een bevoegde docent lesgeven. Voor de Educatieve minor en de Educatieve module is er een "
        "landelijk toetsingskader, dat duidelijk maakt welk vakinhoudelijk niveau bij instroom en uitstroom nodig is.",
    ),
)

STEPS_INTRODUCTION = (
    "De documenten geven geen volledig stappenplan. Uit de brochure van het Assessmentcentrum Twente zijn wel deze stappen op te maken. "
    "De volgorde van de onderdelen van het assessment is die van de brochure."
)
STEPS = (
    "Lees op utwente.nl/pro-u/act hoe het assessment verloopt, hoeveel tijd het vraagt en wat het kost.",
    "Bespreek uw mogelijkheden in een vrijblijvende intake. Die kan met de kandidaat zijn, met de school of met allebei.",
    "Bepaal welk assessment past: het zij-instroomassessment of het toelatingsassessment.",
    "Meld u aan via de website van het ACT.",
    "Maak een portfolio. Beide assessments vragen daarom.",
    "Zij-instroomassessment: daarna zijn er een praktijkobservatie, een reflectiegesprek en een criteriumgericht interview.",
    "Toelatingsassessment: daarna zijn er een capaciteitentest (alleen als dat nodig is) en een criteriumgericht interview.",
)

CONTACTS = (
    "Assessmentcentrum Twente (ACT): telefoon +31 (0)53 489 6913, e-mail act@utwente.nl, website utwente.nl/pro-u/act.",
    "Utrecht Leert: e-mail welkom@utrechtleert.nl, website www.utrechtleert.nl.",
    "Landelijk Onderwijsloket: vragen over scholing, zij-instroom en werken in het onderwijs, en een gratis adviesgesprek, "
    "via www.onderwijsloket.com. Het loket verwijst door naar platforms in de regio, zoals utrechtleert.nl.",
)


def build(target: Path) -> None:
    """Write the document to `target`; the same source gives the same bytes."""
    word = docx.Document()
    _properties(word)
    _styles(word)
    _edges(word)
    word.add_heading("Routes voor zij-instromers", 0)
    word.add_paragraph(f"{DISCLAIMER} {RETOLD}", style="Intense Quote")
    word.add_heading("Over deze pagina", 1)
    for text in INTRODUCTION:
        word.add_paragraph(text)

    _turn(word, landscape=True)
    word.add_heading("Routes naar het primair onderwijs", 1)
    _table(word, PRIMARY)
    word.add_heading("Routes naar het voortgezet onderwijs en het mbo", 1).paragraph_format.page_break_before = True
    _table(word, SECONDARY)

    _turn(word, landscape=False)
    word.add_heading("Toelichting bij de routes naar het primair onderwijs", 1)
    _notes(word, PRIMARY_NOTES)
    word.add_heading("Toelichting bij de routes naar het voortgezet onderwijs en het mbo", 1)
    _notes(word, SECONDARY_NOTES)
    word.add_heading("Een assessment bij het Assessmentcentrum Twente, stap voor stap", 1)
    word.add_paragraph(STEPS_INTRODUCTION)
    for step in STEPS:
        word.add_paragraph(step, style="List Number")
    word.add_heading("Vragen en contact", 1)
    for contact in CONTACTS:
        word.add_paragraph(contact, style="List Bullet")
    _save(word, target)


def _properties(word: Document) -> None:
    properties = word.core_properties
    properties.title = "Routes voor zij-instromers (naverteld)"
    properties.author = properties.last_modified_by = "Bronwijs"
    properties.comments = DISCLAIMER
    properties.language = "nl-NL"
    properties.created = properties.modified = MADE


def _styles(word: Document) -> None:
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    normal.paragraph_format.space_after = Pt(7)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "nl-NL")
    normal.element.get_or_add_rPr().append(language)
    for name, size in (("Title", 26), ("Heading 1", 16), ("Heading 2", 12.5), ("Intense Quote", 10.5)):
        style = word.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = "Calibri", Pt(size), BLUE
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)  # else the font of the theme wins
    word.styles["Intense Quote"].paragraph_format.left_indent = Cm(0.3)
    word.styles["Intense Quote"].paragraph_format.right_indent = Cm(0.3)


def _edges(word: Document) -> None:
    """Paper, header and footer; later sections take them over."""
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.9)
    section.top_margin = section.bottom_margin = Cm(2)
    for part, text in (
        (section.header, "Routes voor zij-instromers"),
        (section.footer, f"{DISCLAIMER} Naar: Pro-U en Assessmentcentrum Twente, Utrecht Leert en ‘Over het Bestuursakkoord’."),
    ):
        run = part.paragraphs[0].add_run(text)
        run.font.size, run.font.color.rgb = Pt(8.5), BLUE


def _turn(word: Document, *, landscape: bool) -> None:
    """Begin a new page, lying or standing."""
    section = word.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Cm(29.7), Cm(21)) if landscape else (Cm(21), Cm(29.7))


def _table(word: Document, rows: tuple[tuple[str, ...], ...]) -> None:
    table = word.add_table(rows=1, cols=len(HEADS), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = Cm(width)
    _fill(table, 0, HEADS, bold=True)
    for row in rows:
        table.add_row()
        _fill(table, -1, row)
    repeated = OxmlElement("w:tblHeader")  # the heads come back on each page
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell in table.rows[0].cells:
        _shade(cell, "D6E4EE")


def _fill(table: Table, row: int, texts: tuple[str, ...], *, bold: bool = False) -> None:
    for cell, text in zip(table.rows[row].cells, texts, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(2)
        run = paragraph.add_run(text)
        run.font.size, run.bold = Pt(9), bold or None


def _shade(cell: _Cell, colour: str) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _notes(word: Document, notes: tuple[tuple[str, str], ...]) -> None:
    for heading, text in notes:
        word.add_heading(heading, 2)
        word.add_paragraph(text)


def _save(word: Document, target: Path) -> None:
    """Save with one fixed time for all parts of the zip."""
    fresh = io.BytesIO()
    word.save(fresh)
    with zipfile.ZipFile(fresh) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as fixed:
        for name in source.namelist():
            part = zipfile.ZipInfo(name, MADE.timetuple()[:6])
            part.compress_type, part.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            fixed.writestr(part, source.read(name))
