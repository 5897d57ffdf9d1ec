"""Data in and out on the command line: `load`, `generate`, `import`, `export`."""

import argparse
from pathlib import Path

from comity.cli import ground
from comity.kernel.progress import Progress

LOAD_REFERENCE = ground.Target("comity.parties.loading", "load_reference")
LOAD_BODIES = ground.Target("comity.decisions.loading", "load_bodies")
LOAD_DEMO = ground.Target("demo.world", "load")
LOAD_POLICY_TEXT = ground.Target("comity.kernel.official", "load")
GENERATE = ground.Target("generate.world", "generate")
IMPORT_MENU = ground.Target("comity.menu.importing", "import_file")
IMPORT_ALERT = ground.Target("comity.consultations.importing", "import_alert_file")
EXPORT_MENU = ground.Target("comity.menu.importing", "export_file")
SIZES = {
    "activities": 1_600,
    "partners": 40,
    "nominations": 20_000,
    "decisions": 300,
    "consultations": 40,
    "concerns": 60,
    "funds": 60,
    "needs": 200,
    "operations": 30,
    "reviews": 20,
}


def offer(verbs: ground.Verbs) -> None:
    """This will offer the verbs whose work can be done."""
    _offer_load(verbs)
    _offer_generate(verbs)
    _offer_import(verbs)
    _offer_export(verbs)


def _offer_load(verbs: ground.Verbs) -> None:
    load = verbs.add_parser(
        "load",
        help="load data that comes with Comity",
        description="Loading again changes nothing that is already there.",
    )
    things = load.add_subparsers(title="what", metavar="WHAT", required=True)
    about = "nations, organisations, standing, providers: public facts; the Council's bodies and formats"
    if LOAD_REFERENCE.exists:
        things.add_parser("reference", help=about, description=about).set_defaults(run=run_load_reference)
    about = "a believable world with fictional partners; never on a real installation"
    if LOAD_DEMO.exists:
        things.add_parser("demo", help=about, description=about).set_defaults(run=run_load_demo)
    about = "the official text of the policy, shown beside our summaries; a text file in UTF-8"
    text = things.add_parser("policy-text", help=about, description=about)
    text.add_argument("file", type=existing_file, metavar="FILE")
    text.set_defaults(run=run_load_policy_text)


def run_load_reference(_: argparse.Namespace) -> int:
    """This will load the public facts, and the bodies and formats in which the Council decides."""
    with ground.ready(), ground.progress() as progress:
        LOAD_REFERENCE.load()(progress)
        LOAD_BODIES.load()()
    return 0


def run_load_demo(_: argparse.Namespace) -> int:
    """This will load the world of the demonstration."""
    with ground.ready(), ground.progress() as progress:
        LOAD_DEMO.load()(progress)
    return 0


def run_load_policy_text(options: argparse.Namespace) -> int:
    """This will load the official text."""
    with ground.ready():
        from comity.kernel import clock
        from comity.kernel.official import WrongTextError

        try:
            count = LOAD_POLICY_TEXT.load()(options.file, clock.now())
        except WrongTextError as error:
            raise ground.Obstacle(str(error)) from error
    print(f"{count} paragraphs loaded.")
    return 0


def _offer_generate(verbs: ground.Verbs) -> None:
    if not GENERATE.exists:
        return
    generate = verbs.add_parser("generate", help="write a believable world of any size, for trials and measurement")
    for name, default in SIZES.items():
        about = "how many (default: %(default)s)"
        generate.add_argument(f"--{name}", type=int, default=default, metavar="N", help=about)
    about = "the same seed makes the same world (default: %(default)s)"
    generate.add_argument("--seed", type=int, default=1, metavar="N", help=about)
    generate.set_defaults(run=run_generate)


def run_generate(options: argparse.Namespace) -> int:
    """This will write the world."""
    sizes = {name: getattr(options, name) for name in (*SIZES, "seed")}
    with ground.ready(), ground.progress() as progress:
        try:
            GENERATE.load()(**sizes, progress=progress)
        except ValueError as error:  # a size that no world can have
            raise ground.Obstacle(str(error)) from error
    return 0


def _offer_import(verbs: ground.Verbs) -> None:
    things = verbs.add_parser("import", help="bring in what others sent: all of a file, or nothing").add_subparsers(
        title="what", metavar="WHAT", required=True
    )
    about = "courses and activities from CSV or XLSX; every problem is told by row and column"
    menu = things.add_parser("menu", help=about, description=about)
    menu.add_argument("file", type=existing_file, metavar="FILE")
    menu.set_defaults(run=run_import_menu)
    about = "a public alert in the Common Alerting Protocol 1.2; every problem is told by element and line"
    alert = things.add_parser("alert", help=about, description=about)
    alert.add_argument("file", type=existing_file, metavar="FILE")
    alert.set_defaults(run=run_import_alert)


def run_import_menu(options: argparse.Namespace) -> int:
    """This will import the file, or say what is wrong with it."""
    with ground.ready():
        from comity.menu.importing import ImportProblems

        try:
            with ground.progress() as progress:
                done = IMPORT_MENU.load()(options.file, progress)
        except ImportProblems as problems:
            raise ground.Obstacle(f"nothing was imported from {options.file}:\n{problems}") from problems
    print(f"{done.made} new and {done.changed} changed, from {done.rows} rows.")
    return 0


def run_import_alert(options: argparse.Namespace) -> int:
    """This will bring the alert in, or say what is wrong with its file."""
    with ground.ready():
        from comity.consultations.importing import AlertProblems

        try:
            done = IMPORT_ALERT.load()(options.file)
        except AlertProblems as problems:
            raise ground.Obstacle(f"nothing was imported from {options.file}:\n{problems}") from problems
    ended = f"; it ends {', '.join(done.ended)}" if done.ended else ""
    print(f"{done.identifier} is known already." if done.is_known else f"{done.identifier} brought in{ended}.")
    return 0


def _offer_export(verbs: ground.Verbs) -> None:
    things = verbs.add_parser("export", help="write data to a file").add_subparsers(
        title="what", metavar="WHAT", required=True
    )
    about = "all courses and activities, as CSV or XLSX by the file's name; importing them again changes nothing"
    menu = things.add_parser("menu", help=about, description=about)
    menu.add_argument("file", type=Path, metavar="FILE")
    menu.set_defaults(run=run_export_menu)
    about = "the register with its proofs, as JSON lines; scripts/verify_register.py verifies it without Comity"
    register = things.add_parser("register", help=about, description=about)
    register.add_argument("file", type=Path, metavar="FILE")
    register.add_argument(
        "--community",
        action="append",
        default=[],
        metavar="NAME",
        help="for whom entries are written in full besides the public, such as staff or party:XA; may be repeated",
    )
    register.set_defaults(run=run_export_register)


def run_export_menu(options: argparse.Namespace) -> int:
    """This will write the menu."""
    with ground.ready(), ground.progress() as progress:
        count = EXPORT_MENU.load()(options.file, progress)
    print(f"{count} rows written to {options.file}.")
    return 0


def run_export_register(options: argparse.Namespace) -> int:
    """This will write the register."""
    with ground.ready(), ground.progress() as progress:
        count = write_register(options.file, ["public", *options.community], progress)
    print(f"{count} entries written to {options.file}.")
    return 0


def write_register(path: Path, communities: list[str], progress: Progress) -> int:
    """This will write the register as these communities may read it."""
    from comity.kernel import clock, exports
    from comity.kernel.scope import as_system
    from comity.parties.queries import resolve_audience

    with as_system():
        resolved = resolve_audience(communities, clock.now())
    with path.open("w", encoding="utf-8") as stream:
        return exports.export(stream, resolved, progress=progress)


def existing_file(name: str) -> Path:
    """This will take the name of a file that can be read, for argparse."""
    path = Path(name)
    if not path.is_file():
        message = f"there is no file {name}"
        raise argparse.ArgumentTypeError(message)
    return path
