-- What must never be, whoever asks: postings that do not balance, a figure that the postings do not make, a line
-- overdrawn, an entry changed or removed.

CREATE FUNCTION comity.ledger_counts() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    UPDATE ledger_line SET
        amount = ledger_line.amount - added.appropriation,
        committed = ledger_line.committed + added.committed,
        obligated = ledger_line.obligated + added.obligated,
        paid = ledger_line.paid + added.paid,
        pledged = ledger_line.pledged + added.pledged,
        signed = ledger_line.signed + added.signed
    FROM (SELECT line_id,
            coalesce(sum(minor) FILTER (WHERE account = 'appropriation'), 0)::bigint AS appropriation,
            coalesce(sum(minor) FILTER (WHERE account = 'committed'), 0)::bigint AS committed,
            coalesce(sum(minor) FILTER (WHERE account = 'obligated'), 0)::bigint AS obligated,
            coalesce(sum(minor) FILTER (WHERE account = 'paid'), 0)::bigint AS paid,
            coalesce(sum(minor) FILTER (WHERE account = 'pledged'), 0)::bigint AS pledged,
            coalesce(sum(minor) FILTER (WHERE account = 'signed'), 0)::bigint AS signed
          FROM added_postings GROUP BY line_id) AS added
    WHERE ledger_line.id = added.line_id;
    RETURN NULL;
END $$;
CREATE TRIGGER counts AFTER INSERT ON ledger_posting
    REFERENCING NEW TABLE AS added_postings FOR EACH STATEMENT EXECUTE FUNCTION comity.ledger_counts();

-- Counters are written by the trigger above alone: any other statement that touches them is refused.
CREATE FUNCTION comity.ledger_counters_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF pg_trigger_depth() < 2 AND (
        (TG_OP = 'INSERT' AND (NEW.amount, NEW.committed, NEW.obligated, NEW.paid, NEW.pledged, NEW.signed)
            <> (0, 0, 0, 0, 0, 0))
        OR (TG_OP = 'UPDATE' AND (NEW.amount, NEW.committed, NEW.obligated, NEW.paid, NEW.pledged, NEW.signed)
            IS DISTINCT FROM (OLD.amount, OLD.committed, OLD.obligated, OLD.paid, OLD.pledged, OLD.signed))) THEN
        RAISE EXCEPTION 'the figures of a line follow from its postings'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_line_from_postings';
    END IF;
    IF TG_OP = 'UPDATE' AND (NEW.code, NEW.currency, NEW.kind) IS DISTINCT FROM (OLD.code, OLD.currency, OLD.kind) THEN
        RAISE EXCEPTION 'code, currency and kind of a line never change'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_line_kept';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER counters_kept BEFORE INSERT OR UPDATE ON ledger_line
    FOR EACH ROW EXECUTE FUNCTION comity.ledger_counters_kept();

-- Asked at the commit, when all postings of a transaction are there. It runs with the rights of the owner, since the
-- role of the act may have been left by then; the policy below lets the owner, and nobody else, weigh all postings.
CREATE FUNCTION comity.ledger_balances() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE wanted bigint;
BEGIN
    IF TG_TABLE_NAME = 'ledger_posting' THEN wanted := NEW.transaction_id; ELSE wanted := NEW.id; END IF;
    IF EXISTS (SELECT 1 FROM ledger_posting WHERE transaction_id = wanted GROUP BY currency HAVING sum(minor) <> 0)
       OR EXISTS (SELECT 1 FROM ledger_posting p JOIN ledger_transaction t ON t.id = p.transaction_id
                  JOIN ledger_line l ON l.id = t.line_id
                  WHERE p.transaction_id = wanted AND (p.line_id <> t.line_id OR p.currency <> l.currency)) THEN
        RAISE EXCEPTION 'the postings of a transaction balance, on its line and in the currency of the line'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_transaction_balances';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER balances AFTER INSERT ON ledger_posting DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION comity.ledger_balances();
CREATE CONSTRAINT TRIGGER balances AFTER INSERT ON ledger_transaction DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION comity.ledger_balances();
CREATE POLICY weighed ON ledger_posting FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY weighed ON ledger_transaction FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY weighed ON ledger_line FOR SELECT TO CURRENT_USER USING (true);

CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE ON ledger_posting
    FOR EACH ROW EXECUTE FUNCTION comity.never_changed();
CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE ON ledger_transaction
    FOR EACH ROW EXECUTE FUNCTION comity.never_changed();
CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE ON ledger_rate
    FOR EACH ROW EXECUTE FUNCTION comity.never_changed();
CREATE TRIGGER never_removed BEFORE DELETE ON ledger_line
    FOR EACH ROW EXECUTE FUNCTION comity.never_changed();
CREATE TRIGGER never_removed BEFORE DELETE ON ledger_commitment
    FOR EACH ROW EXECUTE FUNCTION comity.never_changed();
CREATE TRIGGER never_removed BEFORE DELETE ON ledger_contribution
    FOR EACH ROW EXECUTE FUNCTION comity.never_changed();
CREATE TRIGGER never_removed BEFORE DELETE ON ledger_invoice
    FOR EACH ROW EXECUTE FUNCTION comity.never_changed();
