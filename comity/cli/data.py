"""Data in and out on the command line: `load`, `generate`, `import`, `export`, `register`."""

import argparse
from pathlib import Path

from comity.cli import ground

LOAD_REFERENCE = ground.Target("comity.parties.loading", "load_reference")
LOAD_DEMO = ground.Target("demo.world", "load")
GENERATE = ground.Target("generate.world", "generate")


def offer(verbs: ground.Verbs) -> None:
    """This will offer the verbs whose work can be done."""
    _offer_load(verbs)
    _offer_generate(verbs)


def _offer_load(verbs: ground.Verbs) -> None:
    what = [name for name, target in (("reference", LOAD_REFERENCE), ("demo", LOAD_DEMO)) if target.exists]
    if not what:
        return
    load = verbs.add_parser(
        "load",
        help="load data that comes with Comity",
        description="Loading again changes nothing that is already there.",
    )
    things = load.add_subparsers(title="what", metavar="WHAT", required=True)
    for name, target, about in (
        ("reference", LOAD_REFERENCE, "nations, organisations, standing, providers: public facts"),
        ("demo", LOAD_DEMO, "a believable world with fictional partners; never on a real installation"),
    ):
        if target.exists:
            things.add_parser(name, help=about, description=about).set_defaults(run=run_load, target=target)


def run_load(options: argparse.Namespace) -> int:
    """This will load what was asked for."""
    with ground.ready(), ground.progress() as progress:
        options.target.load()(progress)
    return 0


def _offer_generate(verbs: ground.Verbs) -> None:
    if not GENERATE.exists:
        return
    generate = verbs.add_parser("generate", help="write a believable world of any size, for trials and measurement")
    for name, default in (("activities", 1_600), ("partners", 40), ("nominations", 20_000), ("decisions", 300)):
        about = "how many (default: %(default)s)"
        generate.add_argument(f"--{name}", type=int, default=default, metavar="N", help=about)
    about = "the same seed makes the same world (default: %(default)s)"
    generate.add_argument("--seed", type=int, default=1, metavar="N", help=about)
    generate.set_defaults(run=run_generate)


def run_generate(options: argparse.Namespace) -> int:
    """This will write the world."""
    with ground.ready(), ground.progress() as progress:
        GENERATE.load()(
            activities=options.activities,
            partners=options.partners,
            nominations=options.nominations,
            decisions=options.decisions,
            seed=options.seed,
            progress=progress,
        )
    return 0


def existing_file(name: str) -> Path:
    """This will take the name of a file that can be read, for argparse."""
    path = Path(name)
    if not path.is_file():
        message = f"there is no file {name}"
        raise argparse.ArgumentTypeError(message)
    return path
