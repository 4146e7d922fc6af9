"""Every table, and where the history of their shape lies."""

from piccolo.conf.apps import AppConfig, table_finder

from welcome.shipped import shipped_folder

APP_NAME = "directory"
APP_CONFIG = AppConfig(
    app_name=APP_NAME,
    migrations_folder_path=str(shipped_folder("piccolo_migrations")),
    table_classes=table_finder(
        [f"welcome.storage.tables_{room}" for room in ("places", "venues", "people")], exclude_imported=True
    ),
)
