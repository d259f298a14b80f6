-- Ids of version 7 that are the same in every loading: the instant of the row, then a checksum of its name.
CREATE FUNCTION pg_temp.id_at(at timestamptz, name text) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || substr(md5(name), 1, 3)
          || '8' || substr(md5(name), 4, 15))::uuid
$$;

-- A number from 0 to n - 1 that looks thrown and never changes.
CREATE FUNCTION pg_temp.dice(name text, n bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT ('x' || substr(md5(name), 1, 8))::bit(32)::bigint % n
$$;

CREATE FUNCTION pg_temp.size_of(what text) RETURNS integer LANGUAGE sql STABLE AS $$
  SELECT current_setting('bench.' || what)::integer
$$;

CREATE FUNCTION pg_temp.day() RETURNS date LANGUAGE sql STABLE AS $$
  SELECT current_setting('bench.day')::date
$$;
