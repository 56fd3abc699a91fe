"""Training at work, on an encoder of two small layers that is made here: it resumes, repeats itself, and can be opened."""

import json

import pytest

pytest.importorskip("torch", reason="the extra train is not installed")
pytest.importorskip("transformers", reason="the extra train is not installed")
pytest.importorskip("onnxscript", reason="the extra train is not installed")

import torch
from tokenizers import Tokenizer
from transformers import BertConfig, BertModel

from read.neural.tiny import tokenizer_of
from tocsin.errors import NeuralError
from tocsin.read.neural.folder import CARD, NETWORK, open_folder
from tocsin.read.neural.network import open_network
from tocsin.train.begun import begin_with
from tocsin.train.examples import Example, Mark
from tocsin.train.fitting import Plan, fit
from tocsin.train.making import Data, Examples, _targets, finish
from tocsin.train.network import Network

pytestmark = pytest.mark.filterwarnings("ignore")  # those of PyTorch, whose export warns of itself
WORDS = ("youths", "burned", "a", "clinic", "school", "in", "kano", "the", "mayor", "spoke", ".")
PLAN = Plan(passes=3, rate=3e-3, rate_heads=1e-2, batch=4, blank=0.0)


@pytest.fixture(scope="module")
def encoder(tmp_path_factory):
    """A folder of an encoder whose weights are chance."""
    folder = tmp_path_factory.mktemp("encoder")
    torch.manual_seed(1)
    size = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 64}
    config = BertConfig(vocab_size=64, max_position_embeddings=64, **size)
    BertModel(config, add_pooling_layer=False).save_pretrained(str(folder))
    tokenizer_of(dict.fromkeys(WORDS, ())).save(str(folder / "tokenizer.json"))
    return folder


def examples():
    burned = [f"youths burned a {thing} in kano ." for thing in ("clinic", "school")]
    told = [
        Example(str(n), text, (Mark("doer", 0, 6), Mark("target", 16, 22)), frozenset(("doer", "target")))
        for n, text in enumerate(burned)
    ]
    return (*told, Example("q", "the mayor spoke in kano .", (), frozenset(("doer", "target")), events={}))


def targets(encoder):
    return list(_targets(examples() * 8, Tokenizer.from_file(str(encoder / "tokenizer.json"))))


def fitted(encoder, folder, plan=PLAN, **more):
    torch.manual_seed(5)
    network, told = Network(encoder), []
    fit(network, targets(encoder), plan, checkpoint=folder / "checkpoint.pt", tell=told.append, **more)
    return network, told


def same(one, two):
    return all(torch.equal(a, b) for a, b in zip(one.state_dict().values(), two.state_dict().values(), strict=True))


def test_one_seed_gives_one_network_and_another_seed_another(encoder, tmp_path):
    one, _ = fitted(encoder, tmp_path / "one")
    two, _ = fitted(encoder, tmp_path / "two")
    other, _ = fitted(encoder, tmp_path / "other", Plan(passes=3, rate=3e-3, rate_heads=1e-2, batch=4, seed=11))
    assert same(one, two)
    assert not same(one, other)


def test_a_run_that_was_stopped_goes_on_from_its_last_pass_to_the_same_end(encoder, tmp_path):
    whole, _ = fitted(encoder, tmp_path / "whole")
    _, first = fitted(encoder, tmp_path / "parts", stop=1)
    resumed, more = fitted(encoder, tmp_path / "parts")
    assert (len(first), len(more)) == (1, 2)
    assert same(whole, resumed)


def test_layers_that_are_kept_still_do_not_change(encoder, tmp_path):
    before = Network(encoder).encoder.encoder.layer
    network, _ = fitted(encoder, tmp_path, Plan(passes=1, rate=3e-3, batch=4, still=1))
    after = network.encoder.encoder.layer
    assert same(before[0], after[0])
    assert not same(before[1], after[1])


@pytest.fixture(scope="module")
def made(encoder, tmp_path_factory):
    """A model folder, and the network that it was made from."""
    folder = tmp_path_factory.mktemp("made")
    file = folder / "texts.jsonl"
    file.write_text("{}\n")
    network, _ = fitted(encoder, folder / "work", Plan(passes=25, rate=3e-3, rate_heads=2e-2, batch=4))
    data = Data(muc4=(), labelled=(file,), encoder=encoder)
    finish(network, data, Examples(examples(), (), ()), PLAN, folder / "model")
    return folder / "model", network


def test_the_folder_says_what_it_was_made_from_and_how(made):
    card = json.loads((made[0] / CARD).read_text())
    assert card["about"]["plan"]["seed"] == PLAN.seed
    assert card["about"]["data"][0]["file"] == "texts.jsonl"
    assert len(card["about"]["data"][0]["sha256"]) == 64
    assert card["about"]["limits"]
    assert set(card["files"]) == {NETWORK, "tokenizer.json"}


def test_a_folder_that_was_changed_is_refused(made, tmp_path):
    for path in made[0].iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / NETWORK).write_bytes(b"something else")
    with pytest.raises(NeuralError, match="is not the file"):
        open_folder(tmp_path)


def test_what_was_learned_is_marked(made):
    opened, _ = open_network(made[0])
    (scored,) = opened.score(["youths burned a clinic in kano ."])
    row = scored[0].tags[:, opened.card.tags.index("doer"), 1]
    assert row.argmax() == 1
    assert row[1] > 0.5


def test_one_can_go_on_from_a_folder_with_what_eight_bits_keep_of_its_weights(made, encoder):
    network = Network(encoder)
    begin_with(network, made[0])
    for name, weight in made[1].state_dict().items():
        near = network.state_dict()[name]
        assert (near - weight).abs().max() <= weight.abs().max() / 64, name


def test_one_cannot_go_on_from_a_folder_with_other_labels(made, encoder, tmp_path):
    for path in made[0].iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    card = json.loads((tmp_path / CARD).read_text())
    (tmp_path / CARD).write_text(json.dumps({**card, "tags": card["tags"][::-1]}))
    with pytest.raises(NeuralError, match="other labels"):
        begin_with(Network(encoder), tmp_path)
