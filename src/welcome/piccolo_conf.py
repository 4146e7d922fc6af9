"""Where Piccolo, the library that speaks with the database, finds the database and the tables.

`DB` is made when it is first asked for, so that importing this module reads no setting; `storage.engine.bind` replaces it.
"""

import os
from typing import Any

from piccolo.conf.apps import AppRegistry

from welcome.settings import Settings
from welcome.storage.address import engine_for

APP_REGISTRY = AppRegistry(apps=["welcome.storage.piccolo_app"])


def __getattr__(name: str) -> Any:
    if name != "DB":
        raise AttributeError(name)
    globals()["DB"] = engine_for(Settings.from_environment(os.environ).database_url)
    return globals()["DB"]
