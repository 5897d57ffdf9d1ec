-- Entries, seals, checkpoints and refusals are written once.
CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE ON kernel_entry
    FOR EACH ROW EXECUTE FUNCTION comity.never_changed();
CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE ON kernel_seal
    FOR EACH ROW EXECUTE FUNCTION comity.never_changed();
CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE ON kernel_checkpoint
    FOR EACH ROW EXECUTE FUNCTION comity.never_changed();
CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE ON kernel_refusal
    FOR EACH ROW EXECUTE FUNCTION comity.never_changed();
REVOKE UPDATE, DELETE ON kernel_entry, kernel_seal, kernel_checkpoint, kernel_refusal FROM comity_system;
