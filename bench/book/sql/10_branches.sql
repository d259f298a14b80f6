-- Headquarters, regions, branches: three levels. Places have positions in a row, so that rows below find them.
CREATE TEMP TABLE places AS
SELECT 'headquarters' AS kind, 0 AS at, 'hq' AS code, '总部' AS name, pg_temp.id_at('2020-01-01', 'hq') AS id
UNION ALL
SELECT 'region', n, 'r' || lpad(n::text, 2, '0'), '第' || n || '大区', pg_temp.id_at('2020-01-02', 'region ' || n)
FROM generate_series(1, pg_temp.size_of('regions')) n
UNION ALL
SELECT 'branch', n, 'b' || lpad(n::text, 3, '0'), '第' || n || '分公司', pg_temp.id_at('2020-01-03', 'branch ' || n)
FROM generate_series(1, pg_temp.size_of('branches')) n;

INSERT INTO branches (id, parent_id, kind, code, name)
SELECT id, NULL, kind, code, name FROM places WHERE kind = 'headquarters';

INSERT INTO branches (id, parent_id, kind, code, name)
SELECT place.id, hq.id, place.kind, place.code, place.name
FROM places place, places hq WHERE place.kind = 'region' AND hq.kind = 'headquarters';

INSERT INTO branches (id, parent_id, kind, code, name)
SELECT place.id, region.id, place.kind, place.code, place.name
FROM places place JOIN places region
  ON region.kind = 'region' AND region.at = 1 + (place.at - 1) % pg_temp.size_of('regions')
WHERE place.kind = 'branch';
