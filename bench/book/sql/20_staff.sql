-- Officers, a manager for each branch and each region, one member of the committee at headquarters.
CREATE TEMP TABLE people AS
SELECT 'loan_officer' AS position_code, n AS at, 'officer-' || lpad(n::text, 3, '0') AS login,
       '客户经理' || n AS name, branch.id AS branch_id, pg_temp.id_at('2021-01-01', 'officer ' || n) AS id
FROM generate_series(1, pg_temp.size_of('officers')) n
JOIN places branch ON branch.kind = 'branch' AND branch.at = 1 + (n - 1) % pg_temp.size_of('branches')
UNION ALL
SELECT 'branch_manager', place.at, 'manager-' || place.code, place.name || '负责人', place.id,
       pg_temp.id_at('2021-01-01', 'manager ' || place.code)
FROM places place WHERE place.kind = 'branch'
UNION ALL
SELECT 'regional_manager', place.at, 'region-' || place.code, place.name || '经理', place.id,
       pg_temp.id_at('2021-01-01', 'region ' || place.code)
FROM places place WHERE place.kind = 'region'
UNION ALL
SELECT 'committee_member', 1, 'headquarters', '总部委员', place.id, pg_temp.id_at('2021-01-01', 'headquarters')
FROM places place WHERE place.kind = 'headquarters';

INSERT INTO staff (id, login, name, branch_id, state, password_hash, must_change_password, created_at)
SELECT id, login, name, branch_id, 'active', current_setting('bench.password_hash'), false, '2021-01-01' FROM people;

INSERT INTO staff_positions (staff_id, position_code, valid_from)
SELECT id, position_code, '2021-01-01' FROM people;

-- Officers look at figures of their own here; which roles a position gives is a lender's own choice.
INSERT INTO position_roles (position_code, role_code) VALUES ('loan_officer', 'overseeing');

INSERT INTO staff_sessions (id, staff_id, opened_at, expires_at, stepped_up_at)
SELECT pg_temp.id_at('2026-01-01', 'session ' || login), id, '2026-01-01', '2099-01-01', NULL FROM people;
