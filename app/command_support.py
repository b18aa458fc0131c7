"""What every command needs: the office of this process, and refusals as one clear line."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask import current_app
from sqlalchemy.exc import SQLAlchemyError

from app.config import Settings
from rules.errors import RuleBroken
from rules.site_file_problems import SiteFileRefused
from service_point.unit_of_work import Office

SITE = click.option("--site", "site_code", help="Code of the site; may be left out while there is one.")


def the_office() -> Office:
    office: Office = current_app.extensions["lotse"].office
    return office


def own_address(path: str) -> str:
    """Of the server that runs with the same settings."""
    settings: Settings = current_app.config["LOTSE_SETTINGS"]
    return f"{(settings.public_url or f'http://{settings.bind}').rstrip('/')}{path}"


@contextmanager
def clear_refusals(file: str = "") -> Iterator[None]:
    try:
        yield
    except SiteFileRefused as refused:
        raise click.ClickException("\n".join(f"{file}:{problem}" for problem in refused.problems)) from None
    except RuleBroken as broken:
        raise click.ClickException(f"{broken.code}: {broken}") from None
    except SQLAlchemyError as error:
        message = f"{error.__class__.__name__}: {str(error).splitlines()[0]}"
        raise click.ClickException(
            f"{message}\nIs the database there and up to date? flask --app wsgi database upgrade"
        ) from None
