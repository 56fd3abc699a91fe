"""A model folder is what its card says, or it is refused."""

import pytest

from tocsin.errors import NeuralError
from tocsin.read.neural.folder import CARD, NETWORK, TOKENIZER, open_folder, write_card


@pytest.fixture
def folder(tmp_path):
    (tmp_path / NETWORK).write_bytes(b"network")
    (tmp_path / TOKENIZER).write_text("{}")
    write_card(
        tmp_path,
        {"version": "1", "tags": ["doer"], "groups": {"type": ["bombing"]}, "window": ["event"], "longest": 9},
    )
    return tmp_path


def test_a_folder_is_known_by_its_card(folder):
    opened = open_folder(folder)
    assert opened.card.tags == ("doer",)
    assert opened.digest == open_folder(folder).digest


def test_a_file_that_was_changed_is_refused(folder):
    (folder / NETWORK).write_bytes(b"another")
    with pytest.raises(NeuralError, match="is not the file that"):
        open_folder(folder)


def test_a_file_that_is_missing_is_refused(folder):
    (folder / TOKENIZER).unlink()
    with pytest.raises(NeuralError, match="cannot be read"):
        open_folder(folder)


@pytest.mark.parametrize("card", ["", "[]", '{"form": "tocsin.model/1"}'])
def test_what_is_no_card_is_refused(folder, card):
    (folder / CARD).write_text(card)
    with pytest.raises(NeuralError, match="no card"):
        open_folder(folder)


def test_a_card_of_another_form_is_refused(folder):
    (folder / CARD).write_text((folder / CARD).read_text().replace("model/1", "model/9"))
    with pytest.raises(NeuralError, match="model/9"):
        open_folder(folder)


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(NeuralError, match="no model folder"):
        open_folder(tmp_path / "none")
