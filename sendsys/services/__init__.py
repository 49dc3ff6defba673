"""The servers that SENDSYS brings with it: a real Postgres and a real Valkey under the project's data folder.

    with ensure() as services:
        os.environ.update(services.env)

With DATABASE_URL and REDIS_URL set, those are used and nothing is started. Files, under `$SENDSYS_DATA`
(default `<project>/var`): `postgres/`, `valkey/`, `run/` (addresses, logs), `secrets.json`, `lock`.

From the command line: `python -m sendsys.services run|env|demo`.
"""

from sendsys.services.errors import ServiceError
from sendsys.services.layout import Layout, data_root, secrets_of
from sendsys.services.running import Services, ensure

__all__ = ["ServiceError", "Services", "data_root", "development_secret_key", "ensure"]


def development_secret_key(data: str | None = None) -> str:
    """Django's secret key of this data folder, made once. Not for production: there SECRET_KEY is set."""
    layout = Layout(data_root(data))
    layout.prepare()
    return secrets_of(layout)["secret_key"]
