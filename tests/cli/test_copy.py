"""`tocsin copy`: what is said of a copy, and of one that cannot be made."""

from cli.fakes import run


def test_a_ledger_is_copied_and_said_to_be_sound(tmp_path):
    (tmp_path / "report.txt").write_text("A bombing in Kano on 2024-01-02: 3 killed.")
    assert run("add", "report.txt").exit_code == 0
    result = run("copy", "tocsin.db", "copy.db")
    assert result.exit_code == 0, result.stderr
    kind, entries, rows = result.stdout.split()
    assert (kind, int(rows) > int(entries) > 0) == ("copied", True)
    assert "compared and sound" in result.stderr
    assert run("incidents", "--database", "copy.db").stdout == run("incidents").stdout
    again = run("copy", "tocsin.db", "copy.db")
    assert (again.exit_code, "holds entries already" in again.stderr) == (1, True)


def test_a_ledger_is_not_copied_onto_itself_nor_from_nowhere(tmp_path):
    assert run("copy", "a.db", "sqlite:///a.db").exit_code == 2
    result = run("copy", "nothing.db", "b.db")
    assert (result.exit_code, "there is no ledger at nothing.db" in result.stderr) == (1, True)
