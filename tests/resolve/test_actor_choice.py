"""Names of actors settled by their document: acronyms, short forms, names of several, forces by country."""

import pytest

from tocsin.read.rules.actor_links import kind_of, links_of
from tocsin.read.rules.document import prepare
from tocsin.record import Document


def links(text, published="2024-06-05"):
    doc = Document(key="k", id="d", text=text, published=published, language="en")
    return [(text[link.start : link.end], link.actor or f"?{link.kind}") for link in links_of(prepare(doc))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "The Allied Democratic Forces (ADF) fled. The ADF came back.",
            [("Allied Democratic Forces", "adf-uganda"), ("ADF", "adf-uganda"), ("ADF", "adf-uganda")],
            id="introduced-in-brackets",
        ),
        pytest.param(
            "The Allied Democratic Forces, or ADF, fled.",
            [("Allied Democratic Forces", "adf-uganda"), ("ADF", "adf-uganda")],
            id="introduced-by-or",
        ),
        pytest.param("The PLA shot at police in Imphal.", [("PLA", "pla-manipur")], id="by-place"),
        pytest.param("In Beijing the PLA held a parade for China.", [("PLA", "pla-china")], id="by-country"),
        pytest.param("The PLA marched.", [("PLA", "?state_forces")], id="nothing-speaks-for-one"),
        pytest.param(
            "The Moro Islamic Liberation Front met. The Front wants peace.",
            [("Moro Islamic Liberation Front", "milf"), ("Front", "milf")],
            id="short-form",
        ),
        pytest.param(
            "Chad's army fought in Gabon. Gabon's police slept.",
            [("Chad's army", "chad-army"), ("Gabon's police", "police-ga")],
            id="owned",
        ),
        pytest.param("Sudanese troops fled.", [("Sudanese troops", "sudanese-armed-forces")], id="one-row-for-a-force"),
        pytest.param("Kyiv denied it.", [("Kyiv", "government-ua")], id="capital-that-speaks"),
        pytest.param("They met in Kyiv.", [], id="capital-as-a-place"),
        pytest.param("Police blamed Iran.", [("Iran", "government-ir")], id="country-that-is-blamed"),
        pytest.param("He walked a shining path.", [], id="small-letters"),
        pytest.param(
            "The Ndoki Liberation Army fled. The NLA came back.",
            [("Ndoki Liberation Army", "?rebel_group"), ("NLA", "?rebel_group")],
            id="acronym-of-an-unknown-name",
        ),
        pytest.param("The Kessan Relief Committee came.", [("Kessan Relief Committee", "?ngo")], id="unknown-body"),
    ],
)
def test_names_and_what_they_mean(text, expected):
    assert links(text) == expected


def test_a_group_that_is_long_gone_loses_to_one_that_is_active():
    text = "The ERP fired on troops in a town."
    assert links(text, "1989-03-01") == [("ERP", "erp-el-salvador")]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("norvalian people party", "political_party"),
        ("black scorpion cartel", "criminal_group"),
        ("upper tashir self-defence militia", "political_militia"),
        ("movement for the dawn", "rebel_group"),
        ("western front", None),
        ("blue lagoon hotel", None),
    ],
)
def test_kinds_guessed_from_the_head_of_a_name(name, kind):
    assert kind_of(name.split()) == kind
