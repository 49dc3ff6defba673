"""One pair of servers, started on an empty folder, looked at from all sides."""

import stat
import subprocess
import sys

import psycopg
import pytest
import redis

from tests.services.conftest import NAMES_OF_SERVERS, finish, services

ROLE = (
    "SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolcanlogin FROM pg_roles WHERE rolname = %s"
)
EXTENSIONS = "SELECT extname FROM pg_extension WHERE extname <> 'plpgsql' ORDER BY 1"


def one(url: str, sql: str, *values):
    with psycopg.connect(url) as connection:
        return connection.execute(sql, values).fetchone()


def test_owner_role_has_no_powers_beyond_its_databases(running):
    assert one(running.env["DATABASE_OWNER_URL"], ROLE, "sendsys_owner") == (False, False, True, False, True)


def test_web_role_has_no_powers(running):
    assert one(running.env["DATABASE_URL"], ROLE, "sendsys_web") == (False, False, False, False, True)


def test_database_belongs_to_the_owner(running):
    owner = one(
        running.env["DATABASE_URL"],
        "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()",
    )
    assert owner == ("sendsys_owner",)


def test_web_role_may_not_make_tables(running):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        one(running.env["DATABASE_URL"], "CREATE TABLE mine (id int)")


def test_owner_may_take_the_place_of_the_web_role(running):
    with psycopg.connect(running.env["DATABASE_OWNER_URL"]) as connection:
        connection.execute("SET ROLE sendsys_web")
        assert connection.execute("SELECT current_user").fetchone() == ("sendsys_web",)


def test_new_database_of_the_owner_has_the_extensions(running):
    with psycopg.connect(running.env["DATABASE_OWNER_URL"], autocommit=True) as connection:
        connection.execute("CREATE DATABASE test_of_services")
    url = running.env["DATABASE_OWNER_URL"].removesuffix("sendsys") + "test_of_services"
    with psycopg.connect(url) as connection:
        names = [row[0] for row in connection.execute(EXTENSIONS)]
    assert names == ["btree_gist", "citext", "pg_trgm", "unaccent"]


def test_wrong_password_is_refused(running):
    url = running.env["DATABASE_URL"].replace("sendsys_web:", "sendsys_web:wrong")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(url)


def test_queue_keeps_what_it_is_given(running):
    client = redis.from_url(running.env["REDIS_URL"])
    settings = client.config_get("appendonly", "maxmemory-policy", "bind")
    assert settings == {"appendonly": "yes", "maxmemory-policy": "noeviction", "bind": "127.0.0.1"}


def test_queue_without_password_is_refused(running):
    url = running.env["REDIS_URL"]
    with pytest.raises(redis.AuthenticationError):
        redis.from_url("redis://" + url.split("@")[1]).ping()


def test_secrets_are_for_their_owner_alone(running):
    files = [running.data / "secrets.json", running.data / "run" / "services.json"]
    assert [stat.S_IMODE(file.stat().st_mode) for file in files] == [0o600, 0o600]


def test_passwords_stand_in_no_command_line(running):
    shown = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    password = running.env["REDIS_URL"].split("@")[0].removeprefix("redis://:")
    assert password not in shown


def test_second_command_uses_the_same_servers(running):
    code, out, _err = finish(
        services(
            "run",
            "--data",
            running.data,
            "--",
            sys.executable,
            "-c",
            "import os; print(os.environ['REDIS_URL'])",
        )
    )
    assert (code, out.strip()) == (0, running.env["REDIS_URL"])
    assert one(running.env["DATABASE_URL"], "SELECT 1") == (1,)


def test_env_prints_the_addresses(running):
    code, out, _err = finish(services("env", "--data", running.data))
    assert code == 0
    assert f"export REDIS_URL={running.env['REDIS_URL']}\n" in out


def test_demo_refuses_a_folder_in_use(running):
    code, _out, err = finish(services("demo", "--data", running.data, "--reset"))
    assert code == 1
    assert "is in use by" in err
    assert one(running.env["DATABASE_URL"], "SELECT 1") == (1,)


def test_given_servers_are_used_as_they_are(monkeypatch, tmp_path):
    from sendsys.services import ensure

    monkeypatch.setenv("DATABASE_URL", "postgresql://there/one")
    monkeypatch.setenv("REDIS_URL", "redis://there/0")
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)
    with ensure(tmp_path) as given:
        assert given.env == {
            "DATABASE_OWNER_URL": "postgresql://there/one",
            "DATABASE_URL": "postgresql://there/one",
            "REDIS_URL": "redis://there/0",
        }
    assert list(tmp_path.iterdir()) == []


def test_half_given_servers_are_refused(monkeypatch, tmp_path):
    from sendsys.services import ServiceError, ensure

    for name in NAMES_OF_SERVERS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("REDIS_URL", "redis://there/0")
    with pytest.raises(ServiceError, match="Set both DATABASE_URL and REDIS_URL"):
        ensure(tmp_path)


def test_data_of_another_major_version_is_named(tmp_path):
    from sendsys.services.errors import ServiceError
    from sendsys.services.postgres import choose_engine

    (tmp_path / "PG_VERSION").write_text("9\n")
    with pytest.raises(ServiceError, match=r"made by Postgres 9; installed here: .*Install Postgres 9"):
        choose_engine(tmp_path)


def test_reset_leaves_what_is_not_ours(tmp_path):
    from sendsys.services.layout import Layout

    layout = Layout(tmp_path)
    layout.prepare()
    for name in ("postgres", "mine"):
        (tmp_path / name).mkdir()
    (tmp_path / "secrets.json").touch()
    layout.remove()
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]
