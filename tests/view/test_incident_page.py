"""The record of an incident: rivals, what could not be settled, review."""

from msgspec.structs import replace

from tocsin.record import Attribution, Claim, IncidentAssessment, Linked, Review, Toll, TollPoint, Unsettled
from tocsin.view.incident_page import incident_page
from tocsin.view.layout import lay_out
from tocsin.view.list_page import enough_of_ids
from view.incidents import an_incident, evidence, folded, support


def shown(incident, **how):
    return lay_out(incident_page(incident, **how), width=100, color=False)


def test_rivals_stand_under_why_and_only_there():
    rival = folded(Toll(measure="killed", low=93, high=93, best=93), "93 people", rule="superseded")
    toll = replace(folded(Toll(measure="killed", low=115, high=115, best=115), "115 dead"), rivals=(rival,))
    incident = an_incident(tolls=(toll,))
    assert "93 killed" not in shown(incident)
    why = shown(incident, why=True)
    assert "115 killed · the only one told · one source: Harbour Wire" in why
    assert "rival: 93 killed · superseded · one source: Harbour Wire" in why


def test_what_could_not_be_settled_is_said():
    unsettled = Unsettled(property="where", reason="two villages have this name", support=(support("the village"),))
    out = shown(an_incident(unsettled=(unsettled,)))
    assert "unsettled where: two villages have this name [4]" in out
    assert "[4] “the village” d1, Harbour Wire, 2024-03-22, text 3–14" in out


def test_further_coverage_is_named_and_what_is_among_the_reports_is_not():
    incident = an_incident()
    out = shown(replace(incident, coverage=(*incident.documents, "d8", "d9")))
    assert "coverage  of the same story: d8, d9\n" in out
    assert "coverage" not in shown(replace(incident, coverage=incident.documents))


def test_a_persons_review_and_the_moment_asked_for_are_said():
    out = shown(an_incident(review=Review(state="confirmed", by="an editor"), as_of="2024-03-23"))
    assert "confirmed by an editor" in out
    assert "as published by 23 March 2024" in out


def test_every_accusation_keeps_its_accuser():
    claims = (
        folded(Claim(claimant="Kyiv", stance="blamed", by="Moscow"), attribution="Moscow"),
        folded(Claim(claimant="ADF", stance="suspected"), attribution="the army"),
        folded(Claim(claimant="IS", stance="claimed")),
    )
    out = shown(an_incident(claims=claims))
    assert "accused   Moscow blames Kyiv [" in out
    assert "ADF is suspected, according to the army [" in out
    assert "claims    IS claims it [" in out


def test_the_curve_has_a_line_for_each_report_in_the_order_of_publication():
    def point(measure, published, document, **bounds):
        known = {"low": None, "high": None, "best": None, "approximate": False, "attribution": None, **bounds}
        return TollPoint(
            measure=measure, published=published, document=document, mention="m1", source=f"S{document}",
            evidence=(evidence("the words", document),), **known,
        )  # fmt: skip

    history = (
        point("abducted", "2024-03-24", "d3", low=7),
        point("killed", "2024-03-23", "d2", low=61),
        point("killed", "2024-03-22", "d1", low=40),
        point("injured", "2024-03-22", "d1", low=101),
    )
    lines = shown(an_incident(toll_history=history)).splitlines()
    at = lines.index("THE TOLL AS REPORTED")
    assert lines[at + 1].split() == ["DATE", "SOURCE", "KILLED", "INJURED", "OTHER", "THE", "WORDS"]
    assert [line.split("  ")[0] for line in lines[at + 2 : at + 5]] == ["2024-03-22", "2024-03-23", "2024-03-24"]
    assert "at least 40" in lines[at + 2]
    assert "more than 100" in lines[at + 2]
    assert "at least 7 abducted" in lines[at + 4]


def test_ids_are_cut_where_they_still_differ():
    assert enough_of_ids(["iabcdef1", "iabcdef2"]) == 8
    assert enough_of_ids(["iabcdef1", "ixyzdef2"]) == 6
    assert enough_of_ids([]) == 6


def test_of_many_assessments_those_of_named_posts_are_shown_first_and_all_under_why():
    def said(number, **who):
        attribution = Attribution(
            speaker=f"Speaker {number}", text=f"words {number}", direct=False, about=("m1",),
            evidence=(evidence(),), speaker_evidence=(evidence("who"),), **who,
        )  # fmt: skip
        return IncidentAssessment(document="d1", source="Wire", published="2024-03-22", attribution=attribution)

    many = (*(said(n) for n in range(8)), said(8, post="minister"), said(9, affiliation="an institute"))
    out = shown(an_incident(assessments=many))
    assert [f"Speaker {n}" in out for n in range(10)] == [True] * 2 + [False] * 6 + [True] * 2
    assert "and 6 more, with --why" in out
    assert all(f"Speaker {n}" in shown(an_incident(assessments=many), why=True) for n in range(10))


def test_how_likely_two_reports_are_one_event_is_never_certain():
    def words(score):
        linked = Linked(document="d2", other="d1", score=score, links=score >= 0, features=(), forbidden=None)
        return shown(an_incident(), linked=[linked])

    assert "over 99%" in words(9.0)
    assert "73%" in words(1.0)
    assert "under 1% by themselves" in words(-9.0)
