"""The `welcome` command: everything that whoever runs the directory does from a terminal.

Answers go to standard output, everything else to standard error. The only reader of the clock, beside the application.
"""

import logging
import os
import sys
from datetime import UTC, datetime
from importlib import import_module

import click

from welcome.commands.context import Context
from welcome.directory.errors import WelcomeError
from welcome.settings import Settings

#: Each command and where it is written. Only the one that is used is loaded: a server should not wait for the others.
COMMANDS = {
    "serve": ("serve", "serve_command"),
    "migrate": ("serve", "migrate_command"),
    "demo": ("serve", "demo_command"),
    "import": ("imports", "import_group"),
    "hours": ("hours", "hours"),
    "calendar": ("calendar", "calendar_group"),
}


class Commands(click.Group):
    """The table above as a group, whose errors are sentences: what a person can put right never shows a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module, attribute = COMMANDS[name]
        return getattr(import_module(f"welcome.commands.{module}"), attribute)

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except WelcomeError as error:
            raise click.ClickException(error.sentence) from error


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="welcome")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Places of Welcome: where anybody can walk in for a cup of tea and company."""
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("piccolo").setLevel(logging.WARNING)
    try:
        ctx.obj = Context(Settings.from_environment(os.environ), datetime.now(UTC))
    except WelcomeError as error:
        raise click.ClickException(error.sentence) from error
