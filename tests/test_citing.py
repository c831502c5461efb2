"""Golden citations: one for each type and for the awkward cases, in full, in short and within a sentence."""

import pytest
from claims.citing import ConditionsStyle, brief, full, plain, short
from claims.parts import quotes
from claims.records import Source
from claims.vocabulary import SourceType
from pybtex.database import parse_string


def source(type_, key="k", **fields):
    return Source(key, type_, {name: str(value) for name, value in fields.items()})


ORDER = source(
    "jurisdiction", institution="{International Court of Justice}", titleaddon="Provisional Measures, Order", shorttitle="Armenia v. Azerbaijan",
    title="Application of the International Convention on the Elimination of All Forms of Racial Discrimination (Armenia v. Azerbaijan)",
    entrysubtype="provisional", number="General List No. 180; 180-20230222-ORD-01-00-EN", date="2023-02-22",
)  # fmt: skip
BOSNIA = source(
    "jurisdiction", institution="{International Court of Justice}", titleaddon="Judgment", shorttitle="Bosnia and Herzegovina v. Serbia and Montenegro",
    title="Application of the Genocide Convention (Bosnia and Herzegovina v. Serbia and Montenegro)", journaltitle="ICJ Reports",
    volume="2007", pages="43", number="General List No. 91", date="2007-02-26", entrysubtype="judgment",
)  # fmt: skip
KRSTIC = source(
    "jurisdiction", institution="{International Criminal Tribunal for the former Yugoslavia, Appeals Chamber}", title="Prosecutor v. Krstić",
    titleaddon="Appeal Judgement", number="IT-98-33-A", date="2004-04-19", entrysubtype="judgment",
)  # fmt: skip
DISSENT = source(
    "jurisdiction", author="Koroma, Abdul G.", institution="{International Court of Justice}", shorttitle="Armenia v. Azerbaijan", entrysubtype="opinion",
    title="Application of CERD (Armenia v. Azerbaijan)", titleaddon="Dissenting Opinion of Judge ad hoc Koroma", date="2023-11-17",
)  # fmt: skip
TREATY = source(
    "legislation", entrysubtype="treaty", title="Convention on the Prevention and Punishment of the Crime of Genocide", shorttitle="Genocide Convention",
    institution="{United Nations}", number="78 UNTS 277", date="1948-12-09", inforce="1951-01-12",
)  # fmt: skip
STATUTE = source(
    "legislation", entrysubtype="statute", title="Genocide Convention Implementation Act", shorttitle="18 U.S.C. § 1091",
    institution="{United States Congress}", number="Pub. L. 100-606; 18 U.S.C. § 1091", date="1988-11-04",
)  # fmt: skip
BILL = source("legislation", entrysubtype="bill", title="PEACE Act", institution="{House of Representatives}", number="H.R. 5632 (119th Cong.)", date="2025-09-30")
UN = source("legal", institution="{United Nations Security Council}", title="Resolution 2417 (2018)", number="UN Doc S/RES/2417 (2018)", date="2018-05-24")
CARRIED = source("legal", institution="{Ministry of Foreign Affairs}", title="Statement on the checkpoint", journaltitle="Anadolu Agency", date="2023-04-23")
SPEECH = source("legal", author="Michel, Charles", institution="{European Council}", title="Remarks", date="2023-07-15")
REPORT = source("report", author="Moreno Ocampo, Luis", institution="{Center for Truth and Justice}", title="Genocide against Armenians in 2023", date="2023-08-07")
ISSUED = source("report", institution="{Amnesty International}", title="Blockade 'must end now' - new research", number="EUR 55/6434/2023", date="2023-02-09")
PAPER = source("article", journaltitle="Turan", title="How many Armenians?", date="2023-01-23")
SIGNED = source("article", author="Mock, Ben", journaltitle="HotNewHipHop", title="T", date="2023-09")
JOURNAL = source("article", author="Saparov, Arsène", journaltitle="Europe-Asia Studies", title="Why Autonomy?", volume="64", number="2", pages="281--323", date="2012")
BOOK = source("book", author="Akçam, Taner", publisher="Princeton University Press", title="The Young Turks' Crime", edition="2nd", date="2012")
CHAPTER = source("incollection", author="A, B", editor="C, D and E, F", title="T", booktitle="Handbook", publisher="OUP", pages="3-9", date="2010")
PAGE = source("online", institution="{International Committee of the Red Cross}", title="ICRC Not Able to Bring Assistance", journaltitle="ICRC", date="2023-07-25")
THING = source("misc", author="Morgenthau, Henry", institution="{US Department of State}", title="Telegram No. 858", number="RG 59, 867.4016/76", date="1915-07-16")

FULL = {
    "jurisdiction": (ORDER, "Application of the International Convention on the Elimination of All Forms of Racial Discrimination (Armenia v Azerbaijan) (Provisional Measures, Order) General List No 180, 180-20230222-ORD-01-00-EN (International Court of Justice, 22 February 2023)."),
    "law report": (BOSNIA, "Application of the Genocide Convention (Bosnia and Herzegovina v Serbia and Montenegro) (Judgment) [2007] ICJ Rep 43, General List No 91 (International Court of Justice, 26 February 2007)."),
    "tribunal": (KRSTIC, "Prosecutor v Krstić (Appeal Judgement) IT-98-33-A (International Criminal Tribunal for the former Yugoslavia, Appeals Chamber, 19 April 2004)."),
    "a judge": (DISSENT, "Application of CERD (Armenia v Azerbaijan) (Dissenting Opinion of Judge ad hoc Koroma) (International Court of Justice, 17 November 2023)."),
    "legislation": (TREATY, "Convention on the Prevention and Punishment of the Crime of Genocide (adopted 9 December 1948, entered into force 12 January 1951) 78 UNTS 277."),
    "statute": (STATUTE, "Genocide Convention Implementation Act, Pub L 100-606, 18 USC § 1091 (United States Congress, 4 November 1988)."),
    "bill": (BILL, "PEACE Act, HR 5632 (119th Cong) (House of Representatives, 30 September 2025)."),
    "legal": (UN, "United Nations Security Council, Resolution 2417 (24 May 2018) UN Doc S/RES/2417 (2018)."),
    "carried": (CARRIED, "Ministry of Foreign Affairs, Statement on the checkpoint (23 April 2023), as carried by Anadolu Agency."),
    "a person for an organ": (SPEECH, "Charles Michel (European Council), Remarks (15 July 2023)."),
    "report": (REPORT, "Luis Moreno Ocampo, Genocide against Armenians in 2023 (Center for Truth and Justice, 7 August 2023)."),
    "institution as author": (ISSUED, "Amnesty International, Blockade ‘must end now’ – new research (EUR 55/6434/2023, 9 February 2023)."),
    "article": (PAPER, "‘How many Armenians?’, Turan (23 January 2023)."),
    "journal": (JOURNAL, "Arsène Saparov, ‘Why Autonomy?’ (2012) 64(2) Europe-Asia Studies 281–323."),
    "book": (BOOK, "Taner Akçam, The Young Turks’ Crime (2nd edn, Princeton University Press 2012)."),
    "incollection": (CHAPTER, "B A, ‘T’ in D C and F E (eds), Handbook (OUP 2010) 3–9."),
    "online": (PAGE, "International Committee of the Red Cross, ‘ICRC Not Able to Bring Assistance’ (ICRC, 25 July 2023)."),
    "misc": (THING, "Henry Morgenthau, ‘Telegram No. 858’ (US Department of State, RG 59, 867.4016/76, 16 July 1915)."),
    "unknown type": (source("dataset", author="A, B", title="Figures", date="2023"), "B A, ‘Figures’ (2023)."),
    "no date": (source("online", author="A, B", title="T"), "B A, ‘T’ (undated)."),
    "no author": (source("online", journaltitle="Site", title="T", date="2023-02"), "‘T’ (Site, February 2023)."),
    "several authors": (source("book", author="A, B and C, D and E, F and G, H", title="T", date="2001"), "B A, D C, F E and H G, T (2001)."),
    "not all authors named": (source("book", author="A, B and others", title="T", date="2001"), "B A and others, T (2001)."),
    "a name with its parts": (source("book", author="King, Jr., Martin Luther and {van der} Waal, Jan", title="T", date="2001"), "Martin Luther King Jr. and Jan van der Waal, T (2001)."),
    "an apostrophe in a name": (source("online", journaltitle="Nouvelles d'Arménie", title="T", date="2023"), "‘T’ (Nouvelles d’Arménie, 2023)."),
    "edition and series": (source("book", author="A, B", title="T", edition="2", series="Studies", volume="3", publisher="OUP", date="2001"), "B A, T, vol 3 (2nd edn, Studies, OUP 2001)."),
    "editor only": (source("book", editor="A, B", title="T", date="2001"), "B A (ed), T (2001)."),
    "range of dates": (source("report", institution="{X}", title="T", date="2023-10-12/2023-10-13"), "X, T (12 October 2023 – 13 October 2023)."),
    "no title": (source("online", key="some-key", author="A, B", date="2023"), "B A, ‘some-key’ (2023)."),
    "translated title": (source("article", journaltitle="El País", title="Suplica", titletranslation="She pleads", langid="spanish", date="2023"), "‘Suplica’ [She pleads], El País (2023)."),
    "title of ours": (source("legal", institution="{X}", title="Letter", titlelangid="english", langid="armenian", date="2023"), "X, Letter [in Armenian; English title ours] (2023)."),
    "second-hand, by name": (source("book", author="A, B", title="T", date="2012", citedin="review in Foreign Affairs"), "B A, T (2012), as cited in review in Foreign Affairs."),
    "second-hand, by key": (source("book", author="A, B", title="T", date="2012", citedin="paper-2023 order-2023"), "B A, T (2012), as cited in Turan (23 January 2023); ICJ, Armenia v Azerbaijan (Order, 22 February 2023)."),
}  # fmt: skip


@pytest.mark.parametrize("case", FULL)
def test_full(case):
    cited, expected = FULL[case]
    assert plain(full(cited, {"paper-2023": PAPER, "order-2023": ORDER})) == expected


def test_every_type_has_a_golden_citation():
    assert {str(word) for word in SourceType} <= {cited.type for cited, _ in FULL.values()}


@pytest.mark.parametrize(
    ("cited", "expected"),
    [
        (ORDER, "ICJ, Armenia v Azerbaijan (Order, 22 February 2023), paras 54–57"),
        (BOSNIA, "ICJ, Bosnia and Herzegovina v Serbia and Montenegro (Judgment, 26 February 2007), paras 54–57"),
        (KRSTIC, "ICTY, Prosecutor v Krstić (Appeal Judgement, 19 April 2004), paras 54–57"),
        (DISSENT, "ICJ, Armenia v Azerbaijan (Dissenting Opinion of Judge ad hoc Koroma, 17 November 2023), paras 54–57"),
        (TREATY, "Genocide Convention (1948), paras 54–57"),
        (STATUTE, "18 USC § 1091 (1988), paras 54–57"),
        (UN, "UN Security Council (24 May 2018), paras 54–57"),
        (SPEECH, "Michel (15 July 2023), paras 54–57"),
        (REPORT, "Moreno Ocampo (7 August 2023), paras 54–57"),
        (PAPER, "Turan (23 January 2023), paras 54–57"),
        (SIGNED, "Mock, HotNewHipHop (September 2023), paras 54–57"),
        (source("legal", institution="{PACE}", title="T", shorttitle="Resolution 2508 (2023)", date="2023-06-22"), "PACE, Resolution 2508 (22 June 2023), paras 54–57"),
        (source("legal", author="Nderitu, Alice", journaltitle="Massis Post", title="T", shorttitle="Statement", date="2023-09-22"), "Nderitu, Statement (22 September 2023), paras 54–57"),
        (source("legal", institution="{International Association of Genocide Scholars, Executive Board}", title="T", date="2022"), "IAGS, Executive Board (2022), paras 54–57"),
        (source("article", journaltitle="Studies", title="In 54/2023", date="2023"), "Studies (2023), paras 54–57"),
        (source("article", author="A, B", title="T", titletranslation="U", journaltitle="RFE/RL, in Massis Post", date="2023"), "A, RFE/RL, in Massis Post (2023), paras 54–57"),
        (source("online", title="A page"), "‘A page’ (undated), paras 54–57"),
    ],
)  # fmt: skip
def test_brief_with_its_pinpoint(cited, expected):
    assert plain(brief(cited, "paras 54–57")) == expected


@pytest.mark.parametrize(
    ("cited", "expected"),
    [
        (ORDER, "ICJ, Armenia v Azerbaijan (Order, 22 February 2023)"),
        (REPORT, "Moreno Ocampo, Genocide against Armenians in 2023 (7 August 2023)"),
        (PAPER, "Turan, ‘How many Armenians?’ (23 January 2023)"),
        (SIGNED, "Mock, ‘T’ (HotNewHipHop, September 2023)"),
        (source("online", author="A, B and C, D and E, F and G, H", title="T"), "A and others, ‘T’ (undated)"),
        (source("legal", institution="{UN}", title="Meeting of 16 August 2023", date="2023-08-16"), "UN, Meeting of 16 August 2023"),
    ],
)  # fmt: skip
def test_short(cited, expected):
    assert plain(short(cited)) == expected


def test_a_day_in_the_title_is_not_repeated_but_a_year_is():
    assert plain(full(source("legal", institution="{UN}", title="Meeting of 16 August 2023", date="2023-08-16"))) == "UN, Meeting of 16 August 2023 (16 August 2023)."
    assert plain(short(source("online", author="Studt, A", title="54/2023", date="2023"))) == "Studt, ‘54/2023’ (2023)"


def test_italics():
    agency = source("article", journaltitle="RFE/RL, in Massis Post", title="T", date="2023")
    assert [part.text for part in full(agency) if part.italic] == ["RFE/RL", "Massis Post"]
    assert [part.text for part in brief(ORDER) if part.italic] == ["Armenia v Azerbaijan"]
    assert [part.text for part in full(BOOK) if part.italic] == ["The Young Turks’ Crime"]
    assert [part.text for part in full(PAPER) if part.italic] == ["Turan"]
    assert [part for part in full(TREATY) if part.italic] == []


@pytest.mark.parametrize(
    "name",
    ["Հարությունյան, Արայիկ", "Əliyev, İlham", "Морено Окампо, Луис", "Akçam, Taner", "Hébert, Gaëlle", "Schröder, Jörg"],
)
def test_names_and_titles_keep_their_letters_and_capitals(name):
    family, given = name.split(", ")
    title = "Genocide in International Law: The Crime of Crimes"
    said = plain(full(source("book", author=name, title=title, date="2009")))
    assert said == f"{given} {family}, {title} (2009)."


def test_words_quoted_in_a_title():
    assert quotes('He said "no" - twice', "“", "”") == "He said “no” – twice"
    assert quotes("""He "said 'no' to her" """.strip(), "“", "”") == "He “said ‘no’ to her”"
    assert quotes("The Turks' Crime and Baku's 'reply'", "“", "”") == "The Turks’ Crime and Baku’s “reply”"


def test_the_style_gives_pybtex_the_same_citation():
    text = "@book{b-2012,\n author = {Akçam, Taner and {de Waal}, Thomas},\n title = {The Crime of Crimes},\n date = {2012},\n}\n@dataset{a-2013, title = {T}}"
    entries = parse_string(text, "bibtex").entries
    style = ConditionsStyle()
    formatted = [style.format_entry("l", entry).text.render_as("text") for entry in style.sort(entries.values())]
    assert formatted == ["‘T’ (undated).", "Taner Akçam and Thomas de Waal, The Crime of Crimes (2012)."]
