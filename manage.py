#!/usr/bin/env python3
"""Django's command line for SENDSYS.

Commands that change the schema log in as the owner of the tables; every other one as the web's lesser role,
behind row-level security. Without DATABASE_URL the embedded servers are started (or reused) for the command.
"""

import os
import sys

OWNER_COMMANDS = {"migrate", "makemigrations", "sqlmigrate", "flush", "pgtrigger", "sqlflush", "dbshell"}
COMMANDS_WITHOUT_DATABASE = {
    "build_assets",
    "check",
    "collectstatic",
    "diagrams",
    "help",
    "makemessages",
    "makemigrations",
    "version",
    "--help",
}


def run() -> None:
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sendsys.settings")
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    if command in OWNER_COMMANDS:
        os.environ["SENDSYS_AS_OWNER"] = "1"
    production = os.environ.get("DJANGO_ENV") == "production" and os.environ.get("SENDSYS_EMBEDDED") != "1"
    if "DATABASE_URL" in os.environ or production or command in COMMANDS_WITHOUT_DATABASE:
        run()  # in production the settings refuse when the database is not named
        return
    from sendsys.services import ensure

    with ensure() as services:
        os.environ.update(services.env)
        run()


if __name__ == "__main__":
    main()
