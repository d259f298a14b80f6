"""Payment files, direct debits, entrusted payees, tills and receipts for cash, issued papers."""

from alembic import op

from migrations.helpers import KEPT, grant, scope_branch_rows, scope_rows, take_events

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE payment_limits (
  code TEXT NOT NULL, effective_from DATE NOT NULL, effective_until DATE, limit_fen BIGINT NOT NULL, source TEXT NOT
  NULL, CONSTRAINT pk_payment_limits PRIMARY KEY (code, effective_from), CONSTRAINT ck_payment_limits_limit CHECK
  (limit_fen > 0), CONSTRAINT ck_payment_limits_period CHECK (effective_until IS NULL OR effective_until >=
  effective_from)
)
;
CREATE TABLE debit_rules (
  failure VARCHAR(40) NOT NULL, effective_from DATE NOT NULL, name_zh TEXT NOT NULL, name_en TEXT NOT NULL, tries_max
  BIGINT NOT NULL, pause_days BIGINT NOT NULL, ends_mandate BOOLEAN NOT NULL, CONSTRAINT pk_debit_rules PRIMARY KEY
  (failure, effective_from), CONSTRAINT ck_debit_rules_positive CHECK (tries_max > 0 AND pause_days >= 0), CONSTRAINT
  ck_debit_rules_debitfailure CHECK (failure IN ('insufficient_funds', 'account_closed', 'account_frozen',
  'account_unknown', 'over_limit', 'mandate_missing', 'bank_trouble', 'other'))
)
;
CREATE TABLE entrusted_payees (
  application_id UUID NOT NULL, payee_cipher BYTEA NOT NULL, payee_index BYTEA NOT NULL, payee_last4 TEXT NOT NULL,
  payee_name_masked TEXT NOT NULL, bank_name TEXT NOT NULL, purpose TEXT NOT NULL, document_id UUID NOT NULL, state
  VARCHAR(40) NOT NULL, recorded_by UUID NOT NULL, recorded_at TIMESTAMPTZ NOT NULL, confirmed_by UUID, confirmed_at
  TIMESTAMPTZ, branch_id UUID NOT NULL, officer_id UUID NOT NULL, customer_id UUID NOT NULL, id UUID NOT NULL,
  CONSTRAINT pk_entrusted_payees PRIMARY KEY (customer_id, id), CONSTRAINT ck_entrusted_payees_second_person CHECK
  (confirmed_by IS NULL OR confirmed_by <> recorded_by), CONSTRAINT ck_entrusted_payees_confirmed CHECK ((state =
  'recorded') = (confirmed_by IS NULL)), CONSTRAINT fk_entrusted_payees_customer_id_customers FOREIGN KEY
  (customer_id) REFERENCES customers (customer_id), CONSTRAINT ck_entrusted_payees_payeestate CHECK (state IN
  ('recorded', 'confirmed', 'withdrawn'))
)
;
CREATE TABLE bank_batches (
  id UUID NOT NULL, kind VARCHAR(40) NOT NULL, number TEXT NOT NULL, funding_account_id UUID NOT NULL, branch_id UUID
  NOT NULL, profile TEXT NOT NULL, value_on DATE NOT NULL, state VARCHAR(40) NOT NULL, order_count BIGINT NOT NULL,
  total_fen BIGINT NOT NULL, made_by UUID NOT NULL, made_at TIMESTAMPTZ NOT NULL, released_by UUID, released_at
  TIMESTAMPTZ, filed_at TIMESTAMPTZ, file_name TEXT, file_digest TEXT, file_bytes BIGINT, blob TEXT, version BIGINT
  NOT NULL, CONSTRAINT pk_bank_batches PRIMARY KEY (id), CONSTRAINT ck_bank_batches_something CHECK (order_count > 0
  AND total_fen > 0), CONSTRAINT ck_bank_batches_second_person CHECK (released_by IS NULL OR released_by <> made_by),
  CONSTRAINT ck_bank_batches_released CHECK ((state IN ('released', 'filed')) = (released_by IS NOT NULL)), CONSTRAINT
  ck_bank_batches_filed CHECK ((state = 'filed') = (blob IS NOT NULL)), CONSTRAINT ck_bank_batches_filekind CHECK
  (kind IN ('payment', 'debit')), CONSTRAINT uq_bank_batches_number UNIQUE (number), CONSTRAINT
  fk_bank_batches_funding_account_id_funding_accounts FOREIGN KEY (funding_account_id) REFERENCES funding_accounts
  (id), CONSTRAINT ck_bank_batches_batchstate CHECK (state IN ('made', 'released', 'filed', 'cancelled'))
)
;
CREATE TABLE bank_results (
  id UUID NOT NULL, kind VARCHAR(40) NOT NULL, funding_account_id UUID NOT NULL, branch_id UUID NOT NULL, profile TEXT
  NOT NULL, file_name TEXT NOT NULL, digest TEXT NOT NULL, blob TEXT NOT NULL, line_count BIGINT NOT NULL, total_fen
  BIGINT NOT NULL, state VARCHAR(40) NOT NULL, taken_by UUID NOT NULL, taken_at TIMESTAMPTZ NOT NULL, finished_at
  TIMESTAMPTZ, CONSTRAINT pk_bank_results PRIMARY KEY (id), CONSTRAINT uq_bank_results_funding_account_id_digest
  UNIQUE (funding_account_id, digest), CONSTRAINT ck_bank_results_finished CHECK ((state = 'finished') = (finished_at
  IS NOT NULL)), CONSTRAINT ck_bank_results_filekind CHECK (kind IN ('payment', 'debit')), CONSTRAINT
  fk_bank_results_funding_account_id_funding_accounts FOREIGN KEY (funding_account_id) REFERENCES funding_accounts
  (id), CONSTRAINT ck_bank_results_resultstate CHECK (state IN ('waiting', 'finished'))
)
;
CREATE TABLE bank_result_lines (
  result_id UUID NOT NULL, line BIGINT NOT NULL, branch_id UUID NOT NULL, order_number TEXT NOT NULL, amount_fen
  BIGINT, answer VARCHAR(40) NOT NULL, code TEXT NOT NULL, reason TEXT, bank_reference TEXT, paid_on DATE, verdict
  VARCHAR(40) NOT NULL, fault VARCHAR(40), refusal TEXT, CONSTRAINT pk_bank_result_lines PRIMARY KEY (result_id,
  line), CONSTRAINT ck_bank_result_lines_fault_of_quarantined CHECK ((verdict = 'quarantined') = (fault IS NOT NULL)),
  CONSTRAINT fk_bank_result_lines_result_id_bank_results FOREIGN KEY (result_id) REFERENCES bank_results (id),
  CONSTRAINT ck_bank_result_lines_paymentstate CHECK (answer IN ('accepted', 'processing', 'settled', 'failed',
  'not_found', 'unknown')), CONSTRAINT ck_bank_result_lines_lineverdict CHECK (verdict IN ('waiting', 'taken',
  'ignored', 'quarantined')), CONSTRAINT ck_bank_result_lines_linefault CHECK (fault IN ('unknown_number',
  'other_amount', 'other_payee', 'other_currency', 'other_account', 'never_sent', 'contradicted', 'doubled',
  'missing', 'unknown_code', 'not_taken'))
)
;
CREATE TABLE debit_mandates (
  account_id UUID NOT NULL, payer_cipher BYTEA NOT NULL, payer_last4 TEXT NOT NULL, bank_name TEXT NOT NULL, agreement
  TEXT NOT NULL, document_id UUID, limit_fen BIGINT NOT NULL, valid_from DATE NOT NULL, valid_until DATE NOT NULL,
  state VARCHAR(40) NOT NULL, reason TEXT, recorded_by UUID NOT NULL, recorded_at TIMESTAMPTZ NOT NULL, ended_by UUID,
  ended_at TIMESTAMPTZ, version BIGINT NOT NULL, branch_id UUID NOT NULL, officer_id UUID NOT NULL, customer_id UUID
  NOT NULL, id UUID NOT NULL, CONSTRAINT pk_debit_mandates PRIMARY KEY (customer_id, id), CONSTRAINT
  ck_debit_mandates_limit CHECK (limit_fen > 0), CONSTRAINT ck_debit_mandates_period CHECK (valid_until >=
  valid_from), CONSTRAINT ck_debit_mandates_ended CHECK ((state = 'active') = (ended_at IS NULL)), CONSTRAINT
  fk_debit_mandates_customer_id_customers FOREIGN KEY (customer_id) REFERENCES customers (customer_id), CONSTRAINT
  ck_debit_mandates_mandatestate CHECK (state IN ('active', 'revoked', 'suspended'))
)
;
CREATE TABLE debit_orders (
  number TEXT NOT NULL, batch_id UUID NOT NULL, mandate_id UUID NOT NULL, loan_id UUID NOT NULL, funding_account_id
  UUID NOT NULL, amount_fen BIGINT NOT NULL, due_on DATE NOT NULL, attempt BIGINT NOT NULL, state VARCHAR(40) NOT
  NULL, failure VARCHAR(40), reason TEXT, bank_reference TEXT, repayment_id UUID, created_at TIMESTAMPTZ NOT NULL,
  sent_at TIMESTAMPTZ, finished_at TIMESTAMPTZ, branch_id UUID NOT NULL, officer_id UUID NOT NULL, customer_id UUID
  NOT NULL, id UUID NOT NULL, CONSTRAINT pk_debit_orders PRIMARY KEY (customer_id, id), CONSTRAINT
  ck_debit_orders_amount CHECK (amount_fen > 0), CONSTRAINT ck_debit_orders_attempt CHECK (attempt > 0), CONSTRAINT
  ck_debit_orders_failure CHECK ((state = 'failed') = (failure IS NOT NULL)), CONSTRAINT ck_debit_orders_repayment
  CHECK ((state = 'settled') = (repayment_id IS NOT NULL)), CONSTRAINT ck_debit_orders_finished CHECK ((state IN
  ('created', 'sent')) = (finished_at IS NULL)), CONSTRAINT fk_debit_orders_customer_id_customers FOREIGN KEY
  (customer_id) REFERENCES customers (customer_id), CONSTRAINT fk_debit_orders_customer_id_mandate_id_debit_mandates
  FOREIGN KEY (customer_id, mandate_id) REFERENCES debit_mandates (customer_id, id), CONSTRAINT
  fk_debit_orders_batch_id_bank_batches FOREIGN KEY (batch_id) REFERENCES bank_batches (id), CONSTRAINT
  fk_debit_orders_funding_account_id_funding_accounts FOREIGN KEY (funding_account_id) REFERENCES funding_accounts
  (id), CONSTRAINT ck_debit_orders_debitstate CHECK (state IN ('created', 'sent', 'settled', 'failed', 'withdrawn')),
  CONSTRAINT ck_debit_orders_debitfailure CHECK (failure IN ('insufficient_funds', 'account_closed', 'account_frozen',
  'account_unknown', 'over_limit', 'mandate_missing', 'bank_trouble', 'other'))
)
;
CREATE TABLE tills (
  id UUID NOT NULL, branch_id UUID NOT NULL, business_date DATE NOT NULL, state VARCHAR(40) NOT NULL, opening_count
  JSONB NOT NULL, opening_fen BIGINT NOT NULL, opening_difference_fen BIGINT NOT NULL, taken_fen BIGINT NOT NULL,
  banked_fen BIGINT NOT NULL, closing_event_id UUID NOT NULL, closing_count JSONB, counted_fen BIGINT, difference_fen
  BIGINT, difference_reason TEXT, opened_by UUID NOT NULL, opened_at TIMESTAMPTZ NOT NULL, counted_by UUID, counted_at
  TIMESTAMPTZ, closed_by UUID, closed_at TIMESTAMPTZ, version BIGINT NOT NULL, CONSTRAINT pk_tills PRIMARY KEY (id),
  CONSTRAINT uq_tills_branch_id_business_date UNIQUE (branch_id, business_date), CONSTRAINT ck_tills_not_negative
  CHECK (opening_fen >= 0 AND taken_fen >= 0 AND banked_fen >= 0), CONSTRAINT ck_tills_banked CHECK (banked_fen <=
  opening_fen + taken_fen), CONSTRAINT ck_tills_counted CHECK ((state = 'open') = (counted_fen IS NULL)), CONSTRAINT
  ck_tills_closed CHECK ((state = 'closed') = (closed_by IS NOT NULL)), CONSTRAINT ck_tills_second_person CHECK
  (closed_by IS NULL OR closed_by <> counted_by), CONSTRAINT fk_tills_branch_id_branches FOREIGN KEY (branch_id)
  REFERENCES branches (id), CONSTRAINT ck_tills_tillstate CHECK (state IN ('open', 'counted', 'closed'))
)
;
CREATE TABLE cash_deposits (
  id UUID NOT NULL, till_id UUID NOT NULL, branch_id UUID NOT NULL, funding_account_id UUID NOT NULL, amount_fen
  BIGINT NOT NULL, reference TEXT NOT NULL, state VARCHAR(40) NOT NULL, deposited_by UUID NOT NULL, deposited_at
  TIMESTAMPTZ NOT NULL, confirmed_by UUID, confirmed_at TIMESTAMPTZ, CONSTRAINT pk_cash_deposits PRIMARY KEY (id),
  CONSTRAINT uq_cash_deposits_funding_account_id_reference UNIQUE (funding_account_id, reference), CONSTRAINT
  ck_cash_deposits_amount CHECK (amount_fen > 0), CONSTRAINT ck_cash_deposits_confirmed CHECK ((state = 'confirmed') =
  (confirmed_by IS NOT NULL)), CONSTRAINT ck_cash_deposits_second_person CHECK (confirmed_by IS NULL OR confirmed_by
  <> deposited_by), CONSTRAINT fk_cash_deposits_till_id_tills FOREIGN KEY (till_id) REFERENCES tills (id), CONSTRAINT
  fk_cash_deposits_funding_account_id_funding_accounts FOREIGN KEY (funding_account_id) REFERENCES funding_accounts
  (id), CONSTRAINT ck_cash_deposits_depositstate CHECK (state IN ('recorded', 'confirmed'))
)
;
CREATE TABLE cash_receipts (
  number TEXT NOT NULL, till_id UUID NOT NULL, loan_id UUID NOT NULL, amount_fen BIGINT NOT NULL, state VARCHAR(40)
  NOT NULL, taken_by UUID NOT NULL, taken_at TIMESTAMPTZ NOT NULL, confirmed_by UUID, confirmed_at TIMESTAMPTZ, reason
  TEXT, repayment_id UUID, branch_id UUID NOT NULL, officer_id UUID NOT NULL, customer_id UUID NOT NULL, id UUID NOT
  NULL, CONSTRAINT pk_cash_receipts PRIMARY KEY (customer_id, id), CONSTRAINT ck_cash_receipts_amount CHECK
  (amount_fen > 0), CONSTRAINT ck_cash_receipts_confirmed CHECK ((state = 'taken') = (confirmed_by IS NULL)),
  CONSTRAINT ck_cash_receipts_repayment CHECK ((state = 'confirmed') = (repayment_id IS NOT NULL)), CONSTRAINT
  ck_cash_receipts_second_person CHECK (confirmed_by IS NULL OR confirmed_by <> taken_by), CONSTRAINT
  fk_cash_receipts_customer_id_loan_id_loans FOREIGN KEY (customer_id, loan_id) REFERENCES loans (customer_id, id),
  CONSTRAINT fk_cash_receipts_till_id_tills FOREIGN KEY (till_id) REFERENCES tills (id), CONSTRAINT
  ck_cash_receipts_receiptstate CHECK (state IN ('taken', 'confirmed', 'refused'))
)
;
CREATE TABLE issued_papers (
  number TEXT NOT NULL, kind VARCHAR(40) NOT NULL, loan_id UUID NOT NULL, facts JSONB NOT NULL, issued_by UUID NOT
  NULL, issued_at TIMESTAMPTZ NOT NULL, branch_id UUID NOT NULL, officer_id UUID NOT NULL, customer_id UUID NOT NULL,
  id UUID NOT NULL, CONSTRAINT pk_issued_papers PRIMARY KEY (customer_id, id), CONSTRAINT
  fk_issued_papers_customer_id_loan_id_loans FOREIGN KEY (customer_id, loan_id) REFERENCES loans (customer_id, id),
  CONSTRAINT ck_issued_papers_paperkind CHECK (kind IN ('repayment_receipt', 'settlement_certificate', 'statement'))
)
"""
INDEXES = (
    "CREATE INDEX ix_entrusted_payees_id ON entrusted_payees (id)",
    (
        "CREATE UNIQUE INDEX uq_entrusted_payees_living ON entrusted_payees (customer_id, application_id) "
        "WHERE state <> 'withdrawn'"
    ),
    "CREATE INDEX ix_bank_batches_funding_account_id_made_at ON bank_batches (funding_account_id, made_at)",
    "CREATE INDEX ix_bank_batches_made_at_id ON bank_batches (made_at, id)",
    "CREATE INDEX ix_bank_results_taken_at_id ON bank_results (taken_at, id)",
    "CREATE INDEX ix_bank_result_lines_order_number ON bank_result_lines (order_number)",
    "CREATE INDEX ix_bank_result_lines_result_id_line ON bank_result_lines (result_id, line) WHERE verdict = 'waiting'",
    "CREATE INDEX ix_debit_mandates_id ON debit_mandates (id)",
    "CREATE UNIQUE INDEX uq_debit_mandates_active ON debit_mandates (customer_id) WHERE state = 'active'",
    "CREATE INDEX ix_debit_orders_batch_id ON debit_orders (batch_id)",
    "CREATE INDEX ix_debit_orders_id ON debit_orders (id)",
    "CREATE INDEX ix_debit_orders_loan_id_created_at ON debit_orders (loan_id, created_at)",
    "CREATE UNIQUE INDEX ix_debit_orders_number ON debit_orders (number)",
    (
        "CREATE UNIQUE INDEX uq_debit_orders_on_the_way ON debit_orders (customer_id, loan_id) "
        "WHERE state IN ('created', 'sent')"
    ),
    "CREATE INDEX ix_tills_business_date_id ON tills (business_date, id)",
    "CREATE INDEX ix_cash_deposits_till_id ON cash_deposits (till_id)",
    "CREATE INDEX ix_cash_receipts_id ON cash_receipts (id)",
    "CREATE UNIQUE INDEX ix_cash_receipts_number ON cash_receipts (number)",
    "CREATE INDEX ix_cash_receipts_till_id_state ON cash_receipts (till_id, state)",
    "CREATE INDEX ix_issued_papers_id ON issued_papers (id)",
    "CREATE INDEX ix_issued_papers_loan_id_issued_at ON issued_papers (loan_id, issued_at)",
    "CREATE UNIQUE INDEX ix_issued_papers_number ON issued_papers (number)",
    "CREATE INDEX ix_payment_orders_batch_id ON payment_orders (batch_id) WHERE batch_id IS NOT NULL",
)
COLUMNS = (
    (
        "ALTER TABLE funding_accounts ADD COLUMN channel VARCHAR(40) NOT NULL DEFAULT 'api', "
        "ADD COLUMN file_profile TEXT, ADD COLUMN cut_off_minute BIGINT, "
        "ADD COLUMN is_bank_partner BOOLEAN NOT NULL DEFAULT false, "
        "ADD CONSTRAINT ck_funding_accounts_channel CHECK (channel IN ('api', 'file')), "
        "ADD CONSTRAINT ck_funding_accounts_profile_of_file CHECK (channel = 'api' OR file_profile IS NOT NULL), "
        "ADD CONSTRAINT ck_funding_accounts_cut_off CHECK (cut_off_minute BETWEEN 0 AND 1439)"
    ),
    (
        "ALTER TABLE payment_orders ADD COLUMN channel VARCHAR(40) NOT NULL DEFAULT 'api', "
        "ADD COLUMN release_wanted BOOLEAN NOT NULL DEFAULT false, ADD COLUMN released_by UUID, "
        "ADD COLUMN released_at TIMESTAMPTZ, ADD COLUMN batch_id UUID, ADD COLUMN entrusted_payee_id UUID, "
        "ADD CONSTRAINT ck_payment_orders_channel CHECK (channel IN ('api', 'file')), "
        "ADD CONSTRAINT ck_payment_orders_second_person CHECK (released_by IS NULL OR released_by <> created_by), "
        "ADD CONSTRAINT ck_payment_orders_batch_of_file CHECK (channel = 'file' OR batch_id IS NULL)"
    ),
)
CUSTOMERS = {
    "entrusted_payees": "SELECT, INSERT, UPDATE (state, confirmed_by, confirmed_at, branch_id, officer_id)",
    "debit_mandates": "SELECT, INSERT, UPDATE (state, reason, ended_by, ended_at, version, branch_id, officer_id)",
    "debit_orders": "SELECT, INSERT, UPDATE (state, failure, reason, bank_reference, repayment_id, sent_at, "
    "finished_at, branch_id, officer_id)",
    "cash_receipts": "SELECT, INSERT, UPDATE (state, confirmed_by, confirmed_at, reason, repayment_id, branch_id, "
    "officer_id)",
    "issued_papers": KEPT,
}
BRANCHES = {
    "bank_batches": "SELECT, INSERT, UPDATE (state, released_by, released_at, filed_at, file_name, file_digest, "
    "file_bytes, blob, version)",
    "bank_results": "SELECT, INSERT, UPDATE (state, finished_at)",
    "bank_result_lines": "SELECT, INSERT, UPDATE (verdict, fault, refusal)",
    "tills": "SELECT, INSERT, UPDATE (state, taken_fen, banked_fen, closing_count, counted_fen, difference_fen, "
    "difference_reason, counted_by, counted_at, closed_by, closed_at, version)",
    "cash_deposits": "SELECT, INSERT, UPDATE (state, confirmed_by, confirmed_at)",
}
CHART = (
    "INSERT INTO ledger_accounts (code, name_zh, name_en, kind, currency, pool, needs_loan, needs_funding) VALUES "
    "('1001', '库存现金', 'Cash', 'asset', 'CNY', NULL, false, false), "
    "('190101', '待处理现金长短款', 'Cash over and short', 'asset', 'CNY', NULL, false, false)"
)
EVENTS = ("cash_taken", "cash_banked", "cash_counted")
# 个人贷款管理办法 (令2024第3号) and, from the consumer finance notice of 2025-03, the higher limit while it lasts
LIMITS = (
    "INSERT INTO payment_limits (code, effective_from, effective_until, limit_fen, source) VALUES "
    "('BK-01', '2024-07-01', '2025-03-13', 30000000, '个人贷款管理办法（金融监管总局令2024年第3号）'), "
    "('BK-01', '2025-03-14', NULL, 50000000, '关于发展消费金融助力提振消费的通知（2025-03）')"
)
RULES = (
    "INSERT INTO debit_rules (failure, effective_from, name_zh, name_en, tries_max, pause_days, ends_mandate) VALUES "
    "('insufficient_funds', '2020-01-01', '余额不足', 'Insufficient funds', 4, 1, false), "
    "('account_closed', '2020-01-01', '账户已销户', 'Account closed', 1, 0, true), "
    "('account_frozen', '2020-01-01', '账户冻结', 'Account frozen', 2, 3, false), "
    "('account_unknown', '2020-01-01', '户名账号不符', 'Account or name unknown', 1, 0, true), "
    "('over_limit', '2020-01-01', '超出扣款限额', 'Over the limit', 2, 1, false), "
    "('mandate_missing', '2020-01-01', '无代扣授权', 'No mandate at the bank', 1, 0, true), "
    "('bank_trouble', '2020-01-01', '银行系统故障', 'Trouble at the bank', 6, 0, false), "
    "('other', '2020-01-01', '其他原因', 'Another reason', 2, 1, false)"
)
BEFORE = ("debit_mandates", "bank_result_lines", "bank_results", "bank_batches", "entrusted_payees", "debit_rules")


def upgrade() -> None:
    for statement in (*TABLES.split(";"), *COLUMNS, *INDEXES, CHART, LIMITS, RULES):
        op.execute(statement)
    for table, rights in CUSTOMERS.items():
        scope_rows(table, rights)
    for table, rights in BRANCHES.items():
        scope_branch_rows(table, rights)
    for table in ("payment_limits", "debit_rules"):
        grant(table, "SELECT")
    grant("funding_accounts", "UPDATE (channel, file_profile, cut_off_minute, is_bank_partner)")
    grant("payment_orders", "UPDATE (release_wanted, released_by, released_at, batch_id)")
    take_events(lambda known: [*known, *EVENTS])


def downgrade() -> None:
    take_events(lambda known: [each for each in known if each not in EVENTS])
    op.execute("DELETE FROM ledger_accounts WHERE code IN ('1001', '190101')")
    op.execute(
        "ALTER TABLE payment_orders DROP COLUMN entrusted_payee_id, DROP COLUMN batch_id, DROP COLUMN released_at, "
        "DROP COLUMN released_by, DROP COLUMN release_wanted, DROP COLUMN channel"
    )
    op.execute(
        "ALTER TABLE funding_accounts DROP COLUMN is_bank_partner, DROP COLUMN cut_off_minute, "
        "DROP COLUMN file_profile, DROP COLUMN channel"
    )
    for table in (
        "issued_papers",
        "cash_receipts",
        "cash_deposits",
        "tills",
        "debit_orders",
        *BEFORE,
        "payment_limits",
    ):
        op.drop_table(table)
