"""The command line. Only what `--help` needs is imported here: each command imports its own when it runs."""

from __future__ import annotations

import functools
import os
from pathlib import Path
from typing import Annotated, Optional

import typer

from relay_bot.cli.told import CommandLine, speak, told
from relay_bot.cli.typed import address, one_of, whole
from relay_bot.texts import LANGUAGES

HUB = "https://huggingface.co"
MOST = 1_000_000

t = speak(os.environ)

# Plain help: the boxes of rich would double the time of --help.
commands = functools.partial(typer.Typer, no_args_is_help=True, rich_markup_mode=None)
app = CommandLine(
    help=t.plain("cli-about"),
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
)
parked_app = commands(help=t.plain("cli-help_parked"))
clients_app = commands(help=t.plain("cli-help_clients"))
client_app = commands(help=t.plain("cli-help_client"))
waybill_app = commands(help=t.plain("cli-help_waybill"))
models_app = commands(help=t.plain("cli-help_models"))
app.add_typer(models_app, name="models")
app.add_typer(parked_app, name="parked")
app.add_typer(clients_app, name="clients")
app.add_typer(client_app, name="client")
app.add_typer(waybill_app, name="waybill")

# typer reads these annotations while running: Optional, not "| None", because of its 3.9 heritage.
ConfigFile = Annotated[Optional[Path], typer.Option("--config", help=t.plain("cli-help_config"))]  # noqa: UP045
Port = Annotated[int, typer.Option(help=t.plain("cli-help_port"), parser=whole(t, 1, 65_535), metavar="PORT")]
Most = Annotated[int, typer.Option(help=t.plain("cli-help_reassign_most"), parser=whole(t, 1, MOST), metavar="N")]
Lang = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option(help=t.plain("cli-help_lang"), parser=one_of(t, *LANGUAGES), metavar="|".join(LANGUAGES)),
]
OfManager = Annotated[Optional[str], typer.Option(help=t.plain("cli-help_manager"))]  # noqa: UP045
Phone = Annotated[str, typer.Argument(help=t.plain("cli-help_phone"))]
ParkedId = Annotated[str, typer.Argument(help=t.plain("cli-help_parked_id"))]


@app.command(help=t.plain("cli-help_run"))
@told
def run(
    role: Annotated[Optional[str], typer.Option(help=t.plain("cli-help_role"))] = None,  # noqa: UP045
    config: ConfigFile = None,
) -> None:
    from relay_bot.cli.run import run

    run(config, role)


@app.command(help=t.plain("cli-help_demo"))
@told
def demo(
    port: Port = 8081,
    config: ConfigFile = None,
) -> None:
    from relay_bot.cli.demo import run

    run(config, port)


@app.command(help=t.plain("cli-help_init"))
@told
def init(
    example: Annotated[bool, typer.Option("--example", help=t.plain("cli-help_example"))] = False,
    api_url: Annotated[Optional[str], typer.Option(help=t.plain("cli-help_api_url"))] = None,  # noqa: UP045
    config: ConfigFile = None,
) -> None:
    from relay_bot.cli.init import init, show_example

    raise typer.Exit(show_example() if example else init(config, api_url))


@app.command(help=t.plain("cli-help_check"))
@told
def check(
    as_json: Annotated[bool, typer.Option("--json", help=t.plain("cli-help_json"))] = False,
    config: ConfigFile = None,
) -> None:
    from relay_bot.cli.check import check

    raise typer.Exit(check(config, as_json))


@app.command(help=t.plain("cli-help_migrate"))
@told
def migrate(config: ConfigFile = None) -> None:
    from relay_bot.cli.run import migrate

    migrate(config)


@app.command(help=t.plain("cli-help_understand"), context_settings={"ignore_unknown_options": True})
@told
def understand(
    message: Annotated[Optional[str], typer.Argument(help=t.plain("cli-help_message"))] = None,  # noqa: UP045
    field: Annotated[Optional[str], typer.Option(help=t.plain("cli-help_field"))] = None,  # noqa: UP045
    as_json: Annotated[bool, typer.Option("--json", help=t.plain("cli-help_json"))] = False,
    lines: Annotated[Optional[Path], typer.Option(help=t.plain("cli-help_lines"))] = None,  # noqa: UP045
    missed: Annotated[bool, typer.Option("--missed", help=t.plain("cli-help_missed"))] = False,
    config: ConfigFile = None,
) -> None:
    from relay_bot.cli.missed import listing
    from relay_bot.cli.understand import understand, understand_lines

    if missed:
        listing(config)
        return
    if lines is not None:
        raise typer.Exit(understand_lines(config, lines))
    if message is None:
        raise typer.BadParameter(t.plain("cli-understand_no_message"))
    raise typer.Exit(understand(config, message, field, as_json))


@parked_app.command("list", help=t.plain("cli-help_parked_list"))
@told
def parked_list(config: ConfigFile = None) -> None:
    from relay_bot.cli import parked

    parked.listing(config)


@parked_app.command("show", help=t.plain("cli-help_parked_show"))
@told
def parked_show(id: ParkedId, config: ConfigFile = None) -> None:
    from relay_bot.cli import parked

    raise typer.Exit(parked.show(config, id))


@parked_app.command("retry", help=t.plain("cli-help_parked_retry"))
@told
def parked_retry(id: ParkedId, config: ConfigFile = None) -> None:
    from relay_bot.cli import parked

    raise typer.Exit(parked.retry(config, id))


@parked_app.command("drop", help=t.plain("cli-help_parked_drop"))
@told
def parked_drop(id: ParkedId, config: ConfigFile = None) -> None:
    from relay_bot.cli import parked

    raise typer.Exit(parked.drop(config, id))


@clients_app.command("import", help=t.plain("cli-help_clients_import"))
@told
def clients_import(
    file: Annotated[Path, typer.Argument(help=t.plain("cli-help_clients_file"))],
    apply: Annotated[bool, typer.Option("--apply/--dry-run", help=t.plain("cli-help_apply"))] = False,
    config: ConfigFile = None,
) -> None:
    from relay_bot.cli.roster import import_clients

    raise typer.Exit(import_clients(config, file, apply))


@clients_app.command("export", help=t.plain("cli-help_clients_export"))
@told
def clients_export(
    file: Annotated[Path, typer.Argument(help=t.plain("cli-help_clients_out"))],
    manager: OfManager = None,
    config: ConfigFile = None,
) -> None:
    from relay_bot.cli.roster import export_clients

    raise typer.Exit(export_clients(config, file, manager))


@clients_app.command("reassign", help=t.plain("cli-help_reassign"))
@told
def clients_reassign(
    file: Annotated[Optional[Path], typer.Argument(help=t.plain("cli-help_reassign_file"))] = None,  # noqa: UP045
    former: Annotated[Optional[str], typer.Option("--from", help=t.plain("cli-help_reassign_from"))] = None,  # noqa: UP045
    to: Annotated[Optional[str], typer.Option("--to", help=t.plain("cli-help_reassign_to"))] = None,  # noqa: UP045
    city: Annotated[Optional[str], typer.Option(help=t.plain("cli-help_reassign_city"))] = None,  # noqa: UP045
    most: Most = MOST,
    apply: Annotated[bool, typer.Option("--apply/--dry-run", help=t.plain("cli-help_apply"))] = False,
    config: ConfigFile = None,
) -> None:
    from relay_bot.cli.reassign import Rule, reassign

    raise typer.Exit(reassign(config, file, Rule(former, to, city, most), apply))


@clients_app.command("links", help=t.plain("cli-help_clients_links"))
@told
def clients_links(
    file: Annotated[Path, typer.Argument(help=t.plain("cli-help_clients_links_out"))],
    manager: OfManager = None,
    bot: Annotated[Optional[str], typer.Option(help=t.plain("cli-help_bot"))] = None,  # noqa: UP045
    config: ConfigFile = None,
) -> None:
    from relay_bot.cli.roster import links_of_clients

    raise typer.Exit(links_of_clients(config, file, manager, bot))


@client_app.command("forget", help=t.plain("cli-help_client_forget"))
@told
def client_forget(
    phone: Phone,
    yes: Annotated[bool, typer.Option("--yes", help=t.plain("cli-help_yes"))] = False,
    config: ConfigFile = None,
) -> None:
    from relay_bot.cli.personal import forget_client

    raise typer.Exit(forget_client(config, phone, sure=yes))


@client_app.command("export", help=t.plain("cli-help_client_export"))
@told
def client_export(
    phone: Phone,
    file: Annotated[Path, typer.Argument(help=t.plain("cli-help_client_out"))],
    config: ConfigFile = None,
) -> None:
    from relay_bot.cli.personal import export_client

    raise typer.Exit(export_client(config, phone, file))


@waybill_app.command("preview", help=t.plain("cli-help_waybill_preview"))
@told
def waybill_preview(
    output: Annotated[Path, typer.Option(help=t.plain("cli-help_output"))] = Path("waybill-preview.pdf"),
    lang: Lang = None,
    extreme: Annotated[bool, typer.Option("--extreme", help=t.plain("cli-help_extreme"))] = False,
    config: ConfigFile = None,
) -> None:
    from relay_bot.cli.waybill import preview

    raise typer.Exit(preview(config, output, lang, extreme))


@models_app.command("check", help=t.plain("cli-help_models_check"))
@told
def models_check(config: ConfigFile = None) -> None:
    from relay_bot.cli.models import check

    raise typer.Exit(check(config))


@models_app.command("fetch", help=t.plain("cli-help_models_fetch"))
@told
def models_fetch(
    name: Annotated[Optional[str], typer.Argument(help=t.plain("cli-help_models_name"))] = None,  # noqa: UP045
    hub: Annotated[
        str, typer.Option(help=t.plain("cli-help_models_hub", hub=HUB), parser=address(t), metavar="URL")
    ] = HUB,
    config: ConfigFile = None,
) -> None:
    from relay_bot.cli.models import fetch_model

    raise typer.Exit(fetch_model(config, name, hub))
