"""The `welcome` command: everything that whoever runs the directory does from a terminal.

Answers go to standard output, everything else to standard error. The only reader of the clock, beside the application.
"""

import logging
import os
import sys
from datetime import UTC, datetime

import click

from welcome.commands.context import Context
from welcome.directory.errors import WelcomeError
from welcome.settings import Settings


class Commands(click.Group):
    """A group whose errors are sentences: what a person can put right never shows a traceback."""

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
    try:
        ctx.obj = Context(Settings.from_environment(os.environ), datetime.now(UTC))
    except WelcomeError as error:
        raise click.ClickException(error.sentence) from error
