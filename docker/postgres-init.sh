#!/bin/sh
# Runs once, when the database's volume is empty: the two roles, the extensions, the database.
# The owner makes and changes tables (migrate); the web's role owns nothing and stays behind row-level security.
set -eu
: "${OWNER_PASSWORD:?}" "${WEB_PASSWORD:?}"

# psql quotes the passwords itself (:'name'), so that any character is safe in them.
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname template1 <<'SQL'
\getenv owner_password OWNER_PASSWORD
\getenv web_password WEB_PASSWORD
CREATE ROLE sendsys_owner LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOREPLICATION CREATEDB
    PASSWORD :'owner_password';
CREATE ROLE sendsys_web LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOREPLICATION NOCREATEDB
    PASSWORD :'web_password';
GRANT sendsys_web TO sendsys_owner;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS citext;
\connect postgres
CREATE DATABASE sendsys OWNER sendsys_owner;
REVOKE ALL ON DATABASE sendsys FROM PUBLIC;
GRANT CONNECT ON DATABASE sendsys TO sendsys_web;
SQL
