#!/bin/sh
# Runs once, when the database server makes its data folder: the owner of the schema, the role of the application (no
# way around row policies), and the database.
set -eu
psql --username postgres --set ON_ERROR_STOP=1 \
  --set owner="$JIEDAI_OWNER_PASSWORD" --set app="$JIEDAI_APP_PASSWORD" <<'SQL'
CREATE ROLE jiedai_owner LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD :'owner';
CREATE ROLE jiedai_app LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD :'app';
CREATE DATABASE jiedai OWNER jiedai_owner;
SQL
