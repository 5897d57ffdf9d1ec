DROP FUNCTION comity.ledger_counts() CASCADE;
DROP FUNCTION comity.ledger_counters_kept() CASCADE;
DROP FUNCTION comity.ledger_balances() CASCADE;
