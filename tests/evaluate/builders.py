"""Small MUC-4 cases, made up for the tests; and the scorers that ours follow."""

import importlib.util
from pathlib import Path

from builders import a_document
from tocsin.evaluate.muc4 import parse_case
from tocsin.evaluate.muc4_record import Template, parse_gold

PERPETRATORS = ["guerrillas", "guerrilla column"]
VICTIM = ["oscar mora", "mora"]


def fill(*any_, **more):
    return {"any": list(any_), **more}


def a_template(**slots):
    """A gold template: a bombing in a district of Lima, told on 8 January 1990."""
    place = [{"name": "LIMA", "level": 1}, {"name": "MIRAFLORES", "level": 2}]
    return {
        "optional": False,
        "date": [fill("- 08 JAN 90", iso=[[None, "1990-01-08"]])],
        "location": [fill("PERU: LIMA: MIRAFLORES", parsed=[{"country": "PERU", "places": place}])],
        "incident_type": [fill("BOMBING", "ATTACK")],
        "stage": [fill("ACCOMPLISHED")],
        "instrument_id": [fill("BOMB"), fill("DYNAMITE", optional=True)],
        "perp_individual": [fill("GUERRILLA COLUMN", "GUERRILLAS")],
        "perp_org": [fill("PEOPLE'S FRONT", "PF")],
        "perp_org_confidence": [fill("CLAIMED OR ADMITTED", of=["PF"])],
        "phys_tgt": None,
        "phys_tgt_effect": None,
        "hum_tgt_name": [fill("OSCAR MORA")],
        "hum_tgt_description": [fill("ARCHBISHOP", of=["OSCAR MORA"]), fill("PEASANTS")],
        "hum_tgt_number": [
            fill("1", range=[[1, 1]], of=["OSCAR MORA"]),
            fill("PLURAL", range=[[2, None]], of=["PEASANTS"]),
        ],
        "hum_tgt_effect": [fill("DEATH", of=["OSCAR MORA"]), fill("INJURY", of=["PEASANTS"])],
    } | slots


def a_gold_form(*templates):
    roles = {
        "PerpInd": [PERPETRATORS],
        "PerpOrg": [["pf"]],
        "Target": [],
        "Victim": [VICTIM],
        "Weapon": [["bomb"], ["dynamite"]],
    }
    gtt = [{"incident_type": "bombing / attack", **roles}]
    return {"templates": list(templates) or [a_template()], "ree": roles, "gtt": gtt}


def a_gold(*templates):
    gold = parse_gold(a_gold_form(*templates), "test")
    assert gold is not None
    return gold


def no_gold():
    gold = parse_gold({"templates": [], "ree": {}, "gtt": []}, "test")
    assert gold is not None
    return gold


def a_case(text="Guerrillas of the PF threw a bomb in Miraflores. It killed Oscar Mora.", **more):
    return parse_case({"doc_id": "d1", "text": text.upper(), "text_truecased": text, "date": "1990-01-08", **more})


def a_prediction(incident_type="bombing", *, unnamed=(), **roles):
    entities = {role: tuple((name,) for name in names) for role, names in roles.items()}
    if unnamed:
        entities["VictimUnnamed"] = tuple((name,) for name in unnamed)
    return Template(incident_type=incident_type, roles=entities)


__all__ = ["a_case", "a_document", "a_gold", "a_gold_form", "a_prediction", "a_template", "fill", "no_gold"]


def original_scorer(name):
    """The scorer that ours follows, a module from beside the benchmark."""
    path = Path(__file__).parents[2] / "../shared/bench" / f"score_{name}.py"
    spec = importlib.util.spec_from_file_location(f"score_{name}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
