-- What must never be, whoever asks: a period cut short, an outcome changed, a letter altered or let in late,
-- a text edited while it is under silence. Each names its constraint, so that the gate can explain it.

CREATE FUNCTION comity.decisions_refuse(named text, said text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN
    RAISE EXCEPTION '%', said USING ERRCODE = 'check_violation', CONSTRAINT = named;
END $$;

CREATE FUNCTION comity.decisions_silence_keeps() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM comity.decisions_refuse('decisions_silence_kept', 'a silence period is never removed');
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF date_trunc('minute', NEW.ends_at) <> NEW.ends_at THEN
            PERFORM comity.decisions_refuse('decisions_silence_to_the_minute', 'a period ends on a full minute');
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.ends_at < OLD.ends_at THEN
        PERFORM comity.decisions_refuse('decisions_silence_never_shortened', 'a running period is never shortened');
    END IF;
    IF NEW.ends_at <> OLD.ends_at AND OLD.result <> '' THEN
        PERFORM comity.decisions_refuse('decisions_silence_over', 'a period that is over is not extended');
    END IF;
    IF date_trunc('minute', NEW.ends_at) <> NEW.ends_at THEN
        PERFORM comity.decisions_refuse('decisions_silence_to_the_minute', 'a period ends on a full minute');
    END IF;
    IF NEW.result <> OLD.result AND OLD.result NOT IN ('', 'held') THEN
        PERFORM comity.decisions_refuse('decisions_silence_outcome_once', 'a period has one outcome');
    END IF;
    IF (NEW.item_id, NEW.number, NEW.opened_at, NEW.announced_end, NEW.lines, NEW.entitled, NEW.text_sha256)
       IS DISTINCT FROM
       (OLD.item_id, OLD.number, OLD.opened_at, OLD.announced_end, OLD.lines, OLD.entitled, OLD.text_sha256) THEN
        PERFORM comity.decisions_refuse('decisions_silence_kept', 'what opened a period is never changed');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keeps BEFORE INSERT OR UPDATE OR DELETE ON decisions_silence
    FOR EACH ROW EXECUTE FUNCTION comity.decisions_silence_keeps();

CREATE FUNCTION comity.decisions_letter_counts() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE period record;
BEGIN
    SELECT opened_at, ends_at, result, entitled INTO period FROM decisions_silence WHERE id = NEW.silence_id;
    IF period.result NOT IN ('', 'held') THEN
        PERFORM comity.decisions_refuse('decisions_letter_after_outcome', 'the outcome is recorded');
    END IF;
    IF NEW.received_at < period.opened_at OR NEW.received_at >= period.ends_at THEN
        PERFORM comity.decisions_refuse('decisions_letter_in_time', 'a letter counts only within the period');
    END IF;
    IF NOT NEW.party = ANY (period.entitled) THEN
        PERFORM comity.decisions_refuse('decisions_letter_entitled', 'only those who sit in the format write');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER counts BEFORE INSERT ON decisions_letter
    FOR EACH ROW EXECUTE FUNCTION comity.decisions_letter_counts();
CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE ON decisions_letter
    FOR EACH ROW EXECUTE FUNCTION comity.never_changed();
CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE ON decisions_extension
    FOR EACH ROW EXECUTE FUNCTION comity.never_changed();

CREATE FUNCTION comity.decisions_is_under_silence(one bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM decisions_silence WHERE item_id = one AND result IN ('', 'held'))
$$;

CREATE FUNCTION comity.decisions_line_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.item_id, NEW.number, NEW.verb, NEW.text_en, NEW.text_fr, NEW.effect, NEW.effect_about)
       IS NOT DISTINCT FROM
       (OLD.item_id, OLD.number, OLD.verb, OLD.text_en, OLD.text_fr, OLD.effect, OLD.effect_about) THEN
        RETURN NEW;
    END IF;
    IF TG_OP <> 'INSERT' AND OLD.state = 'agreed' THEN
        PERFORM comity.decisions_refuse('decisions_line_agreed', 'an agreed line is never changed');
    END IF;
    IF comity.decisions_is_under_silence(CASE WHEN TG_OP = 'DELETE' THEN OLD.item_id ELSE NEW.item_id END) THEN
        PERFORM comity.decisions_refuse('decisions_text_under_silence', 'a text under silence is not edited');
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER stays BEFORE INSERT OR UPDATE OR DELETE ON decisions_line
    FOR EACH ROW EXECUTE FUNCTION comity.decisions_line_stays();

CREATE FUNCTION comity.decisions_item_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF (NEW.title_en, NEW.title_fr, NEW.note_en, NEW.note_fr, NEW.format_id)
       IS DISTINCT FROM (OLD.title_en, OLD.title_fr, OLD.note_en, OLD.note_fr, OLD.format_id)
       AND comity.decisions_is_under_silence(OLD.id) THEN
        PERFORM comity.decisions_refuse('decisions_text_under_silence', 'a text under silence is not edited');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stays BEFORE UPDATE ON decisions_item
    FOR EACH ROW EXECUTE FUNCTION comity.decisions_item_stays();
